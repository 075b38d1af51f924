import { InputNumber } from 'antd';
import type { OverviewResponse, ScoresResponse } from '../../../api/types.ts';
import { scoresPath } from '../../api/paths.ts';
import { formatCount, formatPercent } from '../../format/numbers.ts';
import { useDebounced } from '../../hooks/use-debounced.ts';
import { usePreferences } from '../../hooks/use-preferences.ts';
import { useResource } from '../../hooks/use-resource.ts';
import { useText } from '../../hooks/use-text.ts';
import { bandWord } from '../../theme/bands.ts';
import { coverOf, type BandCover } from './capacity.ts';

/** Asks how many visits can be made and says how far down the list they reach. */
export function Capacity({ overview }: { readonly overview: OverviewResponse }) {
  const text = useText();
  const { capacity, change } = usePreferences();
  const reached = Math.min(capacity, overview.scored);
  return (
    <div className="capacity">
      <label htmlFor="capacity">{text.capacity}</label>
      <InputNumber
        id="capacity"
        min={1}
        max={Math.max(1, overview.scored)}
        precision={0}
        value={reached}
        onChange={(value) => {
          if (value !== null && value >= 1) change({ capacity: value });
        }}
      />
      <span>{text.capacityUnit}</span>
      <p className="capacity-answer" aria-live="polite">
        {text.capacityCovers} <CoverWords covers={coverOf(overview.bands, reached)} />
        <LastReached rank={reached} />
      </p>
    </div>
  );
}

function CoverWords({ covers }: { readonly covers: readonly BandCover[] }) {
  const text = useText();
  return covers.map(({ band, covered, households }) => (
    <strong key={band} className={`cover cover-${band}`}>
      {covered === households
        ? text.capacityAll(bandWord(band, text), formatCount(households))
        : text.capacityPart(bandWord(band, text), formatCount(covered), formatCount(households))}
    </strong>
  ));
}

function LastReached({ rank }: { readonly rank: number }) {
  const text = useText();
  const settled = useDebounced(rank, 250);
  const { value } = useResource<ScoresResponse>(settled > 0 ? scoresPath({ page: settled, limit: 1 }) : null);
  const last = value?.items[0];
  if (last?.rank !== rank) return null;
  return (
    <span className="muted">{text.capacityLast(formatCount(rank), formatPercent(last.probability))}</span>
  );
}
