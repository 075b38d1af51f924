/**
 * First quality figures of a file: per column how many cells are filled, how many values, the least and greatest.
 */
import type { Json } from '../../core/json.ts';
import type { DuckDb } from '../../io/duckdb.ts';
import { isNumeric } from '../mapping/column-schema.ts';
import type { ColumnSpec } from '../mapping/schema.ts';
import { declaredColumns, type Column, type SourceTable } from './source-columns.ts';
import type { Repairs } from './check-rows.ts';

/** Figures of one column: filled over all rows in; distinct values, least and greatest over the good ones. */
export interface ColumnQuality {
  readonly column: string;
  readonly filledShare: number;
  /** Estimated; null for numbers, amounts and dates. */
  readonly distinct: number | null;
  /** In the ledger's units (amounts in minor units); null for text or when no cell is filled. */
  readonly min: number | null;
  readonly max: number | null;
  /** Cells that were put in order: full-width digits, spaces, thousands separators. */
  readonly repaired: number;
  /** Problems by code. */
  readonly problems: Readonly<Record<string, number>>;
}

/** Measures every declared column of a file. Reads tables `typed`, `odd`, `problem`. */
export async function measureQuality(
  db: DuckDb,
  source: SourceTable,
  repairs: Repairs,
): Promise<ColumnQuality[]> {
  const columns = declaredColumns(source);
  const good = await one(db, `SELECT ${columns.map(goodSql).join(', ')} FROM typed`);
  const back = await one(
    db,
    `SELECT ${columns.map(({ cell }) => `count(${cell}) AS ${cell}`).join(', ')} FROM odd
     WHERE row IN (SELECT row FROM problem)`,
  );
  const problems = await problemsByColumn(db);
  return columns.map(({ name, cell }) => ({
    column: name,
    filledShare: (Number(good[`filled_${cell}`]) + Number(back[cell])) / source.rowsIn,
    distinct: numberOrNull(good[`distinct_${cell}`]),
    min: numberOrNull(good[`min_${cell}`]),
    max: numberOrNull(good[`max_${cell}`]),
    repaired: repairs[name] ?? 0,
    problems: problems.get(name) ?? {},
  }));
}

/** Figures as JSON for the report. */
export function qualityJson(columns: readonly ColumnQuality[]): Json {
  return columns.map((column) => ({ ...column }));
}

function goodSql({ cell, spec }: Column): string {
  const range = isMeasured(spec)
    ? `CAST(min(${cell}) AS DOUBLE) AS min_${cell}, CAST(max(${cell}) AS DOUBLE) AS max_${cell}`
    : `NULL AS min_${cell}, NULL AS max_${cell}`;
  const distinct = isNamed(spec) ? `CAST(approx_count_distinct(${cell}) AS DOUBLE)` : 'CAST(NULL AS DOUBLE)';
  return `count(${cell}) AS filled_${cell}, ${distinct} AS distinct_${cell}, ${range}`;
}

/** Whether how many different values there are tells anything. */
function isNamed({ type }: ColumnSpec): boolean {
  return !['amount', 'decimal', 'integer', 'date', 'flag'].includes(type);
}

function isMeasured(spec: ColumnSpec): boolean {
  return isNumeric(spec) || spec.type === 'amount';
}

async function problemsByColumn(db: DuckDb): Promise<Map<string, Record<string, number>>> {
  const rows = await db.rows(
    'SELECT column_name AS name, code, count(*) AS n FROM problem GROUP BY ALL ORDER BY name, code',
  );
  const byColumn = new Map<string, Record<string, number>>();
  for (const row of rows) {
    const name = String(row['name']);
    const counts = byColumn.get(name) ?? {};
    counts[String(row['code'])] = Number(row['n']);
    byColumn.set(name, counts);
  }
  return byColumn;
}

async function one(db: DuckDb, sql: string): Promise<Record<string, unknown>> {
  const [row] = await db.rows(sql);
  return row ?? {};
}

function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
