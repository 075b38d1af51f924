/**
 * A household's months as the picture of its page: the channels the neural model reads too.
 */
import { computeDays } from '../../features/engine/compute.ts';
import {
  SEQUENCE_MONTHS,
  sequencesOf,
  seriesOfChannels,
  type Reach,
} from '../../features/sequences/build.ts';
import { sequenceChannels } from '../../features/sequences/channels.ts';
import type { FeatureUnit } from '../../features/units.ts';
import { monthOf, type IsoDate } from '../core/dates.ts';
import type { DuckDb } from '../io/duckdb.ts';
import type { Words } from './coded.ts';

export { featureUnits } from '../../features/units.ts';

/** One channel; `values` has one number a month, `null` where nothing is on record. */
export interface MonthlyChannel extends Words {
  readonly name: string;
  readonly unit: FeatureUnit;
  readonly values: readonly (number | null)[];
}

/** The channels of some months, oldest first. */
export interface Channels {
  /** `YYYY-MM`. */
  readonly months: readonly string[];
  /** Last day of each month's span. */
  readonly ends: readonly IsoDate[];
  readonly series: readonly MonthlyChannel[];
}

/** What to read. */
export interface ChannelsRequest {
  /** A session that holds the household's rows alone. */
  readonly db: DuckDb;
  readonly asOf: IsoDate;
  readonly household: string;
  /** How far the departments' rows reach in the whole ledger. */
  readonly reach: ReadonlyMap<string, Reach>;
}

/** The household's last three years; empty when it has no members on the day. */
export async function channelsOf({ db, asOf, household, reach }: ChannelsRequest): Promise<Channels> {
  const [channels, months] = [sequenceChannels, SEQUENCE_MONTHS];
  const series = seriesOfChannels(channels, months);
  for await (const day of computeDays({ db, features: [], asOf: [asOf], series })) {
    const { households, monthEnds, values, mask } = sequencesOf(day, { channels, months, reach });
    const first = households.indexOf(household) * months * channels.length;
    if (first < 0) break;
    const valueAt = (month: number, channel: number): number | null => {
      const place = first + month * channels.length + channel;
      return mask[place] === 1 ? (values[place] ?? null) : null;
    };
    return {
      months: monthEnds.map(monthOf),
      ends: monthEnds,
      series: channels.map(({ name, title, unit }, c) => ({
        ...{ name, ...title, unit },
        values: monthEnds.map((_, month) => valueAt(month, c)),
      })),
    };
  }
  return { months: [], ends: [], series: [] };
}
