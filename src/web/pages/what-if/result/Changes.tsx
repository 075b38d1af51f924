import type { WhatIfRequest, WhatIfResult } from '../../../../api/types-analysis.ts';
import { formatFigure } from '../../../format/numbers.ts';
import { useWording, useWords } from '../../../hooks/use-text.ts';
import { whatIfEn } from '../../../i18n/en/what-if.ts';
import { whatIfZh } from '../../../i18n/zh/what-if.ts';

interface ChangesProps {
  readonly result: WhatIfResult;
  readonly scenario: WhatIfRequest;
}

/** Which numbers of the law differ, and which facts are shaken. */
export function Changes({ result, scenario }: ChangesProps) {
  const text = useWords(whatIfZh, whatIfEn);
  const wording = useWording();
  return (
    <ul className="changes" aria-label={text.changes}>
      {result.changes.map(({ id, title, unit, before, after }) => (
        <li key={id}>
          {wording(title)} <s>{formatFigure(before)}</s> → <strong>{formatFigure(after)}</strong>{' '}
          {wording(unit)}
        </li>
      ))}
      {(scenario.shocks ?? []).map(({ fact, times }, i) => (
        <li key={`${i} ${fact}`}>
          <code>{fact}</code> <strong>× {formatFigure(times)}</strong>
        </li>
      ))}
    </ul>
  );
}
