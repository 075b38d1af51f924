import type { QualityResponse } from '../../../api/types-analysis.ts';
import { formatCount } from '../../format/numbers.ts';
import type { LightName } from '../../format/signs.ts';
import { useWording, useWords } from '../../hooks/use-text.ts';
import { qualityEn } from '../../i18n/en/quality.ts';
import { qualityZh } from '../../i18n/zh/quality.ts';
import { weakestPart } from './department.ts';

/** What a chief needs to know in ten seconds. */
export function Headline({ quality }: { readonly quality: QualityResponse }) {
  const text = useWords(qualityZh, qualityEn);
  const wording = useWording();
  const { departments, rows_in: rowsIn, loaded, quarantined, files, score } = quality;
  const [worst] = departments;
  const weak = worst ? weakestPart(worst) : null;
  const count = (light: LightName): string => String(departments.filter((one) => one.light === light).length);
  return (
    <section className="card headline" aria-label={text.title}>
      <p className="headline-words">
        {text.headline(String(departments.length), count('good'), count('fair'), count('poor'))}{' '}
        {worst && worst.score !== null && worst.light !== 'good'
          ? text.worst(
              wording(worst.title),
              String(Math.round(worst.score)),
              weak === null ? text.noPart : wording(weak.title),
            )
          : null}
      </p>
      <dl className="headline-figures">
        <Figure
          value={score === null ? '–' : String(Math.round(score))}
          words={`${text.score}（${text.ofHundred}）`}
        />
        <Figure value={rowsIn === 0 ? '–' : usableShare(loaded / rowsIn)} words={text.usable} />
        <Figure value={formatCount(quarantined)} words={text.quarantined} />
        <Figure value={quality.known_until ?? '–'} words={text.knownUntil} />
      </dl>
      <p className="muted">
        {text.rowsIn(formatCount(rowsIn), formatCount(files))} · {text.generation} {quality.generation}
      </p>
    </section>
  );
}

/** Two decimals, never rounded up to all: 0.99977 → 99.97%. */
function usableShare(share: number): string {
  return `${(Math.floor(share * 10_000) / 100).toFixed(2)}%`;
}

function Figure({ value, words }: { readonly value: string; readonly words: string }) {
  return (
    <div>
      <dt>{words}</dt>
      <dd>{value}</dd>
    </div>
  );
}
