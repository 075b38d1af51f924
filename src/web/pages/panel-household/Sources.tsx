import type { HouseholdPeriod, IncomeSource } from '../../../api/types.ts';
import { fillPeriods, groupByYear } from '../../format/periods.ts';
import { useText, useWording } from '../../hooks/use-text.ts';
import { SourceCell } from './SourceCell.tsx';
import { SourcesHead } from './SourcesHead.tsx';

/** Which income sources were there in which period: what appeared, what went away. */
export function Sources({ history }: { readonly history: readonly HouseholdPeriod[] }) {
  const text = useText();
  const wording = useWording();
  const byPeriod = new Map(history.map((h) => [h.period, new Set(h.sources.map((s) => s.code))]));
  const years = groupByYear(fillPeriods(history.map((h) => h.period)));
  return (
    <section className="card" aria-labelledby="sources-title">
      <h2 id="sources-title">{text.sourcesTitle}</h2>
      <p className="hint">{text.sourcesHint}</p>
      <div className="scroll" data-own-keys tabIndex={0} role="group" aria-labelledby="sources-title">
        <table className="sources">
          <SourcesHead years={years} />
          <tbody>
            {sourcesOf(history).map((source) => (
              <tr key={source.code}>
                <th scope="row">{wording(source)}</th>
                {years.flatMap(({ periods }) =>
                  periods.map(({ period }, i) => (
                    <SourceCell
                      key={period}
                      present={byPeriod.get(period)?.has(source.code) ?? null}
                      startsYear={i === 0}
                    />
                  )),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Every source the household ever had, in order of first appearance. */
function sourcesOf(history: readonly HouseholdPeriod[]): readonly IncomeSource[] {
  const found = new Map<string, IncomeSource>();
  for (const source of history.flatMap((h) => h.sources))
    if (!found.has(source.code)) found.set(source.code, source);
  return [...found.values()];
}
