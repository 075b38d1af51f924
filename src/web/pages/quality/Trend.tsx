import type { QualityResponse } from '../../../api/types-analysis.ts';
import { formatCount, formatPercent } from '../../format/numbers.ts';
import { useWords } from '../../hooks/use-text.ts';
import { qualityEn } from '../../i18n/en/quality.ts';
import { qualityZh } from '../../i18n/zh/quality.ts';
import { ScoreBar } from './Light.tsx';

/** What came in with each generation, the newest first. */
export function Trend({ trend }: { readonly trend: QualityResponse['trend'] }) {
  const text = useWords(qualityZh, qualityEn);
  return (
    <section className="card" aria-labelledby="trend-title">
      <h2 id="trend-title">{text.trend}</h2>
      <p className="hint">{trend.length < 2 ? text.trendOne : text.trendHint}</p>
      <table className="wide trend">
        <thead>
          <tr>
            <th scope="col">{text.batch}</th>
            <th scope="col" className="number">
              {text.sent}
            </th>
            <th scope="col" className="number">
              {text.sentBack}
            </th>
            <th scope="col">{text.score}</th>
          </tr>
        </thead>
        <tbody>
          {trend.toReversed().map(({ generation, rows_in: rows, quarantined_share: share, score }) => (
            <tr key={generation}>
              <th scope="row">
                <code>{generation}</code>
              </th>
              <td className="number" data-label={text.sent}>
                {formatCount(rows)}
              </td>
              <td className="number" data-label={text.sentBack}>
                {formatPercent(share)}
              </td>
              <td>
                <ScoreBar score={score} light="unknown" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
