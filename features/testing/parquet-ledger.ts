/**
 * A ledger from a folder of Parquet files, one a table; columns that a file lacks are empty, tables without a file too.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { duckDbPath, openDuckDb, sqlIdentifier, sqlLiteral, type DuckDb } from '../../src/io/duckdb.ts';
import { membersSql } from '../../src/ledger/households/members-sql.ts';
import { ledgerTables, type LedgerTable } from '../../src/ledger/schema/index.ts';

/** Opens the files as views with the ledger's columns, `superseded_at` and `members_at`. */
export async function parquetLedger(
  folder: string,
  limits: Parameters<typeof openDuckDb>[0] = { threads: 1 },
): Promise<DuckDb> {
  const db = await openDuckDb(limits);
  for (const table of ledgerTables) await createView(db, folder, table);
  const members = membersSql({ asOf: 'CAST(as_of AS DATE)', knownAt: 'CAST(known_at AS DATE)' });
  await db.run(`CREATE OR REPLACE MACRO members_at(as_of, known_at) AS TABLE ${members}`);
  return db;
}

async function createView(db: DuckDb, folder: string, table: LedgerTable): Promise<void> {
  const file = join(folder, `${table.name}.parquet`);
  const columns = [...table.columns, { name: 'superseded_at', type: 'DATE' }];
  if (!existsSync(file)) {
    const empty = columns.map(({ name, type }) => `CAST(NULL AS ${type}) AS ${sqlIdentifier(name)}`);
    await db.run(
      `CREATE VIEW ${sqlIdentifier(table.name)} AS SELECT * FROM (SELECT ${empty.join(', ')}) WHERE false`,
    );
    return;
  }
  const source = `read_parquet(${sqlLiteral(duckDbPath(file))})`;
  const described = await db.rows(`DESCRIBE SELECT * FROM ${source}`);
  const held = new Set(described.map((row) => row['column_name']));
  const chosen = columns.map(
    ({ name, type }) => `${held.has(name) ? sqlIdentifier(name) : 'NULL'}::${type} AS ${sqlIdentifier(name)}`,
  );
  await db.run(`CREATE VIEW ${sqlIdentifier(table.name)} AS SELECT ${chosen.join(', ')} FROM ${source}`);
}
