/**
 * Rejected rows go back in the sender's own columns, each with its row number, codes and reasons.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCatalogue, type ErrorCode, type ErrorEntry } from '../../core/errors/index.ts';
import { sqlIdentifier, type DuckDb } from '../../io/duckdb.ts';
import type { Staged } from './stage.ts';

/** One cell or row that was refused. */
export interface RowProblem {
  readonly file: string;
  /** Data row of the file, the first under the header is 1. */
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

/** What was set apart from one file. */
export interface Quarantined {
  readonly rows: number;
  /** Relative to the generation's folder; null when every row was good. */
  readonly path: string | null;
  /** Problems by code; a row may have several. */
  readonly byCode: Readonly<Record<string, number>>;
  /** The first ones by row. */
  readonly problems: readonly RowProblem[];
}

const SHOWN_PROBLEMS = 100;

const rowCodes = [
  'JZ_ROW_CELLS',
  'JZ_ROW_QUOTES',
  'JZ_ROW_DUPLICATE',
  'JZ_VALUE_MISSING',
  'JZ_VALUE_NOT_NUMBER',
  'JZ_VALUE_INVALID',
  'JZ_PERIOD_UNKNOWN',
] as const satisfies readonly ErrorCode[];

/** Writes `quarantine/<stem>.csv` when table `problem` names any row. */
export async function writeQuarantine(
  db: DuckDb,
  staged: Staged,
  target: { folder: string; stem: string },
): Promise<Quarantined> {
  const [count] = await db.rows('SELECT count(DISTINCT row) AS n FROM problem');
  const rows = Number(count?.['n']);
  if (rows === 0) return { rows, path: null, byCode: {}, problems: [] };
  await writeReasons(db, staged.file.name);
  const path = `quarantine/${target.stem}.csv`;
  await mkdir(join(target.folder, 'quarantine'), { recursive: true });
  await db.run(`COPY (${quarantineSql(staged.header)}) TO $file (FORMAT csv, HEADER)`, {
    file: join(target.folder, path),
  });
  return { rows, path, byCode: await countCodes(db), problems: await firstProblems(db, staged.file.name) };
}

/** Table `reason`: the catalogue's messages filled with file, row, column, value and what was expected. */
async function writeReasons(db: DuckDb, file: string): Promise<void> {
  const messages = rowCodes.map((code) => ({ code, ...templates(errorCatalogue[code]) }));
  const filled = (template: string): string =>
    [
      ['{file}', '$file'],
      ['{row}', 'CAST(row AS VARCHAR)'],
      ['{column}', 'column_name'],
      ['{expected}', 'expected'],
      ['{value}', "coalesce(value, '')"],
    ].reduce((text, [mark, value]) => `replace(${text}, '${mark}', ${value})`, template);
  await db.run(
    `CREATE OR REPLACE TABLE reason AS SELECT row, position, column_name, coalesce(value, '') AS value, code,
       ${filled('zh')} AS zh, ${filled('en')} AS en
     FROM problem JOIN (SELECT unnest(from_json($messages,
       '[{"code":"VARCHAR","zh":"VARCHAR","en":"VARCHAR"}]'), recursive := true)) USING (code)`,
    { file, messages: JSON.stringify(messages) },
  );
}

function templates(entry: ErrorEntry): { zh: string; en: string } {
  return { zh: `${entry.zh} ${entry.remedyZh}`, en: `${entry.en} ${entry.remedyEn}` };
}

function quarantineSql(header: readonly string[]): string {
  const cells = header.map((name, i) => `c${i} AS ${sqlIdentifier(name || `column_${i + 1}`)}`).join(', ');
  return `SELECT ${cells}, reasons AS "错误原因", codes AS error_code, row FROM staged JOIN (
    SELECT row, string_agg(zh || ' ' || en, ' | ' ORDER BY position, code) AS reasons,
      string_agg(code, ' ' ORDER BY position, code) AS codes FROM reason GROUP BY row) USING (row) ORDER BY row`;
}

async function countCodes(db: DuckDb): Promise<Record<string, number>> {
  const counts = await db.rows('SELECT code, count(*) AS n FROM problem GROUP BY code ORDER BY code');
  return Object.fromEntries(counts.map((count) => [String(count['code']), Number(count['n'])]));
}

async function firstProblems(db: DuckDb, file: string): Promise<RowProblem[]> {
  const found = await db.rows(
    `SELECT row, column_name, value, code, zh, en FROM reason ORDER BY row, position, code LIMIT ${SHOWN_PROBLEMS}`,
  );
  return found.map((problem) => ({
    file,
    row: Number(problem['row']),
    column: String(problem['column_name']),
    value: String(problem['value']),
    code: String(problem['code']),
    zh: String(problem['zh']),
    en: String(problem['en']),
  }));
}
