/**
 * Reads the tables one after another. Each is read once for every feature and as-of date; its running totals are read
 * out and given back before the next, so that memory holds one table's totals and the columns read so far.
 */
import type { DuckDb } from '../../src/io/duckdb.ts';
import type { EventFeature, LedgerFeature, MonthlyFeature, MonthlySeries } from './declaration.ts';
import { packed, type Packed } from './packed.ts';
import type { Homes, People } from './people.ts';
import { readsBySource, seriesKey, type SourceReads } from './plan.ts';
import { readSeries, readTally, type Totals } from './read-out.ts';
import { passing, rollUp } from './roll-up.ts';
import { readShape } from './shapes.ts';
import { addUp } from './add-up.ts';

/** What was read for one as-of date, `[rows of the day]` each. */
export interface Gathered {
  readonly columns: ReadonlyMap<string, Packed>;
  /** Months of the series that were to be kept, `[rows × months]` newest first, by `seriesKey`. */
  readonly series: ReadonlyMap<string, Packed>;
}

/** What to read. */
export interface Wanted {
  readonly features: readonly LedgerFeature[];
  readonly kept: readonly MonthlySeries[];
}

/** Reads every read feature, and the series to keep, for every as-of date. */
export async function gather(
  db: DuckDb,
  wanted: Wanted,
  people: People,
  homes: readonly Homes[],
): Promise<Gathered[]> {
  const kept = new Set(wanted.kept.map(seriesKey));
  const gathered = homes.map(() => ({
    columns: new Map<string, Packed>(),
    series: new Map<string, Packed>(),
  }));
  for (const reads of readsBySource(wanted.features, wanted.kept)) {
    const totals = await addUp(db, reads, people, homes);
    for (const [i, home] of homes.entries()) readDay(reads, totals[i]!, home, { ...gathered[i]!, kept });
  }
  return gathered;
}

interface Target {
  readonly columns: Map<string, Packed>;
  readonly series: Map<string, Packed>;
  readonly kept: ReadonlySet<string>;
}

function readDay(reads: SourceReads, totals: Totals, home: Homes, { columns, series, kept }: Target): void {
  for (const feature of reads.events) columns.set(feature.name, packed(eventColumn(feature, totals, home)));
  for (const one of reads.series) {
    const key = seriesKey(one);
    const months = readSeries(totals, one, home.rows);
    for (const feature of reads.months)
      if (seriesKey(feature.series) === key)
        columns.set(feature.name, packed(monthlyColumn(feature, months)));
    if (kept.has(key)) series.set(key, packed(months));
  }
}

function eventColumn(feature: EventFeature, totals: Totals, home: Homes): Float64Array {
  const own = readTally(totals, feature, home.asOf);
  const { perPerson, empty } = feature;
  const all = perPerson ? rollUp(perPerson.rollUp, own, home, passing(home, perPerson.members)) : own;
  const column = take(all, home.rows);
  return empty === 'zero' ? withZeros(column) : column;
}

function monthlyColumn({ series, shape }: MonthlyFeature, months: Float64Array): Float64Array {
  const column = new Float64Array(months.length / series.months);
  for (let i = 0; i < column.length; i++)
    column[i] = readShape(shape, months.subarray(i * series.months, (i + 1) * series.months));
  return column;
}

/** Missing numbers become 0, in place. */
export function withZeros(values: Float64Array): Float64Array {
  for (let i = 0; i < values.length; i++) if (values[i] !== values[i]) values[i] = 0;
  return values;
}

/** The values at some places. */
export function take(values: Float64Array, places: Int32Array): Float64Array {
  const taken = new Float64Array(places.length);
  for (let i = 0; i < places.length; i++) taken[i] = values[places[i]!]!;
  return taken;
}
