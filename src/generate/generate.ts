/**
 * Makes a synthetic county: threads simulate chunks of households and write their rows, which are appended in order.
 */
import { readdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { JzError } from '../core/errors/index.ts';
import type { Progress } from '../core/progress.ts';
import type { FileEntry, Manifest } from '../io/manifest.ts';
import { publishFolder } from '../io/publish.ts';
import { calibrationTable, loadTargets, type CalibrationLine } from './calibration/table.ts';
import { addTallies, type Tally } from './calibration/tally.ts';
import { writePapers } from './county-papers.ts';
import { gatherCrew } from './crew.ts';
import { openCountyFiles } from './files/county-files.ts';
import type { SheetTask } from './files/finishing.ts';
import type { FileSettings } from './files/write-chunk.ts';
import { chunkCount } from './world/county-plan.ts';

/** What the user asks for. The threads change nothing but the time it takes. */
export interface GenerateRequest extends Omit<FileSettings, 'chunkSize'> {
  readonly out: string;
  readonly threads: number;
  /** The program's version, for the manifest. */
  readonly version: string;
  /** Stops the work; nothing is left behind. */
  readonly signal?: AbortSignal;
}

/** What was made. */
export interface Generated {
  readonly folder: string;
  readonly manifest: Manifest;
  /** Departments' files and their rows. */
  readonly files: readonly { readonly name: string; readonly rows: number }[];
  /** What the county should look like, and does. */
  readonly calibration: readonly CalibrationLine[];
}

interface Written extends Pick<Generated, 'files' | 'calibration'> {
  readonly hashed: readonly FileEntry[];
}

/** Households of one task; part of what the seed means, as rows are numbered by chunk. */
const CHUNK_SIZE = 250;
/** Each may take a gigabyte. */
const MOST_TABLES_AT_ONCE = 2;

/**
 * Makes a county's folder; it appears whole or not at all.
 *
 * @throws JZ_OUTPUT_EXISTS when `out` holds anything, JZ_CONFIG_INVALID, JZ_GENERATE_FORMS, JZ_RESOURCE, JZ_INTERRUPTED
 */
export async function generate(request: GenerateRequest, progress: Progress): Promise<Generated> {
  const { out, threads, version, signal, ...asked } = request;
  const settings: FileSettings = { ...asked, chunkSize: CHUNK_SIZE };
  const target = resolve(out);
  if (!(await isFree(target))) throw new JzError('JZ_OUTPUT_EXISTS', { file: out });
  let written: Written = { files: [], hashed: [], calibration: [] };
  const place = { parent: dirname(target), name: basename(target) };
  const { folder, manifest } = await publishFolder('county', place, async (working) => {
    written = await writeFiles(working, settings, threads, (label, done, total) => {
      if (signal?.aborted) throw new JzError('JZ_INTERRUPTED');
      progress(label, done, total);
    });
    const { households, months, seed, start, region, dirt, format } = settings;
    await writeFile(join(working, 'calibration.json'), calibrationJson(written.calibration));
    const rows = written.files.reduce((sum, file) => sum + file.rows, 0);
    const facts = { households, months, seed, start, region, dirt, format, rows, version };
    return { facts, hashed: written.hashed };
  });
  const { files, calibration } = written;
  return { folder, manifest, files, calibration };
}

/** Nothing there, or an empty folder. */
async function isFree(path: string): Promise<boolean> {
  if (!(await stat(path).catch(() => null))) return true;
  return (await readdir(path).catch(() => ['?'])).length === 0;
}

async function writeFiles(
  folder: string,
  settings: FileSettings,
  threads: number,
  progress: Progress,
): Promise<Written> {
  const chunks = chunkCount(settings);
  const crew = gatherCrew(settings, Math.min(threads, Math.max(chunks, 1)));
  try {
    await writePapers(folder, settings);
    const files = await openCountyFiles(folder, settings);
    let done = 0;
    let tally: Tally | undefined;
    for await (const chunk of crew.chunks(chunks)) {
      files.append(chunk.files);
      tally = tally ? addTallies(tally, chunk.tally) : chunk.tally;
      progress('模拟家庭 / simulating households', ++done, chunks);
    }
    const makeSheet = async (task: SheetTask): Promise<void> => {
      await crew.run({ kind: 'sheet', sheet: task });
    };
    const calibration = tally ? calibrationTable(tally, await loadTargets()) : [];
    const { sent, hashed } = await files.finish(
      { makeSheet, tablesAtOnce: Math.min(threads, MOST_TABLES_AT_ONCE) },
      progress,
    );
    return { files: sent, hashed, calibration };
  } finally {
    await crew.close();
  }
}

/** A quantity nothing was counted for has no number. */
function calibrationJson(lines: readonly CalibrationLine[]): string {
  return `${JSON.stringify(lines, null, 2)}\n`;
}
