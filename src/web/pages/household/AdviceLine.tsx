import type { RecommendationsResponse } from '../../../api/types.ts';
import { formatYuan } from '../../format/numbers.ts';
import { useWording } from '../../hooks/use-text.ts';
import type { HouseholdWords } from '../../i18n/zh/household.ts';
import { useHouseholdText } from './use-household-text.ts';

type Line = RecommendationsResponse['lines'][number];

/** One item: what, how much, who decides it, why, and the law clause by clause. */
export function AdviceLine({ line }: { readonly line: Line }) {
  const text = useHouseholdText();
  const wording = useWording();
  return (
    <li className="advice-line">
      <p className="advice-head">
        <strong>{wording(line.item)}</strong>
        <span className="advice-money">{moneyOf(line, text)}</span>
        <span className="muted">{wording(line.department)}</span>
      </p>
      <p className="muted">{wording(line)}</p>
      {line.clauses.length === 0 ? null : (
        <details className="fold">
          <summary>{text.clauses(String(line.clauses.length))}</summary>
          <ul className="clauses">
            {line.clauses.map((clause, i) => (
              <Clause key={i} clause={clause} />
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

const signs = { met: '✓', missed: '✗', unknown: '?' } as const;

function Clause({ clause }: { readonly clause: Line['clauses'][number] }) {
  const text = useHouseholdText();
  const wording = useWording();
  return (
    <li className={`clause clause-${clause.outcome}`}>
      <span className="clause-sign" role="img" aria-label={text.outcomes[clause.outcome]}>
        {signs[clause.outcome]}
      </span>
      <span>
        {wording(clause)}{' '}
        <span className="muted">
          {wording(clause.law)} {clause.law.article} {clause.law.number}
        </span>
      </span>
    </li>
  );
}

/** The sum of a gap stands in its words already. */
function moneyOf(line: Line, text: HouseholdWords): string {
  if (line.finding === 'gap') return '';
  const amount =
    line.amount_fen === null || line.period === null
      ? ''
      : text.amounts[line.period](formatYuan(line.amount_fen));
  const told = line.is_ceiling && amount !== '' ? text.ceiling(amount) : amount;
  return line.margin_fen === null ? told : `${told} ${text.margin(formatYuan(line.margin_fen))}`.trim();
}
