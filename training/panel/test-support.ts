/**
 * A lake of a few thousand rows of the sample panel, and changes of it, for the tests of training.
 */
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { isoDate, type IsoDate } from '../../src/core/dates.ts';
import { silent } from '../../src/core/progress.ts';
import { ingest } from '../../src/ledger/ingest.ts';
import { openLedger, type Ledger } from '../../src/ledger/open-ledger.ts';
import { readPanelConfig, type PanelConfig } from './config.ts';

const PANEL = join(import.meta.dirname, '..', '..', 'data-samples', 'eph');

/** The sample training config. */
export const sampleConfigFile = join(PANEL, 'train.yaml');

/** One household-quarter, by column of the panel. */
export type PanelRow = Readonly<Record<string, string>>;

/** The rows of some agglomerations, in file order. */
export async function panelRows(agglomerations: readonly string[]): Promise<PanelRow[]> {
  const text = gunzipSync(await readFile(join(PANEL, 'households.csv.gz'))).toString('utf8');
  const [header, ...lines] = text.trim().split(/\r?\n/);
  const names = header!.split(',');
  const agglomeration = names.indexOf('AGLOMERADO');
  return lines
    .map((line) => line.split(','))
    .filter((cells) => agglomerations.includes(cells[agglomeration]!))
    .map((cells) => Object.fromEntries(names.map((name, j) => [name, cells[j]!])));
}

/** The last day of a row's quarter. */
export function dayOf(row: PanelRow): IsoDate {
  return isoDate(`${row['year']!}Q${row['quarter']!}`);
}

/** Hands the rows in and opens the ledger; the folder goes when `use` is done. */
export async function withPanel<Result>(
  rows: readonly PanelRow[],
  use: (ledger: Ledger, folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'jiuzhu-training-'));
  try {
    const ledger = await openPanel(rows, folder);
    try {
      return await use(ledger, folder);
    } finally {
      ledger.close();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function openPanel(rows: readonly PanelRow[], folder: string): Promise<Ledger> {
  const directory = join(folder, 'delivery');
  await mkdir(directory);
  const names = Object.keys(rows[0]!);
  const lines = rows.map((row) => names.map((name) => row[name]!).join(','));
  await writeFile(join(directory, 'households.csv.gz'), gzipSync([names.join(','), ...lines, ''].join('\n')));
  const mappingFile = join(folder, 'mapping.yaml');
  await copyFile(join(PANEL, 'mapping.yaml'), mappingFile);
  const lakeDirectory = join(folder, 'lake');
  await ingest({ directory, mappingFile, lakeDirectory, progress: silent, threads: 1 });
  return openLedger(lakeDirectory, { threads: 1 });
}

/** The sample config on early quarters, scorecard only, with changes. */
export async function smallConfig(changes: Partial<PanelConfig> = {}): Promise<PanelConfig> {
  const config = await readPanelConfig(sampleConfigFile);
  const asOf = {
    train: quarters('2012Q1', '2012Q2'),
    calibrate: quarters('2012Q3'),
    test: quarters('2012Q4'),
  };
  return { ...config, as_of: asOf, families: ['scorecard'], ...changes };
}

function quarters(...names: readonly string[]): IsoDate[] {
  return names.map((name) => isoDate(name));
}
