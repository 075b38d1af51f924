import type { OverviewResponse } from '../../../api/types.ts';
import { useText } from '../../hooks/use-text.ts';
import { bandOrder } from '../../theme/bands.ts';
import { BandFilter } from './BandFilter.tsx';
import { Capacity } from './Capacity.tsx';
import { Strip } from './Strip.tsx';
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
