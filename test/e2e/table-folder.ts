/** A folder with a table in three forms and a model fitted on it, and `jiuzhu table` run inside this process on them. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { inside, type Finished } from './command-line.ts';
import { rowsOf, writeTable } from './tables.ts';

/** The table. */
export const rows = rowsOf(450, 'table');
/** Which columns are what, for `table cv`. */
export const roles = ['--target', 'y', '--fold', 'fold', '--group', 'family', '--exclude', 'id,leak'];
/** The same, answered soon. */
export const quick = [...roles, '--model', 'scorecard', '--json'];
const fitting = ['--target', 'y', '--exclude', 'id,leak,fold,family', '--model', 'scorecard'];

/** What `table cv` prints. */
export const measures = z.object({
  n: z.number(),
  auc: z.number(),
  features: z.number(),
  folds: z.number(),
});
/** What an error prints with `--json`. */
export const problem = z.object({
  code: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
});

const folder = mkdtempSync(join(tmpdir(), 'jiuzhu-table-'));

/** A path in the folder. */
export const at = (name: string): string => join(folder, name);

/** The text of a file in the folder. */
export const bytes = (name: string): string => readFileSync(at(name), 'utf8');

/** Writes t.csv, t.csv.gz and t.parquet. */
export async function writeTables(): Promise<void> {
  await Promise.all(['t.csv', 't.csv.gz', 't.parquet'].map((name) => writeTable(at(name), rows)));
}

/** Takes it away again. */
export const removeFolder = (): void => rmSync(folder, { recursive: true });

/** Scorecard cross-validation into NAME.preds. */
export function cv(file: string, name: string, ...more: string[]): Promise<Finished> {
  return inside('table', 'cv', file, ...quick, '--threads', '1', '--out', at(`${name}.preds`), ...more);
}

/** Fits a scorecard on t.csv into a folder NAME. */
export function fit(name: string): Promise<Finished> {
  return inside('table', 'fit', at('t.csv'), ...fitting, '--threads', '1', '--out', at(name));
}

/** Predicts with the model in `model`. */
export function predict(file: string, out: string, ...more: string[]): Promise<Finished> {
  return inside('table', 'predict', file, '--model', at('model'), '--out', at(out), ...more);
}
