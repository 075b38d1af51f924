import { formatWholePercent } from '../../format/numbers.ts';
import { useWording, useWords } from '../../hooks/use-text.ts';
import { modelsEn } from '../../i18n/en/models.ts';
import { modelsZh } from '../../i18n/zh/models.ts';
import type { Evaluation } from './evaluation.ts';
import { IntervalBar } from './IntervalBar.tsx';

type Metric = Evaluation['metrics'][number];

/** Metrics that lie between 0 and 1, and so have a picture. */
const onScale: readonly string[] = ['auc', 'average_precision', 'precision', 'recall'];

interface MetricTableProps {
  readonly metrics: readonly Metric[];
  readonly capacity: number;
}

/** How well it did on later data, each figure with its interval. */
export function MetricTable({ metrics, capacity }: MetricTableProps) {
  const text = useWords(modelsZh, modelsEn);
  return (
    <section className="card" aria-labelledby="metrics-title">
      <h2 id="metrics-title">{text.metrics}</h2>
      <p className="hint">{text.metricsHint(formatWholePercent(capacity))}</p>
      <table className="metric-table">
        <thead>
          <tr>
            <th scope="col">{text.metric}</th>
            <th scope="col" className="number">
              {text.value}
            </th>
            <th scope="col">{text.interval}</th>
          </tr>
        </thead>
        <tbody>
          {metrics.map((metric) => (
            <Row key={metric.id} metric={metric} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ metric: { id, title, value, low, high } }: { readonly metric: Metric }) {
  const text = useWords(modelsZh, modelsEn);
  const wording = useWording();
  const write = (figure: number): string => figure.toFixed(id === 'lift' ? 1 : 3).replace('-', '−');
  return (
    <tr>
      <th scope="row">{wording(title)}</th>
      <td className="number">
        <strong>{write(value)}</strong>
      </td>
      <td>
        {low === null || high === null ? (
          <span className="muted">{text.noInterval}</span>
        ) : (
          <span className="metric-interval">
            <span>
              {write(low)} – {write(high)}
            </span>
            {onScale.includes(id) ? (
              <IntervalBar
                {...{ value, low, high }}
                label={text.intervalWords(write(value), write(low), write(high))}
              />
            ) : null}
          </span>
        )}
      </td>
    </tr>
  );
}
