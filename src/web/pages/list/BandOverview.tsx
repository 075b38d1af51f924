import type { OverviewResponse } from '../../../api/types.ts';
import { formatCount } from '../../format/numbers.ts';
import { usePreferences } from '../../hooks/use-preferences.ts';
import { useText } from '../../hooks/use-text.ts';
import { bandOrder, bandWord } from '../../theme/bands.ts';
import { BandFilter } from './BandFilter.tsx';
import { Capacity } from './Capacity.tsx';
import type { ListQuery } from './list-query.ts';

interface BandOverviewProps {
  readonly overview: OverviewResponse;
  readonly query: ListQuery;
  readonly change: (part: Partial<ListQuery>) => void;
}

/** How the scored households spread over the bands, and how far this period's visits reach. */
export function BandOverview({ overview, query, change }: BandOverviewProps) {
  const text = useText();
  return (
    <section className="card overview" aria-label={text.bandsTitle}>
      <Strip overview={overview} />
      <div className="band-filters">
        {bandOrder.map((band) => (
          <BandFilter
            key={band}
            band={band}
            tally={overview.bands[band]}
            scored={overview.scored}
            chosen={query.band === band}
            choose={() => {
              change({ band: query.band === band ? null : band });
            }}
          />
        ))}
      </div>
      <Capacity overview={overview} />
    </section>
  );
}

function Strip({ overview }: { readonly overview: OverviewResponse }) {
  const text = useText();
  const { capacity } = usePreferences();
  const shown = bandOrder.filter((band) => overview.bands[band].households > 0);
  const words = shown.map(
    (band) => `${bandWord(band, text)} ${formatCount(overview.bands[band].households)}`,
  );
  const reach = overview.scored === 0 ? 1 : Math.min(1, capacity / overview.scored);
  return (
    <div className="strip-frame">
      <div className="strip" role="img" aria-label={`${text.bandsTitle}: ${words.join(', ')}`}>
        {shown.map((band) => (
          <span
            key={band}
            className={`strip-${band}`}
            style={{ flexGrow: overview.bands[band].households }}
          />
        ))}
      </div>
      <div
        className="strip-mark"
        style={{ left: `${reach * 100}%` }}
        data-side={reach > 0.5 ? 'left' : 'right'}
      >
        <span>{text.capacityMark(formatCount(Math.min(capacity, overview.scored)))}</span>
      </div>
    </div>
  );
}
