/**
 * The two times of a row: when it happened, and when the bureau could know it.
 */
import { sqlLiteral, type DuckDb } from '../../io/duckdb.ts';
import type { DateSpec } from '../mapping/schema.ts';
import { cellName, type SourceTable } from './source-columns.ts';

/**
 * Makes view `dated`: `typed` with `occurred_on` and `recorded_at`. Nothing in a delivery was known before its day.
 *
 * @param restated table of rows with another `recorded_at` than they say
 */
export async function dateRows(db: DuckDb, source: SourceTable, restated?: string): Promise<void> {
  const { occurred_on: occurred, recorded_at: recorded } = source.file.source;
  const known = dateSql(source, recorded);
  const { deliveredOn } = source.file;
  const delivered =
    deliveredOn === null ? known : `greatest(${known}, CAST(${sqlLiteral(deliveredOn)} AS DATE))`;
  const isRestated = restated !== undefined;
  await db.run(`CREATE OR REPLACE TEMP VIEW dated AS SELECT typed.* EXCLUDE (raw),
    ${dateSql(source, occurred)} AS occurred_on,
    ${isRestated ? `coalesce(known.recorded_at, ${delivered})` : delivered} AS recorded_at
    FROM typed ${isRestated ? `LEFT JOIN ${restated} AS known ON known.row = typed.row` : ''}`);
}

/** SQL of the day a row of the file names; NULL when a cell of it is empty. */
export function dateSql(source: Pick<SourceTable, 'header'>, spec: DateSpec): string {
  const day = daySql(spec, (name) => cellName(source, name));
  return spec.plus_days === 0 ? day : `CAST(${day} + INTERVAL (${spec.plus_days}) DAY AS DATE)`;
}

function daySql(spec: DateSpec, cell: (name: string) => string): string {
  if ('date' in spec) return cell(spec.date);
  if ('month_start' in spec) return `CAST(${cell(spec.month_start)} || '-01' AS DATE)`;
  if ('month_end' in spec) return `last_day(CAST(${cell(spec.month_end)} || '-01' AS DATE))`;
  const { year, quarter } = spec.quarter_end;
  return `last_day(make_date(CAST(${cell(year)} AS INTEGER), CAST(${cell(quarter)} AS INTEGER) * 3, 1))`;
}
