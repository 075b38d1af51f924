import type { QualityResponse } from '../../../api/types-analysis.ts';
import { formatCount, formatPercent } from '../../format/numbers.ts';
import { useWords } from '../../hooks/use-text.ts';
import { qualityEn } from '../../i18n/en/quality.ts';
import { qualityZh } from '../../i18n/zh/quality.ts';

/** Persons without a number, files nobody claims, and how scores are made. */
export function Notes({ quality: { links, unclaimed } }: { readonly quality: QualityResponse }) {
  const text = useWords(qualityZh, qualityEn);
  return (
    <section className="card notes" aria-label={text.how}>
      {links === null ? null : <Links links={links} />}
      {unclaimed.length === 0 ? null : (
        <>
          <h2>{text.unclaimed}</h2>
          <p>{text.unclaimedHint}</p>
          <ul className="asks">
            {unclaimed.map((file) => (
              <li key={file}>
                <code className="path">{file}</code>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>{text.how}</h2>
      <p>{text.howWords}</p>
    </section>
  );
}

function Links({ links }: { readonly links: NonNullable<QualityResponse['links']> }) {
  const text = useWords(qualityZh, qualityEn);
  const { strangers, linked, review, unknown, precision, recall } = links;
  return (
    <>
      <h2>{text.links}</h2>
      <p>
        {text.linksWords(
          formatCount(strangers),
          formatCount(linked),
          formatCount(review),
          formatCount(unknown),
        )}{' '}
        {precision === null || recall === null
          ? null
          : text.linksMeasured(formatPercent(precision), formatPercent(recall))}
      </p>
    </>
  );
}
