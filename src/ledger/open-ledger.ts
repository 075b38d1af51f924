/**
 * Opens a ledger for reading: verified first, then its tables as views.
 */
import { JzError } from '../core/errors/index.ts';
import { isoDate } from '../core/dates.ts';
import { openDuckDb, type DuckDb } from '../io/duckdb.ts';
import type { Manifest } from '../io/manifest.ts';
import { readGeneration } from './lake/generation.ts';
import { createViews } from './lake/views.ts';
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

/** How to open a ledger. */
export interface OpenOptions {
  /** A database to make the views in; the caller closes it. */
  readonly db?: DuckDb;
  readonly generation?: string;
  readonly threads?: number;
  /** Shows the ledger as it was known on that day, `YYYY-MM-DD`. */
  readonly asKnownAt?: string;
}

/**
 * Opens the lake's current generation, or the named one. Every file's SHA-256 is checked before anything reads it.
 * Rows of an alias that a person confirmed to be somebody known are that person's.
 * Views have the declared columns and `superseded_at` (DATE): the day a later version of the row became known, empty
 * while none is. Readers that look as of a day use
 * `recorded_at <= day AND (superseded_at IS NULL OR superseded_at > day)`.
 *
 * @throws JZ_LAKE_MISSING, JZ_HASH_MISMATCH, JZ_MANIFEST_MISSING, JZ_DATE_INVALID
 */
export async function openLedger(lakeDirectory: string, options: OpenOptions = {}): Promise<Ledger> {
  const generation = await readGeneration(lakeDirectory, options.generation);
  if (!generation) throw new JzError('JZ_LAKE_MISSING', { path: lakeDirectory });
  const asKnownAt = options.asKnownAt === undefined ? null : isoDate(options.asKnownAt);
  const db =
    options.db ?? (await openDuckDb(options.threads === undefined ? {} : { threads: options.threads }));
  await createViews(db, generation, { asKnownAt });
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
