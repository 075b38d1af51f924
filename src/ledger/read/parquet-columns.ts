/**
 * A sender's Parquet file: its columns, and their cells as the text a careful clerk would type.
 */
import { parquetSql, sqlIdentifier, type DuckDb } from '../../io/duckdb.ts';
import { unreadable } from './unreadable.ts';

/** One column. */
export interface ParquetColumn {
  readonly name: string;
  /** As DuckDB names it. */
  readonly type: string;
  /** SQL of a cell as text; NULL for an empty one. */
  readonly text: string;
  /** Cells hold lists or records, not values. */
  readonly isNested: boolean;
}

/** @throws JZ_FILE_FORMAT */
export async function parquetColumns(db: DuckDb, path: string): Promise<ParquetColumn[]> {
  const rows = await db
    .rows(
      `SELECT column_name AS name, column_type AS type FROM (DESCRIBE SELECT * FROM ${parquetSql([path])})`,
    )
    .catch((cause: unknown) => {
      throw unreadable(path, cause);
    });
  return rows.map((row) => {
    const [name, type] = [String(row['name']), String(row['type'])];
    return { name, type, text: textSql(sqlIdentifier(name), type), isNested: isNested(type) };
  });
}

function isNested(type: string): boolean {
  return /^(STRUCT|MAP|UNION)\(|\]$/.test(type);
}

/** Whole numbers kept as floating point are written without a fraction; NaN is a missing cell; midnight is a day. */
function textSql(column: string, type: string): string {
  if (type === 'VARCHAR') return `nullif(${column}, '')`;
  if (type === 'BLOB') return `nullif(decode(${column}), '')`;
  if (type.startsWith('TIMESTAMP')) return dayOrTime(localTime(column, type));
  if (type !== 'DOUBLE' && type !== 'FLOAT') return `nullif(CAST(${column} AS VARCHAR), '')`;
  return `CASE WHEN isnan(${column}) THEN NULL WHEN ${column} = trunc(${column}) AND abs(${column}) < 1e15
    THEN CAST(CAST(${column} AS BIGINT) AS VARCHAR) ELSE CAST(${column} AS VARCHAR) END`;
}

/** An instant as a clock in China shows it (UTC+8), wherever this machine stands. */
function localTime(column: string, type: string): string {
  return type.endsWith('WITH TIME ZONE') ? `make_timestamp(epoch_us(${column}) + 28800000000)` : column;
}

function dayOrTime(time: string): string {
  return `CASE WHEN date_trunc('day', ${time}) = ${time} THEN strftime(${time}, '%Y-%m-%d') ELSE CAST(${time} AS VARCHAR) END`;
}
