/**
 * Opens a ledger for reading: verified first, then its tables as views.
 */
import { join } from 'node:path';
import { JzError } from '../core/errors/index.ts';
import { duckDbPath, openDuckDb, sqlIdentifier, sqlLiteral, type DuckDb } from '../io/duckdb.ts';
import type { Manifest } from '../io/manifest.ts';
import { readGeneration, type Generation } from './lake/generation.ts';
import { ledgerTables, type LedgerTable } from './schema/index.ts';

/** An open ledger: every declared table is a view of its name in `db`. */
export interface Ledger {
  readonly generation: string;
  readonly manifest: Manifest;
  readonly currency: string;
  /** Rows of each table that has any. */
  readonly rows: Readonly<Record<string, number>>;
  readonly tables: readonly LedgerTable[];
  readonly db: DuckDb;
  /** Closes the database, unless the caller lent it. */
  close(): void;
}

/**
 * Opens the lake's current generation, or the named one. Every file's SHA-256 is checked before anything reads it.
 *
 * @throws JZ_LAKE_MISSING, JZ_HASH_MISMATCH, JZ_MANIFEST_MISSING
 */
export async function openLedger(
  lakeDirectory: string,
  options: { readonly db?: DuckDb; readonly generation?: string; readonly threads?: number } = {},
): Promise<Ledger> {
  const generation = await readGeneration(lakeDirectory, options.generation);
  if (!generation) throw new JzError('JZ_LAKE_MISSING', { path: lakeDirectory });
  const db =
    options.db ?? (await openDuckDb(options.threads === undefined ? {} : { threads: options.threads }));
  for (const table of ledgerTables) await db.run(viewSql(table, generation));
  return {
    generation: generation.name,
    manifest: generation.manifest,
    currency: generation.facts.currency,
    rows: generation.facts.rows,
    tables: ledgerTables,
    db,
    close: () => {
      if (!options.db) db.close();
    },
  };
}

function viewSql(table: LedgerTable, generation: Generation): string {
  const paths = generation.facts.sources
    .flatMap((source) => source.parts)
    .filter((part) => part.table === table.name)
    .map((part) => sqlLiteral(duckDbPath(join(generation.folder, part.path))));
  const columns = table.columns.map((column) => sqlIdentifier(column.name)).join(', ');
  const rows =
    paths.length === 0 ? emptyTableSql(table) : `SELECT ${columns} FROM read_parquet([${paths.join(', ')}])`;
  return `CREATE OR REPLACE VIEW ${sqlIdentifier(table.name)} AS ${rows}`;
}

function emptyTableSql(table: LedgerTable): string {
  const cells = table.columns.map(
    (column) => `CAST(NULL AS ${column.type}) AS ${sqlIdentifier(column.name)}`,
  );
  return `SELECT ${cells.join(', ')} WHERE false`;
}
