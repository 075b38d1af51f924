import type { HouseholdResponse } from '../../../api/types.ts';
import { BandTag } from '../../components/BandTag.tsx';
import { ProbabilityBar } from '../../components/ProbabilityBar.tsx';
import { formatCount, formatPercent, formatWholePercent } from '../../format/numbers.ts';
import { useText, useWording } from '../../hooks/use-text.ts';
import { bandMeaning } from '../../theme/bands.ts';

/** The score in figures and in words: band, probability with its interval, rank. */
export function ScoreCard({ answer }: { readonly answer: HouseholdResponse }) {
  const text = useText();
  const wording = useWording();
  const { household, scored } = answer;
  return (
    <section className={`card score-card score-card-${household.band}`} aria-label={text.likelihood}>
      <div className="score-band">
        <BandTag band={household.band} size="large" />
        <span className="muted">{bandMeaning(household.band, text)}</span>
      </div>
      <div className="score-probability">
        <span className="score-label">{wording(answer.model.label)}</span>
        <span className="score-figure">{formatPercent(household.probability)}</span>
        <span className="muted">{text.ofHundred(formatCount(Math.round(household.probability * 100)))}</span>
      </div>
      <div className="score-interval">
        <span className="score-label">
          {text.intervalLabel}{' '}
          {text.interval(formatWholePercent(household.lower), formatWholePercent(household.upper))}
        </span>
        <ProbabilityBar {...household} />
        <span className="scale" aria-hidden="true">
          <span>0%</span>
          <span>50%</span>
          <span>100%</span>
        </span>
      </div>
      <div className="score-rank">
        <span className="score-label">{text.rank}</span>
        <span className="score-figure-small">
          {text.rankOf(formatCount(household.rank), formatCount(scored))}
        </span>
        <span className="muted">{text.rankTop(formatPercent(household.rank / scored))}</span>
      </div>
    </section>
  );
}
