import type { OverviewResponse } from '../../../api/types.ts';
import { formatCount } from '../../format/numbers.ts';
import { usePreferences } from '../../hooks/use-preferences.ts';
import { useText } from '../../hooks/use-text.ts';
import { bandWord } from '../../theme/bands.ts';
import { coverOf, drawnLength } from './capacity.ts';

/** The top of the list as a strip of bands to scale, with a mark where this period's visits end. */
export function Strip({ overview }: { readonly overview: OverviewResponse }) {
  const text = useText();
  const { capacity } = usePreferences();
  const drawn = drawnLength(overview, capacity);
  const reached = Math.min(capacity, overview.scored);
  const reach = drawn === 0 ? 0 : reached / drawn;
  const shown = coverOf(overview.bands, drawn);
  const words = shown.map(({ band, households }) => `${bandWord(band, text)} ${formatCount(households)}`);
  return (
    <div className="strip-frame">
      <div className="strip" role="img" aria-label={`${text.bandsTitle}: ${words.join(', ')}`}>
        {shown.map(({ band, covered }) => (
          <span key={band} className={`strip-${band}`} style={{ flexGrow: covered }} />
        ))}
      </div>
      <div
        className="strip-mark"
        style={{ left: `${reach * 100}%` }}
        data-side={reach > 0.5 ? 'left' : 'right'}
      >
        <span>{text.capacityMark(formatCount(reached))}</span>
      </div>
      <div className="strip-end">
        <span>{text.listEnd(formatCount(drawn))}</span>
        {drawn < overview.scored ? <span>{text.listRest(formatCount(overview.scored - drawn))}</span> : null}
      </div>
    </div>
  );
}
