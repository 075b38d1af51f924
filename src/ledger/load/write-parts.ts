/**
 * Writes good rows as one sorted Parquet part a table; the same rows give the same bytes.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parquetSql, sqlIdentifier, sqlLiteral, type DuckDb } from '../../io/duckdb.ts';
import { PARQUET } from '../lake/parquet.ts';
import { ledgerTables, type LedgerTable } from '../schema/index.ts';
import { observationSql, rowsSql, type RowContext } from './ledger-rows.ts';
import type { SourceTable } from './source-columns.ts';

/** A written part. */
export interface Part {
  readonly table: string;
  /** Relative to the generation's folder, with `/`. */
  readonly path: string;
  readonly rows: number;
}

/** Where parts go. */
export interface PartsTarget {
  readonly folder: string;
  /** Name of the parts, without ending. */
  readonly stem: string;
  readonly batchId: string;
}

/** Writes `parts/<table>/<stem>.parquet` for every table the mapping fills, from the rows of `goodSql`. */
export async function writeParts(
  db: DuckDb,
  source: Pick<SourceTable, 'file' | 'header'>,
  goodSql: string,
  target: PartsTarget,
): Promise<Part[]> {
  const parts: Part[] = [];
  await db.run(`CREATE OR REPLACE TEMP VIEW good AS ${goodSql}`);
  const context = await declareWords(db, source, target.batchId);
  for (const table of ledgerTables) {
    const sql = tableSql(table, context);
    if (sql === null) continue;
    const path = `parts/${table.name}/${target.stem}.parquet`;
    const file = join(target.folder, path);
    await mkdir(join(target.folder, 'parts', table.name), { recursive: true });
    await db.run(`COPY (${sql}) TO ${sqlLiteral(file)} ${PARQUET}`);
    parts.push({ table: table.name, path, rows: await countRows(db, file) });
  }
  return parts;
}

/**
 * Texts that repeat on every row, as an ENUM: Parquet writes its dictionary directly, in half the time of VARCHAR.
 * In the file they are text all the same.
 */
async function declareWords(
  db: DuckDb,
  source: Pick<SourceTable, 'file' | 'header'>,
  batchId: string,
): Promise<RowContext> {
  const { source: spec, name } = source.file;
  const values = spec.rows.flatMap(({ columns }) =>
    Object.values(columns).flatMap((field) =>
      'value' in field && typeof field.value === 'string' ? field.value : [],
    ),
  );
  const codes = Object.values(spec.observations?.codes ?? {});
  const words = [...new Set([spec.department, batchId, name, ...codes, ...values])].sort();
  await db.run('DROP TYPE IF EXISTS temp.ledger_word');
  await db.run(`CREATE TEMP TYPE ledger_word AS ENUM (${words.map(sqlLiteral).join(', ')})`);
  return { source, batchId };
}

function tableSql(table: LedgerTable, context: RowContext): string | null {
  const { rows, observations } = context.source.file.source;
  const selects = rows
    .filter((spec) => spec.table === table.name)
    .map((spec) => rowsSql(table, spec, context));
  if (table.name === 'observation' && observations) selects.push(observationSql(observations, context));
  if (selects.length === 0) return null;
  const order = [...table.sortedBy, 'source_row'].map(sqlIdentifier).join(', ');
  return `SELECT * FROM (${selects.join(' UNION ALL ')}) ORDER BY ${order}`;
}

async function countRows(db: DuckDb, file: string): Promise<number> {
  const [row] = await db.rows(`SELECT count(*) AS n FROM ${parquetSql([file])}`);
  return Number(row?.['n']);
}
