import type { ModelSummary, RankedHousehold } from '../../api/types.ts';
import { BandTag } from './BandTag.tsx';
import { ProbabilityBar } from './ProbabilityBar.tsx';
import { formatCount, formatPercent, formatWholePercent } from '../format/numbers.ts';
import { useText, useWording } from '../hooks/use-text.ts';
import { bandMeaning } from '../theme/bands.ts';

interface ScoreCardProps {
  readonly score: RankedHousehold;
  /** What the probability is of. */
  readonly label: ModelSummary['label'];
  /** Households in the list. */
  readonly scored: number;
}

/** The score in figures and in words: band, probability with its interval, rank. */
export function ScoreCard({ score, label, scored }: ScoreCardProps) {
  const text = useText();
  const wording = useWording();
  return (
    <section className={`card score-card score-card-${score.band}`} aria-label={text.likelihood}>
      <div className="score-band">
        <BandTag band={score.band} size="large" />
        <span className="muted">{bandMeaning(score.band, text)}</span>
      </div>
      <div className="score-probability">
        <span className="score-label">{wording(label)}</span>
        <span className="score-figure">{formatPercent(score.probability)}</span>
        <span className="muted">{text.ofHundred(formatCount(Math.round(score.probability * 100)))}</span>
        {score.horizons ? (
          <span className="muted">
            {score.horizons
              .map(({ months, probability }) => text.withinMonths(months, formatPercent(probability)))
              .join(' · ')}
          </span>
        ) : null}
      </div>
      <div className="score-interval">
        <span className="score-label">
          {text.intervalLabel}{' '}
          {text.interval(formatWholePercent(score.lower), formatWholePercent(score.upper))}
        </span>
        <ProbabilityBar {...score} />
        {score.is_uncertain ? <strong className="uncertain">? {text.uncertain}</strong> : null}
        <span className="scale" aria-hidden="true">
          <span>0%</span>
          <span>50%</span>
          <span>100%</span>
        </span>
      </div>
      <div className="score-rank">
        <span className="score-label">{text.rank}</span>
        <span className="score-figure-small">
          {text.rankOf(formatCount(score.rank), formatCount(scored))}
        </span>
        <span className="muted">{text.rankTop(formatPercent(score.rank / scored))}</span>
      </div>
    </section>
  );
}
