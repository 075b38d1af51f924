/**
 * Tables of an open ledger for people: figures, and whole tables as CSV or Parquet.
 */
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { JzError } from '../core/errors/index.ts';
import { sqlIdentifier, sqlLiteral } from '../io/duckdb.ts';
import { checkReplaceable } from '../io/files.ts';
import type { Ledger } from './open-ledger.ts';
import { findTable, ledgerTables } from './schema/index.ts';

/** Figures of one table. */
export interface TableFigures {
  readonly table: string;
  readonly zh: string;
  readonly en: string;
  readonly rows: number;
  /** Rows a later version replaced. */
  readonly superseded: number;
  /** First and last day something happened; null when the table is empty. */
  readonly from: string | null;
  readonly to: string | null;
}

/** Counts every table's rows. */
export async function tableFigures(ledger: Ledger): Promise<TableFigures[]> {
  const figures: TableFigures[] = [];
  for (const { name, zh, en } of ledger.tables) {
    const [row] = await ledger.db.rows(
      `SELECT count(*) AS n, count(superseded_at) AS superseded, CAST(min(occurred_on) AS VARCHAR) AS first,
         CAST(max(occurred_on) AS VARCHAR) AS last FROM ${sqlIdentifier(name)}`,
    );
    figures.push({
      table: name,
      zh,
      en,
      rows: Number(row?.['n']),
      superseded: Number(row?.['superseded']),
      from: textOrNull(row?.['first']),
      to: textOrNull(row?.['last']),
    });
  }
  return figures;
}

/**
 * Writes a table to a file, or gives it as CSV text when there is none. Rows in the order of the declaration.
 *
 * @throws JZ_TABLE_UNKNOWN, JZ_FILE_FORMAT for another ending than .csv and .parquet, JZ_OUTPUT_NOT_FILE
 */
export async function exportTable(ledger: Ledger, name: string, out: string | null): Promise<string | null> {
  const table = findTable(name);
  if (!table)
    throw new JzError('JZ_TABLE_UNKNOWN', {
      value: name,
      expected: ledgerTables.map((known) => known.name).join(', '),
    });
  if (out !== null && !/\.(csv|parquet)$/.test(out))
    throw new JzError('JZ_FILE_FORMAT', { file: out, problem: '.csv or .parquet expected' });
  if (out !== null) await checkReplaceable(out);
  const order = [...table.sortedBy, 'source_dept', 'source_file', 'source_row'].map(sqlIdentifier).join(', ');
  const form = out?.endsWith('.parquet') === true ? 'FORMAT parquet, COMPRESSION zstd' : 'FORMAT csv, HEADER';
  const folder = await mkdtemp(out === null ? join(tmpdir(), 'jiuzhu-') : join(dirname(out), '.tmp-'));
  try {
    const file = join(folder, 'table');
    await ledger.db.run(
      `COPY (FROM ${sqlIdentifier(name)} ORDER BY ${order}) TO ${sqlLiteral(file)} (${form})`,
    );
    if (out === null) return (await readFile(file, 'utf8')).trimEnd();
    await rename(file, out);
    return null;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
