/**
 * What the intake of files tells of each department: empty cells, rejected rows, repeats, missing numbers.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { faultScore } from './score.ts';

const byCode = z.record(z.string(), z.number());

const columnFigures = z.looseObject({
  column: z.string(),
  filledShare: z.number(),
  repaired: z.number().default(0),
});

const fileFigures = z.looseObject({
  department: z.string(),
  title: z.string().default(''),
  file: z.string(),
  rowsIn: z.number(),
  loaded: z.number(),
  quarantined: z.number(),
  quarantinedByCode: byCode.default({}),
  withoutValidNumber: z.number().default(0),
  invalidNumbers: byCode.default({}),
  columns: z.array(columnFigures).default([]),
});

const linkFigures = z.object({
  strangers: z.number(),
  linked: z.number(),
  review: z.number(),
  unknown: z.number(),
  precision: z.number().nullable(),
  recall: z.number().nullable(),
});

const intake = z.looseObject({
  files: z.array(fileFigures),
  unclaimed: z.array(z.string()).default([]),
  links: linkFigures.nullable().default(null),
});

/** The figures of one file. */
export type FileFigures = z.infer<typeof fileFigures>;
/** The figures a generation keeps of its files. */
export type Intake = z.infer<typeof intake>;

/** A column some of whose files fill at least this share is meant to be filled; others are optional. */
const meantToBeFilled = 0.5;
/** An error code that says a row repeats another. */
const duplicateCode = 'JZ_ROW_DUPLICATE';

/** Reads a generation's quality.json. */
export async function readIntake(folder: string): Promise<Intake> {
  return intake.parse(JSON.parse(await readFile(join(folder, 'quality.json'), 'utf8')));
}

/** Sums and shares of one department's files. */
export interface DepartmentIntake {
  readonly files: number;
  readonly rowsIn: number;
  readonly loaded: number;
  readonly quarantined: number;
  readonly filledShare: number | null;
  readonly gaps: readonly { readonly file: string; readonly column: string; readonly filledShare: number }[];
  readonly problems: readonly { readonly code: string; readonly rows: number }[];
  /** Rows rejected for other reasons than repeating another. */
  readonly invalid: number;
  readonly repairedCells: number;
  readonly duplicates: number;
  /** Rows of files whose form has a number, and how many of them have no valid one. */
  readonly numberedRows: number;
  readonly withoutValidNumber: number;
  readonly invalidNumbers: number;
}

/** Adds up one department's files. */
export function departmentIntake(files: readonly FileFigures[]): DepartmentIntake {
  const total = (of: (file: FileFigures) => number): number => files.reduce((sum, file) => sum + of(file), 0);
  const rowsIn = total((file) => file.rowsIn);
  const codes = addUp(files.map((file) => file.quarantinedByCode));
  const duplicates = codes.get(duplicateCode) ?? 0;
  const quarantined = total((file) => file.quarantined);
  const problems = [...codes]
    .filter(([code]) => code !== duplicateCode)
    .map(([code, rows]) => ({ code, rows }));
  return {
    files: files.length,
    rowsIn,
    loaded: total((file) => file.loaded),
    quarantined,
    ...filling(files),
    problems: problems.sort((a, b) => b.rows - a.rows || (a.code < b.code ? -1 : 1)),
    invalid: Math.max(0, quarantined - duplicates),
    repairedCells: total((file) => file.columns.reduce((sum, column) => sum + column.repaired, 0)),
    duplicates,
    numberedRows: total((file) => (hasNumber(file) ? file.rowsIn : 0)),
    withoutValidNumber: total((file) => (hasNumber(file) ? file.withoutValidNumber : 0)),
    invalidNumbers: [...addUp(files.map((file) => file.invalidNumbers)).values()].reduce((a, b) => a + b, 0),
  };
}

/** Scores of the parts that the intake alone tells. */
export function intakeParts(figures: DepartmentIntake): {
  completeness: number | null;
  validity: number | null;
  uniqueness: number | null;
  identity: number | null;
} {
  const { rowsIn, filledShare, invalid, duplicates, withoutValidNumber, numberedRows } = figures;
  if (rowsIn === 0) return { completeness: null, validity: null, uniqueness: null, identity: null };
  return {
    completeness: filledShare === null ? null : 100 * filledShare,
    validity: faultScore('validity', invalid, rowsIn),
    uniqueness: faultScore('uniqueness', duplicates, rowsIn),
    identity: numberedRows === 0 ? null : faultScore('identity', withoutValidNumber, numberedRows),
  };
}

/** `part / whole`, 0 of nothing, at most 1. */
export function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.min(1, part / whole);
}

/** Cells filled, over the columns that are meant to be: weighted by rows. */
function filling(files: readonly FileFigures[]): Pick<DepartmentIntake, 'filledShare' | 'gaps'> {
  const best = new Map<string, number>();
  for (const file of files)
    for (const { column, filledShare } of file.columns)
      best.set(nameOf(file, column), Math.max(filledShare, best.get(nameOf(file, column)) ?? 0));
  const meant = files.flatMap((file) =>
    file.columns
      .filter(({ column }) => (best.get(nameOf(file, column)) ?? 0) >= meantToBeFilled)
      .map(({ column, filledShare }) => ({ file: file.file, column, filledShare, cells: file.rowsIn })),
  );
  const cells = meant.reduce((sum, one) => sum + one.cells, 0);
  const filled = meant.reduce((sum, one) => sum + one.cells * one.filledShare, 0);
  const gaps = meant
    .filter(({ filledShare }) => filledShare < 0.98)
    .sort(
      (a, b) => (1 - b.filledShare) * b.cells - (1 - a.filledShare) * a.cells || (a.file < b.file ? -1 : 1),
    )
    .slice(0, 5)
    .map(({ file, column, filledShare }) => ({ file, column, filledShare }));
  return { filledShare: cells === 0 ? null : filled / cells, gaps };
}

/** Whether the form asks for an identity number at all: a hotline's does not. */
function hasNumber(file: FileFigures): boolean {
  return file.columns.some(({ column }) => /身份证|证件|残疾人证|identity|id_number/i.test(column));
}

/** Files of one title have the same columns. */
function nameOf(file: FileFigures, column: string): string {
  return `${file.title === '' ? file.file : file.title}\n${column}`;
}

function addUp(counts: readonly Readonly<Record<string, number>>[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [code, n] of counts.flatMap((one) => Object.entries(one)))
    sums.set(code, (sums.get(code) ?? 0) + n);
  return sums;
}
