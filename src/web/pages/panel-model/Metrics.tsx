import type { ModelResponse } from '../../../api/types.ts';
import { formatFigure } from '../../format/numbers.ts';
import { useText } from '../../hooks/use-text.ts';
import { metricTitle } from './metric-title.ts';

/** Out-of-time figures, each with what it means. */
export function Metrics({ metrics }: { readonly metrics: ModelResponse['metrics'] }) {
  const text = useText();
  return (
    <section className="card" aria-labelledby="metrics-title">
      <h2 id="metrics-title">{text.modelMetrics}</h2>
      <p className="hint">{text.modelMetricsHint}</p>
      <table className="metrics">
        <thead>
          <tr>
            <th scope="col">{text.modelMetric}</th>
            <th scope="col" className="number">
              {text.modelValue}
            </th>
            <th scope="col">{text.modelMetricMeaning}</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(metrics).map(([name, value]) => (
            <MetricRow key={name} name={name} value={value} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function MetricRow({ name, value }: { readonly name: string; readonly value: number }) {
  const title = metricTitle(name, useText());
  return (
    <tr>
      <th scope="row">{title?.name ?? <code>{name}</code>}</th>
      <td className="number">{formatFigure(value)}</td>
      <td>{title?.meaning ?? '–'}</td>
    </tr>
  );
}
