import { lightSigns, type LightName } from '../../format/signs.ts';
import { useWords } from '../../hooks/use-text.ts';
import { qualityEn } from '../../i18n/en/quality.ts';
import { qualityZh } from '../../i18n/zh/quality.ts';

/** A traffic light: sign, word and colour. */
export function Light({ light }: { readonly light: LightName }) {
  const text = useWords(qualityZh, qualityEn);
  return (
    <span className={`light light-${light}`}>
      <span aria-hidden="true">{lightSigns[light]}</span> {text.lights[light]}
    </span>
  );
}

/** A score as a bar with its number. */
export function ScoreBar({ score, light }: { readonly score: number | null; readonly light: LightName }) {
  return (
    <span className={`score-bar score-bar-${light}`}>
      <span className="score-bar-track" aria-hidden="true">
        <span style={{ width: `${score ?? 0}%` }} />
      </span>
      <span className="score-bar-number">{score === null ? '–' : Math.round(score)}</span>
    </span>
  );
}
