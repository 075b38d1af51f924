import type { BudgetCurve } from '../../../../api/types-analysis.ts';
import { formatMoney } from '../../../format/numbers.ts';
import { useWords } from '../../../hooks/use-text.ts';
import { whatIfEn } from '../../../i18n/en/what-if.ts';
import { whatIfZh } from '../../../i18n/zh/what-if.ts';

/** One row for so much wage: 200 yuan. */
const rowFen = 20_000;

interface PointTableProps {
  readonly before: BudgetCurve;
  readonly after: BudgetCurve | null;
}

/** The curve as numbers, for who cannot see it or wants to copy it. */
export function PointTable({ before, after }: PointTableProps) {
  const text = useWords(whatIfZh, whatIfEn);
  return (
    <details className="points">
      <summary>{text.points200}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col" className="number">
              {text.wageAxis}
            </th>
            <th scope="col" className="number">
              {text.legendBefore}
            </th>
            {after === null ? null : (
              <th scope="col" className="number">
                {text.legendAfter}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {before.wage_fen_month.map((wage, i) =>
            wage % rowFen === 0 ? (
              <tr key={wage}>
                <th scope="row" className="number">
                  {formatMoney(wage)}
                </th>
                <td className="number">{formatMoney(before.net_fen_month[i] ?? 0)}</td>
                {after === null ? null : (
                  <td className="number">{formatMoney(after.net_fen_month[i] ?? 0)}</td>
                )}
              </tr>
            ) : null,
          )}
        </tbody>
      </table>
    </details>
  );
}
