import type { WhatIfParametersResponse } from '../../../../api/types-analysis.ts';
import { formatFigure } from '../../../format/numbers.ts';
import { useWording, useWords } from '../../../hooks/use-text.ts';
import { whatIfEn } from '../../../i18n/en/what-if.ts';
import { whatIfZh } from '../../../i18n/zh/what-if.ts';
import type { Draft } from './draft.ts';
import { NumberControl } from './NumberControl.tsx';

interface ShockRowProps {
  readonly shock: Draft['shocks'][number];
  readonly facts: WhatIfParametersResponse['facts'];
  readonly problem: string | null;
  readonly change: (times: number) => void;
  readonly remove: () => void;
}

/** One shock: a fact of persons or households that is multiplied. */
export function ShockRow({ shock, facts, problem, change, remove }: ShockRowProps) {
  const text = useWords(whatIfZh, whatIfEn);
  const wording = useWording();
  const titleOf = (fact: string): string => {
    const found = facts.find((one) => one.fact === fact);
    return found ? wording(found.title) : fact;
  };
  const title = titleOf(shock.fact);
  return (
    <li className="change-row is-changed">
      <div className="change-head">
        <strong>{title}</strong>
        <span className="muted">{text.times(formatFigure(shock.times))}</span>
      </div>
      <NumberControl
        label={title}
        value={shock.times}
        {...{ min: 0, max: 2, step: 0.05, problem, change }}
        words={(times) => text.times(formatFigure(times))}
        unit="×"
      />
      <div className="change-foot">
        <span className="law-note">{shock.where ? text.where(titleOf(shock.where.fact)) : ''}</span>
        <button type="button" className="button-text" onClick={remove} aria-label={text.remove(title)}>
          ✕
        </button>
      </div>
    </li>
  );
}
