/**
 * First quality figures of a file: per column how many cells are filled, how many values, the least and greatest.
 */
import type { Json } from '../../core/json.ts';
import type { DuckDb } from '../../io/duckdb.ts';
import { isNumeric } from '../mapping/column-schema.ts';
import type { ColumnSpec } from '../mapping/schema.ts';
import { stagedColumn, type Staged } from './stage.ts';

/** Figures of one column: filled and distinct over all rows in, least and greatest over the good ones. */
export interface ColumnQuality {
  readonly column: string;
  readonly filledShare: number;
  readonly distinct: number;
  /** In the ledger's units (amounts in minor units); null for text or when no cell is filled. */
  readonly min: number | null;
  readonly max: number | null;
  /** Problems by code. */
  readonly problems: Readonly<Record<string, number>>;
}

/** Measures every declared column of the staged file. Reads tables `staged`, `typed`, `problem`. */
export async function measureQuality(db: DuckDb, staged: Staged): Promise<ColumnQuality[]> {
  const columns = Object.entries(staged.file.source.columns);
  const counts = await one(
    db,
    `SELECT ${columns.map(([name]) => countSql(stagedColumn(staged, name))).join(', ')} FROM staged`,
  );
  const numeric = columns.filter(([, spec]) => isMeasured(spec)).map(([name]) => stagedColumn(staged, name));
  const ranges =
    numeric.length === 0 ? {} : await one(db, `SELECT ${numeric.map(rangeSql).join(', ')} FROM typed`);
  const problems = await problemsByColumn(db);
  return columns.map(([name]) => {
    const cell = stagedColumn(staged, name);
    return {
      column: name,
      filledShare: Number(counts[`filled_${cell}`]) / staged.rowsIn,
      distinct: Number(counts[`distinct_${cell}`]),
      min: numberOrNull(ranges[`min_${cell}`]),
      max: numberOrNull(ranges[`max_${cell}`]),
      problems: problems.get(name) ?? {},
    };
  });
}

/** Figures as JSON for the report. */
export function qualityJson(columns: readonly ColumnQuality[]): Json {
  return columns.map((column) => ({ ...column }));
}

function countSql(cell: string): string {
  return `count(${cell}) AS filled_${cell}, count(DISTINCT ${cell}) AS distinct_${cell}`;
}

function rangeSql(cell: string): string {
  return `CAST(min(${cell}) AS DOUBLE) AS min_${cell}, CAST(max(${cell}) AS DOUBLE) AS max_${cell}`;
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
