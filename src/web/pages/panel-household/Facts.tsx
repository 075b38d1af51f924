import type { HouseholdPeriod } from '../../../api/types.ts';
import { currencyName, formatMoney, formatRatio } from '../../format/numbers.ts';
import { usePreferences } from '../../hooks/use-preferences.ts';
import { useText } from '../../hooks/use-text.ts';

interface FactsProps {
  readonly history: readonly HouseholdPeriod[];
  readonly currency: string;
}

/** The figures behind the picture, newest first. */
export function Facts({ history, currency }: FactsProps) {
  const text = useText();
  const { language } = usePreferences();
  return (
    <section className="card" aria-labelledby="facts-title">
      <h2 id="facts-title">{text.factsTitle}</h2>
      <p className="hint">{text.moneyNote(currencyName(currency, language))}</p>
      <div className="scroll" data-own-keys tabIndex={0} role="group" aria-labelledby="facts-title">
        <table className="facts">
          <thead>
            <tr>
              <th scope="col">{text.period}</th>
              <th scope="col">{text.totalIncome}</th>
              <th scope="col">{text.factIncome}</th>
              <th scope="col">{text.factMedian}</th>
              <th scope="col">{text.relativeIncome}</th>
              <th scope="col">{text.members}</th>
              <th scope="col">{text.status}</th>
            </tr>
          </thead>
          <tbody>
            {[...history].reverse().map((period) => (
              <FactRow key={period.period} period={period} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function FactRow({ period }: { readonly period: HouseholdPeriod }) {
  const text = useText();
  return (
    <tr>
      <th scope="row">{period.period}</th>
      <td>{orDash(period.income_total_fen, formatMoney)}</td>
      <td>{orDash(period.income_per_capita_fen, formatMoney)}</td>
      <td>{orDash(period.median_per_capita_fen, formatMoney)}</td>
      <td>{orDash(period.relative_income, formatRatio)}</td>
      <td>{orDash(period.members, String)}</td>
      <td className={period.poor === true ? 'status-poor' : undefined}>{statusWord(period.poor, text)}</td>
    </tr>
  );
}

function statusWord(poor: boolean | null, text: ReturnType<typeof useText>): string {
  if (poor === null) return '–';
  return poor ? text.poor : text.notPoor;
}

function orDash(value: number | null, format: (value: number) => string): string {
  return value === null ? '–' : format(value);
}
