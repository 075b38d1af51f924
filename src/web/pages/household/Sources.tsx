import type { HouseholdPeriod, IncomeSource } from '../../../api/types.ts';
import { fillPeriods } from '../../format/periods.ts';
import { useText, useWording } from '../../hooks/use-text.ts';

/** Which income sources were there in which period: what appeared, what went away. */
export function Sources({ history }: { readonly history: readonly HouseholdPeriod[] }) {
  const text = useText();
  const wording = useWording();
  const byPeriod = new Map(history.map((h) => [h.period, new Set(h.sources.map((s) => s.code))]));
  const periods = fillPeriods(history.map((h) => h.period));
  return (
    <section className="card" aria-labelledby="sources-title">
      <h2 id="sources-title">{text.sourcesTitle}</h2>
      <p className="hint">{text.sourcesHint}</p>
      <div className="scroll" tabIndex={0} role="group" aria-labelledby="sources-title">
        <table className="sources">
          <thead>
            <tr>
              <th scope="col">{text.source}</th>
              {periods.map((period) => (
                <th key={period} scope="col">
                  {period}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sourcesOf(history).map((source) => (
              <tr key={source.code}>
                <th scope="row">{wording(source)}</th>
                {periods.map((period) => (
                  <SourceCell key={period} present={byPeriod.get(period)?.has(source.code) ?? null} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function SourceCell({ present }: { readonly present: boolean | null }) {
  const text = useText();
  if (present === null) return <td className="source-unknown" aria-label={text.notObserved} />;
  return (
    <td className={present ? 'source-present' : 'source-absent'}>
      <span role="img" aria-label={present ? text.sourcePresent : text.sourceAbsent}>
        {present ? '●' : '○'}
      </span>
    </td>
  );
}

/** Every source the household ever had, in order of first appearance. */
function sourcesOf(history: readonly HouseholdPeriod[]): readonly IncomeSource[] {
  const found = new Map<string, IncomeSource>();
  for (const source of history.flatMap((h) => h.sources)) if (!found.has(source.code)) found.set(source.code, source);
  return [...found.values()];
}
