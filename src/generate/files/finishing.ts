/**
 * What is left to do when all rows are appended: text to workbooks, text to Parquet, the hidden truth.
 */
import { join } from 'node:path';
import { sqlLiteral } from '../../io/duckdb.ts';
import { MAX_SHEET_ROWS } from '../../io/spreadsheet-write.ts';
import type { DatasetForm } from '../departments/dataset.ts';
import type { FinalForm } from './file-plan.ts';
import type { ParquetTask } from './parquet.ts';
import { chunkTables } from './truth-tables.ts';
import { dirtKinds } from '../dirt/config.ts';

/** A department's file. */
export interface SentFile {
  /** From 1, in the order the files came up. */
  readonly number: number;
  /** Path inside the folder, with `/`. A workbook with more rows than a sheet holds goes on in `-part2` … */
  readonly name: string;
  readonly form: DatasetForm;
  readonly final: FinalForm;
  /** Where its rows are appended: itself, or text in the scratch folder. */
  readonly growsAt: string;
  readonly rows: number;
}

/** A workbook to be made from CSV text. */
export interface SheetTask {
  readonly source: string;
  readonly target: string;
  readonly columns: readonly string[];
  readonly numeric: readonly boolean[];
  /** First row and number of rows of the sheet. */
  readonly from: number;
  readonly count: number;
}

/** A CSV to be packed with gzip. */
export interface PackTask {
  readonly source: string;
  readonly target: string;
}

/** Files still to be made. */
export interface FinishingTasks {
  readonly sheets: readonly SheetTask[];
  readonly tables: readonly ParquetTask[];
  readonly packed: readonly PackTask[];
}

/** The workbooks, packed and Parquet files still to be made. */
export function finishingTasks(folder: string, scratch: string, sent: readonly SentFile[]): FinishingTasks {
  const kind = (wanted: FinalForm['kind']): SentFile[] => sent.filter(({ final }) => final.kind === wanted);
  const sheets = kind('xlsx').flatMap((file) => sheetTasks(folder, file));
  const tables = kind('parquet').map((file) => tableTask(folder, file));
  const packed = kind('packed').map(({ name, growsAt }) => ({ source: growsAt, target: join(folder, name) }));
  return { sheets, tables: [...truthTasks(folder, scratch, sent), ...tables], packed };
}

function sheetTasks(folder: string, file: SentFile): SheetTask[] {
  const columns = file.form.columns.map(([title]) => title);
  const numeric = file.form.columns.map(([, kind]) => kind === 'yuan' || kind === 'wan' || kind === 'count');
  return Array.from({ length: Math.max(1, Math.ceil(file.rows / MAX_SHEET_ROWS)) }, (_, part) => {
    const name = part === 0 ? file.name : file.name.replace('.xlsx', `-part${part + 1}.xlsx`);
    const from = part * MAX_SHEET_ROWS;
    const count = Math.min(MAX_SHEET_ROWS, file.rows - from);
    return { source: file.growsAt, target: join(folder, name), columns, numeric, from, count };
  });
}

function tableTask(folder: string, file: SentFile): ParquetTask {
  const columns = file.form.columns.map(([name]) => ({ name, type: 'VARCHAR' }));
  return { source: file.growsAt, target: join(folder, file.name), columns };
}

/** What each department had to tell, and what of it was not yet known when the data end. */
const TOLD_COLUMNS = [
  ['dataset', 'VARCHAR'],
  ['rows', 'BIGINT'],
  ['fen', 'BIGINT'],
  ['withheld_rows', 'BIGINT'],
  ['withheld_fen', 'BIGINT'],
] as const;

function truthTasks(folder: string, scratch: string, sent: readonly SentFile[]): ParquetTask[] {
  const task = (name: string, columns: readonly (readonly [string, string])[]): ParquetTask => ({
    source: join(scratch, `${name}.rows`),
    target: join(folder, 'truth', `${name}.parquet`),
    columns: columns.map(([column, type]) => ({ name: column, type })),
  });
  // A row names its file by number; the name is looked up here rather than written a million times.
  const names = [...sent].sort((a, b) => a.number - b.number).map(({ name }) => name);
  const instead = { file: `list_extract(${sqlList(names)}, file)` };
  const kind = `list_extract(${sqlList(dirtKinds)}, kind + 1)`;
  return [
    ...chunkTables.map(({ name, columns }) => task(name, columns)),
    task('told', TOLD_COLUMNS),
    {
      ...task('dirt', [
        ['file', 'INTEGER'],
        ['row', 'BIGINT'],
        ['kind', 'INTEGER'],
      ]),
      instead: { ...instead, kind },
    },
    {
      ...task('links', [
        ['file', 'INTEGER'],
        ['row', 'BIGINT'],
        ['person', 'BIGINT'],
      ]),
      instead,
    },
  ];
}

function sqlList(texts: readonly string[]): string {
  return `[${texts.map(sqlLiteral).join(', ')}]`;
}
