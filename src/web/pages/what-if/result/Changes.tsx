import type {
  WhatIfParametersResponse,
  WhatIfRequest,
  WhatIfResult,
} from '../../../../api/types-analysis.ts';
import { formatFigure } from '../../../format/numbers.ts';
import { useWording, useWords } from '../../../hooks/use-text.ts';
import { whatIfEn } from '../../../i18n/en/what-if.ts';
import { whatIfZh } from '../../../i18n/zh/what-if.ts';

interface ChangesProps {
  readonly result: WhatIfResult;
  readonly scenario: WhatIfRequest;
  /** Names of facts and conditions. */
  readonly catalogue: WhatIfParametersResponse;
}

/** Which numbers of the law differ, which facts are shaken, which conditions are waived. */
export function Changes({ result, scenario, catalogue: { facts, clauses } }: ChangesProps) {
  const text = useWords(whatIfZh, whatIfEn);
  const wording = useWording();
  const { shocks = [], waive = [] } = scenario;
  return (
    <ul className="changes" aria-label={text.changes}>
      {result.changes.map(({ id, title, unit, before, after }) => (
        <li key={id}>
          {wording(title)} <s>{formatFigure(before)}</s> → <strong>{formatFigure(after)}</strong>{' '}
          {wording(unit)}
          {before === after && <em className="muted"> {text.alreadyLaw}</em>}
        </li>
      ))}
      {shocks.map(({ fact, times }, i) => (
        <li key={`${i} ${fact}`}>
          {wording(facts.find((one) => one.fact === fact)?.title ?? { zh: fact, en: fact })}{' '}
          <strong>× {formatFigure(times)}</strong>
        </li>
      ))}
      {waive.map((id) => (
        <li key={id}>
          {text.waive(wording(clauses.find((one) => one.id === id)?.title ?? { zh: id, en: id }))}
        </li>
      ))}
    </ul>
  );
}
