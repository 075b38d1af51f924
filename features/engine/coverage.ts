/**
 * Windows that reach back before the ledger does: their numbers are of less time than their names say.
 */
import { addMonths, daysBetween, isoDate, type IsoDate } from '../../src/core/dates.ts';
import { JzError } from '../../src/core/errors/index.ts';
import { sqlIdentifier, type DuckDb } from '../../src/io/duckdb.ts';
import { MAX_MONTHS } from './check.ts';
import type { EventFeature, LedgerFeature, MonthlyFeature } from './declaration.ts';

/** A feature whose window the ledger does not fill. */
export interface ShortWindow {
  readonly feature: string;
  /** File and line of the declaration. */
  readonly at: string;
  readonly source: string;
  readonly windowMonths: number;
  /** First day of the window on the as-of date. */
  readonly from: IsoDate;
  /** Day of the table's first row known by then; null = it has none. */
  readonly dataFrom: IsoDate | null;
}

/**
 * Features of which more than half the window lies before the first row of their table, as known on the date. A window
 * of 600 months means "ever" and is never short.
 */
export async function shortWindows(
  db: DuckDb,
  features: readonly LedgerFeature[],
  asOf: IsoDate,
): Promise<ShortWindow[]> {
  const read = features.filter((feature) => feature.kind === 'event' || feature.kind === 'monthly');
  const firstDays = new Map<string, IsoDate | null>();
  for (const source of new Set(read.map((feature) => rangeOf(feature).source)))
    firstDays.set(source, await firstDay(db, source, asOf));
  return read.flatMap((feature) => {
    const { source, months, before } = rangeOf(feature);
    const end = addMonths(asOf, -before);
    const from = addMonths(end, -months);
    const dataFrom = firstDays.get(source) ?? null;
    const uncovered = dataFrom === null ? Infinity : daysBetween(from, dataFrom);
    if (months >= MAX_MONTHS || uncovered <= daysBetween(from, end) / 2) return [];
    const { name, at = '' } = feature;
    return [{ feature: name, at, source, windowMonths: months, from, dataFrom }];
  });
}

/**
 * Refuses windows beyond the data.
 *
 * @throws JZ_FEATURE_WINDOW naming the first declaration and its line
 */
export function refuseShort(short: readonly ShortWindow[]): void {
  const [first] = short;
  if (!first) return;
  const { feature, at, source, windowMonths, from, dataFrom } = first;
  const place = at === '' ? feature : `${feature} (${at})`;
  throw new JzError('JZ_FEATURE_WINDOW', {
    ...{ feature: place, table: source, months: windowMonths, from },
    ...{ first: dataFrom ?? '-', count: short.length },
  });
}

function rangeOf(feature: EventFeature | MonthlyFeature): { source: string; months: number; before: number } {
  if (feature.kind === 'event')
    return { source: feature.source, months: feature.windowMonths, before: feature.endsMonthsBefore };
  const { source, months, endsMonthsBefore } = feature.series;
  return { source, months, before: endsMonthsBefore };
}

async function firstDay(db: DuckDb, source: string, asOf: IsoDate): Promise<IsoDate | null> {
  const [row] = await db.rows(
    `SELECT min(occurred_on) AS first FROM ${sqlIdentifier(source)} WHERE recorded_at <= CAST($as_of AS DATE)`,
    { as_of: asOf },
  );
  const first = row?.['first'];
  return typeof first === 'string' ? isoDate(first) : null;
}
