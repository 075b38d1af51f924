/**
 * A small ledger is held in memory while it is served: a household's rows are then found in milliseconds instead of by
 * opening every file of the lake.
 */
import { sqlIdentifier, type DuckDb } from '../io/duckdb.ts';
import type { Ledger } from '../ledger/open-ledger.ts';

/** Some 30,000 households and four years; about a gigabyte. */
const MOST_ROWS = 6_000_000;

/** Puts the ledger's tables in place of its views, unless they are too many rows. */
export async function holdInMemory({ db, tables, rows }: Ledger): Promise<boolean> {
  const total = Object.values(rows).reduce((sum, count) => sum + count, 0);
  if (total > MOST_ROWS) {
    await db.run('SET parquet_metadata_cache = true');
    return false;
  }
  for (const { name } of tables) await hold(db, name);
  return true;
}

async function hold(db: DuckDb, name: string): Promise<void> {
  const [view, held] = [sqlIdentifier(name), sqlIdentifier(`held_${name}`)];
  await db.run(`CREATE TABLE ${held} AS SELECT * FROM ${view}`);
  await db.run(`DROP VIEW ${view}`);
  await db.run(`ALTER TABLE ${held} RENAME TO ${view}`);
}
