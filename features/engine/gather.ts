/**
 * Reads the tables one after another. Each is read once for every feature and as-of date; its running totals are read
 * out and given back before the next, so that memory holds one table's totals and the columns read so far.
 */
import type { DuckDb } from '../../src/io/duckdb.ts';
import type { EventFeature, LedgerFeature, MonthlyFeature, MonthlySeries } from './declaration.ts';
import type { Homes, People } from './people.ts';
import { readsBySource, seriesKey, type SourceReads } from './plan.ts';
import { readTally, seriesReader, type Totals } from './read-out.ts';
import { passing, rollUp } from './roll-up.ts';
import type { Shelf } from './shelf.ts';
import { readShape } from './shapes.ts';
import { addUp } from './add-up.ts';

/** What to read. */
export interface Wanted {
  readonly features: readonly LedgerFeature[];
  readonly kept: readonly MonthlySeries[];
}

/** An as-of date that is being read: who lived where, and where its columns are put. */
export interface ReadDay {
  readonly home: Homes;
  /** Columns of features by name, `[rows of the day]`; series that are kept by `seriesKey`, `[rows × months]`. */
  readonly shelf: Shelf;
}

/** Reads every read feature, and the series to keep, for every as-of date. */
export async function gather(
  db: DuckDb,
  wanted: Wanted,
  people: People,
  days: readonly ReadDay[],
  tableRead: (source: string) => void = () => undefined,
): Promise<void> {
  const kept = new Set(wanted.kept.map(seriesKey));
  for (const reads of readsBySource(wanted.features, wanted.kept)) {
    const totals = await addUp(
      db,
      reads,
      people,
      days.map(({ home }) => home),
    );
    for (const [i, day] of days.entries()) readOut(reads, totals[i]!, day, kept);
    tableRead(reads.source);
  }
}

function readOut(
  reads: SourceReads,
  totals: Totals,
  { home, shelf }: ReadDay,
  kept: ReadonlySet<string>,
): void {
  for (const feature of reads.events) shelf.keep(feature.name, eventColumn(feature, totals, home));
  for (const one of reads.series) {
    const key = seriesKey(one);
    const own = reads.months.filter(({ series }) => seriesKey(series) === key);
    const columns = readMonths(totals, one, own, home.rows);
    for (const [k, { name }] of own.entries()) shelf.keep(name, columns[k]!);
    if (kept.has(key)) shelf.keep(key, allMonths(totals, one, home.rows));
  }
}

function eventColumn(feature: EventFeature, totals: Totals, home: Homes): Float64Array {
  const { perPerson, empty } = feature;
  const own = readTally(totals, feature, home.asOf, perPerson ? null : home.rows);
  const column = perPerson ? rollUp(perPerson.rollUp, own, home, passing(home, perPerson.members)) : own;
  return empty === 'zero' ? withZeros(column) : column;
}

/** The features of one series, `[rows]` each. */
function readMonths(
  totals: Totals,
  series: MonthlySeries,
  features: readonly MonthlyFeature[],
  rows: Int32Array,
): Float64Array[] {
  const read = seriesReader(totals, series);
  const months = new Float64Array(series.months);
  const room = new Float64Array(series.months);
  const columns = features.map(() => new Float64Array(rows.length));
  for (let i = 0; i < rows.length; i++) {
    read(rows[i]!, months);
    for (let k = 0; k < columns.length; k++) columns[k]![i] = readShape(features[k]!.shape, months, room);
  }
  return columns;
}

/** Every month of a series, `[rows × months]`, newest first. */
function allMonths(totals: Totals, series: MonthlySeries, rows: Int32Array): Float64Array {
  const read = seriesReader(totals, series);
  const months = new Float64Array(series.months);
  const all = new Float64Array(rows.length * series.months);
  for (let i = 0; i < rows.length; i++) {
    read(rows[i]!, months);
    all.set(months, i * series.months);
  }
  return all;
}

/** Missing numbers become 0, in place. */
export function withZeros(values: Float64Array): Float64Array {
  for (let i = 0; i < values.length; i++) if (values[i] !== values[i]) values[i] = 0;
  return values;
}
