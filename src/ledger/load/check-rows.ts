/**
 * One pass types every row; rows with any cell that is not exactly as declared are then looked at one by one.
 *
 * Temporary tables it leaves: `typed(row, c<i> …)` with the good rows, `odd(row, c0, c1, …)` with the sender's text of
 * the rows that were looked at, `problem(row, position, column_name, value, code, expected)`.
 */
import { duckDbPath, NO_HIVE, sqlLiteral, type DuckDb } from '../../io/duckdb.ts';
import { isIdentity } from '../mapping/column-schema.ts';
import { binder } from './binder.ts';
import { cellFaults, oddSql } from './cells/faults.ts';
import { looseSql, normalSql } from './cells/normal.ts';
import { strictSql } from './cells/strict.ts';
import { JzError } from '../../core/errors/index.ts';
import { unreadable } from '../read/unreadable.ts';
import { declaredColumns, type Column, type SourceTable } from './source-columns.ts';

/** How many cells of each column were put in order. */
export type Repairs = Readonly<Record<string, number>>;

/**
 * Types and checks a file's rows.
 *
 * @throws JZ_FILE_FORMAT when the reader does not give back the rows that were counted
 */
export async function checkRows(db: DuckDb, source: SourceTable): Promise<Repairs> {
  const columns = declaredColumns(source);
  await db.run(`CREATE OR REPLACE TEMP TABLE problem (row BIGINT, position INTEGER, column_name VARCHAR,
    value VARCHAR, code VARCHAR, expected VARCHAR)`);
  await addReaderFaults(db, source);
  await typeAll(db, source, columns);
  await checkReconciled(db, source);
  const [odd] = await db.rows('SELECT count(*) AS n FROM typed WHERE raw IS NOT NULL');
  const repairs = Number(odd?.['n']) === 0 ? {} : await checkOdd(db, source, columns);
  if (Number(odd?.['n']) === 0) await keepOdd(db, source);
  await addBroken(db, source);
  return repairs;
}

/** The sender's text of rows that are refused later joins `odd`. */
export async function keepRefused(db: DuckDb, source: SourceTable): Promise<void> {
  const [late] = await db.rows(
    'SELECT count(*) AS n FROM (SELECT DISTINCT row FROM problem) ANTI JOIN odd USING (row)',
  );
  if (Number(late?.['n']) === 0) return;
  await db.run(`INSERT INTO odd SELECT * FROM (${source.sql})
    WHERE row IN (SELECT row FROM problem) AND row NOT IN (SELECT row FROM odd)`);
  await db.run('DELETE FROM typed WHERE row IN (SELECT row FROM problem)');
}

/** The reader's own findings: digits a spreadsheet lost, error values, merged cells. */
async function addReaderFaults(db: DuckDb, { readable, file }: SourceTable): Promise<void> {
  if (!readable.faults) return;
  const statement = binder();
  const columns = Object.entries(file.source.columns);
  const names = ['', ...columns.map(([name]) => name)].map((name) => statement.bind(name));
  const identities = ['', ...columns.flatMap(([name, spec]) => (isIdentity(spec) ? name : []))].map((name) =>
    statement.bind(name),
  );
  await db.run(
    `INSERT INTO problem SELECT row, position, coalesce(column_name, ''),
       CASE WHEN coalesce(column_name, '') IN (${identities.join(', ')}) THEN '' ELSE ${shownSql('value')} END, code, coalesce(expected, '')
     FROM read_csv(${sqlLiteral(duckDbPath(readable.faults.path))}, ${NO_HIVE}, auto_detect = false, header = true, delim = ',',
       quote = '"', escape = '"', columns = {'row': 'BIGINT', 'position': 'INTEGER', 'column_name': 'VARCHAR',
       'value': 'VARCHAR', 'code': 'VARCHAR', 'expected': 'VARCHAR'})
     WHERE coalesce(column_name, '') IN (${names.join(', ')}) OR position = -1`,
    statement.values,
  );
}

async function typeAll(db: DuckDb, source: SourceTable, columns: readonly Column[]): Promise<void> {
  const typed = columns.map(({ cell, spec }) => `${strictSql(cell, spec)} AS t_${cell}`).join(', ');
  const odd = columns.map(({ cell, spec }) => oddSql(cell, `t_${cell}`, spec)).join(' OR ');
  const found = source.readable.faults ? 'OR row IN (SELECT row FROM problem)' : '';
  const kept = columns.map(({ cell }) => `t_${cell} AS ${cell}`).join(', ');
  const raw = source.header.map((_, i) => `c${i}`).join(', ');
  await db
    .run(
      `CREATE OR REPLACE TEMP TABLE typed AS SELECT row, ${kept},
         CASE WHEN coalesce(${odd}, false) ${found} THEN [${raw}] END AS raw
       FROM (SELECT *, ${typed} FROM (${source.sql}))`,
    )
    .catch((cause: unknown) => {
      throw unreadable(source.file.path, cause);
    });
}

async function checkReconciled(db: DuckDb, { file, rowsIn, broken }: SourceTable): Promise<void> {
  const [count] = await db.rows('SELECT count(*) AS n FROM typed');
  const read = Number(count?.['n']);
  if (read === rowsIn - broken.length) return;
  throw new JzError('JZ_FILE_FORMAT', {
    file: file.path,
    problem: `${rowsIn - broken.length} rows counted, ${read} read`,
  });
}

async function keepOdd(db: DuckDb, source: SourceTable): Promise<void> {
  const cells = source.header.map((_, i) => `raw[${i + 1}] AS c${i}`).join(', ');
  await db.run(`CREATE OR REPLACE TEMP TABLE odd AS SELECT row, ${cells} FROM typed WHERE raw IS NOT NULL`);
}

async function checkOdd(
  db: DuckDb,
  source: SourceTable,
  columns: readonly Column[],
): Promise<Record<string, number>> {
  await keepOdd(db, source);
  await db.run('DELETE FROM typed WHERE raw IS NOT NULL');
  const normal = columns.map(({ cell, spec }) => `${normalSql(cell, spec)} AS ${cell}`).join(', ');
  const value = columns.map(({ cell, spec }) => `${looseSql(cell, spec)} AS t_${cell}`).join(', ');
  await db.run(
    `CREATE OR REPLACE TEMP TABLE normal AS SELECT *, ${value} FROM (SELECT row, ${normal} FROM odd)`,
  );
  for (const column of columns) await checkColumn(db, column);
  const values = columns.map(({ cell }) => `t_${cell}`).join(', ');
  await db.run(`INSERT INTO typed SELECT row, ${values}, NULL FROM normal
    WHERE row NOT IN (SELECT row FROM problem)`);
  return countRepairs(db, columns);
}

/** Stands for a control character: what a sender wrote must not steer anybody's screen. */
const HIDDEN = '\ufffd';

/** SQL of a cell as it is shown beside its problem. */
function shownSql(cell: string): string {
  return `regexp_replace(left(${cell}, 80), '[[:cntrl:]]', ${sqlLiteral(HIDDEN)}, 'g')`;
}

/** At most one problem a cell; what a person is called or numbered is not shown. */
async function checkColumn(db: DuckDb, { name, position, cell, spec }: Column): Promise<void> {
  const statement = binder();
  const faults = cellFaults(cell, `t_${cell}`, spec);
  const cases = faults.map((fault, i) => `WHEN ${fault.when} THEN ${i}`).join(' ');
  const codes = faults.map((fault, i) => `WHEN ${i} THEN ${statement.bind(fault.code)}`).join(' ');
  const expected = faults.map((fault, i) => `WHEN ${i} THEN ${statement.bind(fault.expected)}`).join(' ');
  await db.run(
    `INSERT INTO problem SELECT row, ${position}, ${statement.bind(name)},
       ${isIdentity(spec) ? "''" : shownSql('sent')}, CASE fault ${codes} END, CASE fault ${expected} END
     FROM (SELECT row, CASE ${cases} END AS fault FROM normal)
       JOIN (SELECT row, ${cell} AS sent FROM odd) USING (row)
     WHERE fault IS NOT NULL`,
    statement.values,
  );
}

async function countRepairs(db: DuckDb, columns: readonly Column[]): Promise<Record<string, number>> {
  const counts = columns.map(
    ({ cell }) => `count(*) FILTER (n.${cell} IS DISTINCT FROM o.${cell}) AS ${cell}`,
  );
  const [row] = await db.rows(`SELECT ${counts.join(', ')} FROM normal AS n JOIN odd AS o USING (row)
    WHERE row NOT IN (SELECT row FROM problem)`);
  return Object.fromEntries(
    columns
      .map(({ name, cell }) => [name, Number(row?.[cell] ?? 0)] as const)
      .filter(([, count]) => count > 0),
  );
}

/** Broken records go back as far as their cells go. */
async function addBroken(db: DuckDb, { broken, file, header }: SourceTable): Promise<void> {
  if (broken.length === 0) return;
  const cells = header.map((_, i) => `nullif(record.cells[${i + 1}], '')`).join(', ');
  await db.run(
    `INSERT INTO odd SELECT record.row, ${cells} FROM (SELECT unnest(from_json($data,
       '[{"row":"BIGINT","cells":["VARCHAR"]}]')) AS record)`,
    { data: JSON.stringify(broken.map(({ row, cells: values }) => ({ row, cells: values }))) },
  );
  const named = Object.values(file.source.columns).some(isIdentity);
  const problems = broken.map(({ row, fault, cells: values }) => ({
    row,
    value:
      fault === 'cells'
        ? String(values.length)
        : named
          ? ''
          : values
              .join(file.source.delimiter)
              .slice(0, 80)
              .replace(/\p{Cc}/gu, HIDDEN),
    code: fault === 'cells' ? 'JZ_ROW_CELLS' : 'JZ_ROW_QUOTES',
  }));
  await db.run(
    `INSERT INTO problem SELECT p.row, -1, '', p.value, p.code, $expected FROM (SELECT unnest(from_json($data,
       '[{"row":"BIGINT","value":"VARCHAR","code":"VARCHAR"}]')) AS p)`,
    { data: JSON.stringify(problems), expected: String(header.length) },
  );
}
