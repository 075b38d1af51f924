import { CalibrationPicture } from '../../charts/CalibrationPicture.tsx';
import { formatCount, formatPercent } from '../../format/numbers.ts';
import { useWords } from '../../hooks/use-text.ts';
import { modelsEn } from '../../i18n/en/models.ts';
import { modelsZh } from '../../i18n/zh/models.ts';
import type { Evaluation } from './evaluation.ts';

/** Whether what it says comes to pass as often as it says: a picture and its table. */
export function Calibration({ points }: { readonly points: Evaluation['calibration'] }) {
  const text = useWords(modelsZh, modelsEn);
  return (
    <section className="card" aria-labelledby="calibration-title">
      <h2 id="calibration-title">{text.calibration}</h2>
      <p className="hint">{text.calibrationHint}</p>
      <CalibrationPicture
        points={points}
        words={{ label: text.calibrationLabel, across: text.said, up: text.happened }}
      />
      <details>
        <summary>{text.asTable}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col" className="number">
                {text.said}
              </th>
              <th scope="col" className="number">
                {text.happened}
              </th>
              <th scope="col" className="number">
                {text.interval}
              </th>
              <th scope="col" className="number">
                {text.count}
              </th>
            </tr>
          </thead>
          <tbody>
            {points.map(({ mean_p: said, rate, rate_low: low, rate_high: high, count }) => (
              <tr key={said}>
                <td className="number">{formatPercent(said)}</td>
                <td className="number">{formatPercent(rate)}</td>
                <td className="number">
                  {formatPercent(low)} – {formatPercent(high)}
                </td>
                <td className="number">{formatCount(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
