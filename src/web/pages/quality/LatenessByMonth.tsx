import { formatCount } from '../../format/numbers.ts';
import { useWording, useWords } from '../../hooks/use-text.ts';
import { qualityEn } from '../../i18n/en/quality.ts';
import { qualityZh } from '../../i18n/zh/quality.ts';
import type { Department } from './department.ts';

const monthsShown = 12;
/** Days from which a cell takes the next darker ground. */
const grounds = [15, 30, 60, 120];

/** Every department's lateness in the last months: a table that is its own picture. */
export function LatenessByMonth({ departments }: { readonly departments: readonly Department[] }) {
  const text = useWords(qualityZh, qualityEn);
  const wording = useWording();
  const all = departments.flatMap((one) => one.months.map(({ month }) => month));
  const months = [...new Set(all)].sort().slice(-monthsShown);
  const late = departments
    .filter((one) => one.months.some(({ month }) => months.includes(month)))
    .sort((a, b) => worstOf(b, months) - worstOf(a, months));
  return (
    <section className="card" aria-labelledby="heat-title">
      <h2 id="heat-title">{text.heat}</h2>
      <p className="hint">{late.length === 0 ? text.latenessNone : text.heatHint}</p>
      {late.length === 0 ? null : (
        <div className="scroll" tabIndex={0} role="group" aria-labelledby="heat-title" data-own-keys="">
          <table className="heat">
            <thead>
              <tr>
                <th scope="col">{text.department}</th>
                {months.map((month) => (
                  <th key={month} scope="col" className="number">
                    {month}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {late.map((one) => (
                <tr key={one.department}>
                  <th scope="row">{wording(one.title)}</th>
                  {months.map((month) => (
                    <Cell
                      key={month}
                      days={one.months.find((own) => own.month === month)?.p90_days ?? null}
                    />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** Most days of the months shown. */
function worstOf({ months }: Department, shown: readonly string[]): number {
  return Math.max(0, ...months.filter(({ month }) => shown.includes(month)).map((one) => one.p90_days));
}

function Cell({ days }: { readonly days: number | null }) {
  const ground = days === null ? 0 : grounds.filter((limit) => days >= limit).length;
  return <td className={`number heat-${ground}`}>{days === null ? '' : formatCount(days)}</td>;
}
