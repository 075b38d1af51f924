import type { WhatIfParametersResponse } from '../../../../api/types-analysis.ts';
import { useWording, useWords } from '../../../hooks/use-text.ts';
import { whatIfEn } from '../../../i18n/en/what-if.ts';
import { whatIfZh } from '../../../i18n/zh/what-if.ts';

interface WaivedRowProps {
  readonly id: string;
  readonly clause: WhatIfParametersResponse['clauses'][number] | null;
  readonly problem: string | null;
  readonly remove: () => void;
}

/** A condition that is taken as met. */
export function WaivedRow({ id, clause, problem, remove }: WaivedRowProps) {
  const text = useWords(whatIfZh, whatIfEn);
  const wording = useWording();
  const title = clause === null ? id : wording(clause.title);
  return (
    <li className="change-row is-changed">
      <div className="change-head">
        <strong>{title}</strong>
        <span className="muted">{clause === null ? null : wording(clause.item_title)}</span>
      </div>
      {problem === null ? null : (
        <p className="field-error" role="alert">
          {problem}
        </p>
      )}
      <div className="change-foot">
        <code className="law-note">{id}</code>
        <button type="button" className="button-text" onClick={remove} aria-label={text.remove(title)}>
          ✕
        </button>
      </div>
    </li>
  );
}
