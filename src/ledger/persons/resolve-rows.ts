/**
 * Gives every person and household of a file's rows an identifier, before its rows are written.
 *
 * Leaves temporary tables `unnamed_<k>(row, tuple)`: rows whose person k has no valid number, and `pending(row)`: rows
 * with any such person. They wait until everybody is known. Rows with neither number nor name become problems.
 */
import type { DuckDb } from '../../io/duckdb.ts';
import { binder } from '../load/binder.ts';
import { cellName, type SourceTable } from '../load/source-columns.ts';
import { appendTexts, inBatches } from './identity-tables.ts';
import type { PersonResolver, ResolvedNumber } from './person-resolver.ts';
import { refuseBarred } from './refuse-barred.ts';
import { findRounded } from './rounded-numbers.ts';
import { householdsSql, personFields, personsSql, type PersonSql } from './person-sql.ts';

/** What was found out about the persons of a file. */
export interface ResolvedRows {
  /** Rows that wait for linking. */
  readonly pending: number;
  /** Invalid numbers by why they are invalid. */
  readonly invalidNumbers: Readonly<Record<string, number>>;
}

/** Resolves the persons of table `typed`. One file at a time: the shared tables must not learn a number twice. */
export async function resolveRows(
  db: DuckDb,
  source: SourceTable,
  resolver: PersonResolver,
): Promise<ResolvedRows> {
  const spec = source.file.source;
  const cell = (name: string): string => cellName(source, name);
  const persons = personsSql(spec, cell);
  for (const { number } of householdsSql(spec, cell)) await learnHomes(db, number, resolver);
  await db.run('CREATE OR REPLACE TEMP TABLE pending (row BIGINT)');
  const invalidNumbers: Record<string, number> = {};
  for (const person of persons) {
    const isRounded = spec.registry ? await findRounded(db, person) : () => true;
    await learnNumbers(db, person.number, (text) => resolver.number(text, !isRounded(text)));
    await findUnnamed(db, source, person);
    await learnStrangers(db, person, resolver);
    await refuseBarred(db, source, person);
    for (const [fault, rows] of await countFaults(db, person))
      invalidNumbers[fault] = (invalidNumbers[fault] ?? 0) + rows;
  }
  const [count] = await db.rows('SELECT count(DISTINCT row) AS n FROM pending');
  return { pending: Number(count?.['n']), invalidNumbers };
}

async function learnHomes(db: DuckDb, number: string, resolver: PersonResolver): Promise<void> {
  await inBatches(db, unmetSql(number, 'home'), async ([texts = []]) => {
    await appendTexts(db, 'home', [texts, texts.map((text) => resolver.household(text ?? ''))]);
  });
}

async function learnNumbers(
  db: DuckDb,
  number: string,
  resolve: (text: string) => ResolvedNumber,
): Promise<void> {
  await inBatches(db, unmetSql(number, 'identity'), async ([texts = []]) => {
    const found = texts.map((text) => resolve(text ?? ''));
    await appendTexts(db, 'identity', [
      texts,
      found.map(({ personId }) => personId),
      found.map(({ idNumber }) => idNumber),
      found.map(({ sex }) => sex),
      found.map(({ birthDate }) => birthDate),
      found.map(({ fault }) => fault),
    ]);
  });
}

/** Texts of the file's rows that a shared table does not know. */
function unmetSql(text: string, table: 'identity' | 'home'): string {
  return `SELECT DISTINCT text FROM (SELECT ${text} AS text FROM typed) ANTI JOIN ${table} USING (text)
    WHERE text IS NOT NULL`;
}

async function findUnnamed(db: DuckDb, source: SourceTable, person: PersonSql): Promise<void> {
  const { index, number, fields, tuple } = person;
  const kept = personFields.map((field) => `${fields[field]} AS ${field}`).join(', ');
  await db.run(
    `CREATE OR REPLACE TEMP TABLE unnamed_${index} AS SELECT row, ${number} AS number, ${kept}, ${tuple} AS tuple
     FROM typed ANTI JOIN (SELECT text FROM identity WHERE person_id IS NOT NULL) ON text = ${number}`,
  );
  const statement = binder();
  const spec = source.file.source.persons[person.name];
  const column = spec?.id_number ?? spec?.disability_certificate ?? spec?.name ?? '';
  await db.run(
    `INSERT INTO problem SELECT row, ${source.header.indexOf(column)}, ${statement.bind(column)}, '',
       'JZ_IDENTITY_MISSING', '' FROM unnamed_${index} WHERE name IS NULL`,
    statement.values,
  );
  await db.run(`DELETE FROM unnamed_${index} WHERE row IN (SELECT row FROM problem)`);
  await db.run(`INSERT INTO pending SELECT row FROM unnamed_${index}`);
}

async function learnStrangers(db: DuckDb, { index }: PersonSql, resolver: PersonResolver): Promise<void> {
  const met = `SELECT CAST(tuple AS VARCHAR) AS tuple, any_value(name) AS name, any_value(sex) AS sex,
      any_value(birth_date) AS birth_date, any_value(phone) AS phone, any_value(address) AS address,
      any_value(number) AS number
    FROM unnamed_${index} ANTI JOIN stranger USING (tuple) GROUP BY tuple`;
  await inBatches(db, met, async (columns) => {
    const [tuples = [], name = [], sex = [], birth = [], phone = [], address = [], number = []] = columns;
    const ids = tuples.map((_, i) =>
      resolver.unlinked([name, sex, birth, phone, address].map((field) => field[i] ?? '').join('|')),
    );
    await appendTexts(db, 'stranger', [tuples, ids, name, sex, birth, phone, address, number]);
  });
}

async function countFaults(db: DuckDb, { index }: PersonSql): Promise<[string, number][]> {
  const counts = await db.rows(
    `SELECT fault, count(*) AS n FROM unnamed_${index} JOIN identity ON text = number GROUP BY fault ORDER BY fault`,
  );
  return counts.map((row) => [String(row['fault']), Number(row['n'])]);
}
