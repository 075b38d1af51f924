/**
 * A ledger of departments in memory, from a few rows: the real tables and the real `members_at`.
 */
import { openDuckDb, sqlIdentifier, type DuckDb } from '../../src/io/duckdb.ts';
import { membersSql } from '../../src/ledger/households/members-sql.ts';
import { ledgerTables } from '../../src/ledger/schema/index.ts';

/** A row: columns left out are empty; both times and the row's number have defaults. */
export type LedgerRow = Readonly<Record<string, string | number | boolean | null>>;

/** Rows by table. */
export type LedgerRows = Readonly<Record<string, readonly LedgerRow[]>>;

/** Opens the ledger. `recorded_at` is the day it occurred unless the row says otherwise. */
export async function departmentLedger(rows: LedgerRows, threads = 1): Promise<DuckDb> {
  const db = await openDuckDb({ threads });
  for (const table of ledgerTables) {
    const columns = table.columns.map(({ name, type }) => `${sqlIdentifier(name)} ${type}`);
    await db.run(`CREATE TABLE ${sqlIdentifier(table.name)} (${columns.join(', ')}, superseded_at DATE)`);
    await addRows(db, table.name, rows[table.name] ?? []);
  }
  const members = membersSql({ asOf: 'CAST(as_of AS DATE)', knownAt: 'CAST(known_at AS DATE)' });
  await db.run(`CREATE OR REPLACE MACRO members_at(as_of, known_at) AS TABLE ${members}`);
  return db;
}

/** Adds rows to a table. */
export async function addRows(db: DuckDb, table: string, rows: readonly LedgerRow[]): Promise<void> {
  const names = [
    ...ledgerTables.find(({ name }) => name === table)!.columns.map(({ name }) => name),
    'superseded_at',
  ];
  for (const [i, row] of rows.entries()) {
    const day = row['occurred_on'] ?? '2020-01-01';
    const full: LedgerRow = {
      occurred_on: day,
      recorded_at: day,
      source_dept: 'test',
      batch_id: 'b-1',
      source_file: `${table}.csv`,
      source_row: i + 1,
      ...row,
    };
    const values = Object.fromEntries(names.map((name) => [name, full[name] ?? null]));
    await db.run(
      `INSERT INTO ${sqlIdentifier(table)} (${names.map(sqlIdentifier).join(', ')})
       SELECT ${names.map((name) => `$${name}`).join(', ')}`,
      values,
    );
  }
}

/** Persons who live together from 2010 on, each born on a day. */
export function family(household: string, born: Readonly<Record<string, string>>): LedgerRows {
  const persons = Object.entries(born);
  return {
    household: [{ household_id: household, region_code: '330199001001' }],
    person: persons.map(([id, birth]) => ({ person_id: id, birth_date: birth, sex: '1' })),
    membership: persons.map(([id]) => ({
      household_id: household,
      person_id: id,
      valid_from: '2010-01-01',
      occurred_on: '2010-01-01',
    })),
  };
}

/** Tables of several ledgers together. */
export function together(...ledgers: readonly LedgerRows[]): LedgerRows {
  const all: Record<string, LedgerRow[]> = {};
  for (const ledger of ledgers)
    for (const [table, rows] of Object.entries(ledger)) all[table] = [...(all[table] ?? []), ...rows];
  return all;
}
