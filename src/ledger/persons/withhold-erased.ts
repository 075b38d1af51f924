/**
 * Rows that are refused for any reason and are about a person who had themselves deleted: nothing of them goes back.
 */
import type { DuckDb } from '../../io/duckdb.ts';
import { looseSql, normalSql } from '../load/cells/normal.ts';
import { cellName, declaredColumns, type SourceTable } from '../load/source-columns.ts';
import type { PersonResolver } from './person-resolver.ts';
import { personFields, personsSql } from './person-sql.ts';

const PIECE = 20_000;

/**
 * Puts JZ_PERSON_ERASED in place of all else that is wrong with such rows of `odd`, so that neither a cell nor a
 * complaint about one is kept. They are recognised by an identity number anywhere in the row, or by exactly the words
 * of a person without one.
 */
export async function withholdErased(
  db: DuckDb,
  source: SourceTable,
  resolver: PersonResolver | null,
): Promise<void> {
  if (resolver === null) return;
  const { columns } = await db.texts('SELECT person_id FROM barred');
  const barred = new Set(columns[0]);
  if (barred.size === 0) return;
  const isBarred = (personId: string | null): boolean => personId !== null && barred.has(personId);
  const rows = [
    ...(await rowsOf(db, cellsSql(source), (cells) =>
      cells.some((cell) => isNamed(cell, resolver, isBarred)),
    )),
    ...(await rowsOf(db, wordsSql(source), ([name, ...others]) =>
      name === null
        ? false
        : isBarred(resolver.unlinked([name, ...others].map((word) => word ?? '').join('|'))),
    )),
  ];
  if (rows.length > 0) await replaceProblems(db, rows);
}

/** SELECT of the sender's cells of every refused row. */
function cellsSql({ header }: SourceTable): string {
  return `SELECT row, ${header.map((_, i) => `c${i}`).join(', ')} FROM odd`;
}

/** SELECT of what each person of a refused row is called, as far as it can be read. */
function wordsSql(source: SourceTable): string {
  const columns = declaredColumns(source);
  const normal = columns.map(({ cell, spec }) => `${normalSql(cell, spec)} AS ${cell}`).join(', ');
  const read = columns.map(({ cell, spec }) => `${looseSql(cell, spec)} AS ${cell}`).join(', ');
  const persons = personsSql(source.file.source, (name) => cellName(source, name));
  const values = `(SELECT row, ${read} FROM (SELECT row, ${normal} FROM odd))`;
  return persons
    .map(
      ({ fields }) => `SELECT row, ${personFields.map((field) => fields[field]).join(', ')} FROM ${values}`,
    )
    .join(' UNION ALL ');
}

/** The rows of a SELECT (row, texts …) that are about somebody. */
async function rowsOf(
  db: DuckDb,
  sql: string,
  isAbout: (texts: (string | null)[]) => boolean,
): Promise<string[]> {
  if (sql === '') return [];
  await db.run(
    `CREATE OR REPLACE TEMP TABLE refused AS SELECT * FROM (${sql}) SEMI JOIN problem USING (row)`,
  );
  const found: string[] = [];
  for (let start = 0; ; start += PIECE) {
    const { columns, nRows } = await db.texts(
      `SELECT CAST(row AS VARCHAR), * EXCLUDE (row) FROM refused
       WHERE rowid >= ${start} AND rowid < ${start + PIECE} ORDER BY rowid`,
    );
    const [row = [], ...texts] = columns;
    for (let i = 0; i < nRows; i++)
      if (isAbout(texts.map((column) => column[i] ?? null))) found.push(row[i] ?? '');
    if (nRows < PIECE) return found;
  }
}

/** Whether a cell holds a barred person's number, with whatever stands around it. */
function isNamed(
  cell: string | null,
  resolver: PersonResolver,
  isBarred: (personId: string | null) => boolean,
): boolean {
  if (cell === null || cell.length < 15) return false;
  const plain = cell.normalize('NFKC').replace(/\s/g, '');
  return numbersIn(plain).some((number) => isBarred(resolver.number(number, true).personId));
}

/** Texts that may be numbers: any 18 characters of a run of digits (with an X behind), and any 15. */
function numbersIn(text: string): string[] {
  const found: string[] = [];
  for (const [run] of text.matchAll(/[0-9]{15,}X?/gi))
    for (const length of [18, 15])
      for (let start = 0; start + length <= run.length; start++) found.push(run.slice(start, start + length));
  return found;
}

async function replaceProblems(db: DuckDb, rows: readonly string[]): Promise<void> {
  await db.run(
    `CREATE OR REPLACE TEMP TABLE withheld AS SELECT DISTINCT unnest(from_json($rows, '["BIGINT"]')) AS row`,
    { rows: JSON.stringify(rows) },
  );
  await db.run('DELETE FROM problem WHERE row IN (SELECT row FROM withheld)');
  await db.run(`INSERT INTO problem SELECT row, -1, '', '', 'JZ_PERSON_ERASED', '' FROM withheld`);
}
