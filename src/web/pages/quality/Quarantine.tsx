import type { QualityResponse } from '../../../api/types-analysis.ts';
import { formatCount } from '../../format/numbers.ts';
import { useWording, useWords } from '../../hooks/use-text.ts';
import { qualityEn } from '../../i18n/en/quality.ts';
import { qualityZh } from '../../i18n/zh/quality.ts';

/** Rows that went back, why, and where the file for the department lies. */
export function Quarantine({ rows }: { readonly rows: QualityResponse['quarantine'] }) {
  const text = useWords(qualityZh, qualityEn);
  const wording = useWording();
  return (
    <section className="card" aria-labelledby="quarantine-title">
      <h2 id="quarantine-title">{text.quarantine}</h2>
      <p className="hint">{rows.length === 0 ? text.quarantineNone : text.quarantineHint}</p>
      {rows.length === 0 ? null : (
        <table className="wide">
          <thead>
            <tr>
              <th scope="col">{text.file}</th>
              <th scope="col" className="number">
                {text.rows}
              </th>
              <th scope="col">{text.reason}</th>
              <th scope="col">{text.givenBack}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ department, title, file, rows: count, reasons, given_back: path }) => (
              <tr key={`${department} ${file}`}>
                <th scope="row">
                  {wording(title)} <span className="hint">{file}</span>
                </th>
                <td className="number" data-label={text.rows}>
                  {formatCount(count)}
                </td>
                <td data-label={text.reason}>
                  {reasons
                    .map((reason) => `${wording(reason.title)} ${formatCount(reason.rows)}`)
                    .join(' · ')}
                </td>
                <td data-label={text.givenBack}>
                  {path === null ? text.notKept : <code className="path">{path}</code>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
