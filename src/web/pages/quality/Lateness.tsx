import { lazy, Suspense } from 'react';
import { formatCount } from '../../format/numbers.ts';
import { useText, useWording, useWords } from '../../hooks/use-text.ts';
import { qualityEn } from '../../i18n/en/quality.ts';
import { qualityZh } from '../../i18n/zh/quality.ts';
import type { Department } from './department.ts';

const LatenessChart = lazy(async () => ({
  default: (await import('../../charts/LatenessChart.tsx')).LatenessChart,
}));

/** How late a department's records are, month by month, as a picture and as a table. */
export function Lateness({ department }: { readonly department: Department }) {
  const text = useWords(qualityZh, qualityEn);
  const wording = useWording();
  const { chartLoading } = useText();
  const { months, median_days: median, p90_days: p90, title } = department;
  return (
    <>
      <h3>{text.lateness}</h3>
      {months.length === 0 || median === null || p90 === null ? (
        <p>{text.latenessNone}</p>
      ) : (
        <>
          <p>
            <strong>{text.latenessSummary(formatCount(median), formatCount(p90))}</strong>
          </p>
          <p className="hint">{text.latenessHint}</p>
          <Suspense fallback={<p className="lateness-chart">{chartLoading}</p>}>
            <LatenessChart months={months} names={text} label={text.chartLabel(wording(title))} />
          </Suspense>
          <MonthTable months={months} />
        </>
      )}
    </>
  );
}

function MonthTable({ months }: { readonly months: Department['months'] }) {
  const text = useWords(qualityZh, qualityEn);
  return (
    <details>
      <summary>{text.table}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{text.month}</th>
            <th scope="col" className="number">
              {text.rows}
            </th>
            <th scope="col" className="number">
              {text.median}
            </th>
            <th scope="col" className="number">
              {text.p90}
            </th>
          </tr>
        </thead>
        <tbody>
          {months.map(({ month, rows, median_days: median, p90_days: p90 }) => (
            <tr key={month}>
              <th scope="row">{month}</th>
              <td className="number">{formatCount(rows)}</td>
              <td className="number">{formatCount(median)}</td>
              <td className="number">{formatCount(p90)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
