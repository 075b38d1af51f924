/**
 * Rejected rows go back in the sender's own columns, each with its row number, codes and reasons.
 */
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { errorCatalogue, type ErrorCode } from '../../core/errors/index.ts';
import type { DuckDb } from '../../io/duckdb.ts';
import { giveBack, type RejectedRow } from '../give-back/give-back.ts';
import type { SourceTable } from './source-columns.ts';

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

/** Gives rejected rows back when table `problem` names any. Reads table `odd`. */
export async function writeQuarantine(
  db: DuckDb,
  source: SourceTable,
  target: { readonly folder: string; readonly stem: string },
): Promise<Quarantined> {
  const [count] = await db.rows('SELECT count(DISTINCT row) AS n FROM problem');
  const rows = Number(count?.['n']);
  if (rows === 0) return { rows, path: null, byCode: {}, problems: [] };
  await writeReasons(db, source);
  await mkdir(join(target.folder, 'quarantine'), { recursive: true });
  const { readable, header } = source;
  const written = await giveBack(
    join(target.folder, 'quarantine', target.stem),
    { ...readable, header },
    rejectedRows(db, source),
  );
  return {
    rows,
    path: `quarantine/${basename(written)}`,
    byCode: await countCodes(db),
    problems: await firstProblems(db, source.file.name),
  };
}

const PIECE = 20_000;

/** The rows of `odd` that have a reason, a piece at a time. */
async function* rejectedRows(db: DuckDb, source: SourceTable): AsyncGenerator<RejectedRow> {
  const cells = source.header.map((_, i) => `c${i}`).join(', ');
  await db.run(
    `CREATE OR REPLACE TEMP TABLE rejected AS SELECT row_number() OVER (ORDER BY row) - 1 AS place,
       CAST(row AS VARCHAR) AS row, reasons, codes, ${cells}
     FROM odd JOIN (SELECT row, string_agg(zh || ' ' || en, ' | ' ORDER BY position, code) AS reasons,
       string_agg(code, ' ' ORDER BY position, code) AS codes FROM reason GROUP BY row) USING (row)`,
  );
  for (let start = 0; ; start += PIECE) {
    const { columns, nRows } = await db.texts(
      `SELECT row, reasons, codes, ${cells} FROM rejected
       WHERE place >= ${start} AND place < ${start + PIECE} ORDER BY place`,
    );
    const [row = [], reasons = [], codes = [], ...sent] = columns;
    for (let i = 0; i < nRows; i++)
      yield {
        row: Number(row[i]),
        cells: sent.map((column) => (isErased(codes[i]) ? null : (column[i] ?? null))),
        reasons: reasons[i] ?? '',
        codes: codes[i] ?? '',
      };
    if (nRows < PIECE) return;
  }
}

/** Of a person who had themselves deleted nothing is kept, here neither. */
function isErased(codes: string | null | undefined): boolean {
  return codes?.split(' ').includes('JZ_PERSON_ERASED') ?? false;
}

/** Table `reason`: the catalogue's messages filled with file, row, column, value and what was expected. */
async function writeReasons(db: DuckDb, { file }: SourceTable): Promise<void> {
  const found = await db.rows('SELECT DISTINCT code FROM problem ORDER BY code');
  const messages = found.map((row) => ({ code: String(row['code']), ...templates(String(row['code'])) }));
  const filled = (template: string): string =>
    [
      ['{file}', '$file'],
      ['{row}', 'CAST(row AS VARCHAR)'],
      ['{column}', 'column_name'],
      ['{expected}', 'expected'],
      ['{value}', "coalesce(value, '')"],
    ].reduce((text, [mark, value]) => `replace(${text}, '${mark}', ${value})`, template);
  await db.run(
    `CREATE OR REPLACE TEMP TABLE reason AS SELECT row, position, column_name, coalesce(value, '') AS value, code,
       ${filled('zh')} AS zh, ${filled('en')} AS en
     FROM problem JOIN (SELECT unnest(from_json($messages,
       '[{"code":"VARCHAR","zh":"VARCHAR","en":"VARCHAR"}]'), recursive := true)) USING (code)`,
    { file: file.name, messages: JSON.stringify(messages) },
  );
}

function templates(code: string): { zh: string; en: string } {
  const entry = isErrorCode(code) ? errorCatalogue[code] : errorCatalogue.JZ_VALUE_INVALID;
  return { zh: `${entry.zh} ${entry.remedyZh}`, en: `${entry.en} ${entry.remedyEn}` };
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorCatalogue, code);
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
