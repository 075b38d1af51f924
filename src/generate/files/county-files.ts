/**
 * The county's folder while it is written: chunks are appended in order, workbooks and Parquet are made at the end.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Progress } from '../../core/progress.ts';
import { hashFile, syncPath } from '../../io/files.ts';
import type { FileEntry } from '../../io/manifest.ts';
import { datasetName } from '../departments/dataset.ts';
import { datasets } from '../departments/index.ts';
import { growingFiles, type Beginning, type GrowingFiles, type GrownFile } from './append-files.ts';
import {
  finishingTasks,
  type FinishingTasks,
  type PackTask,
  type SentFile,
  type SheetTask,
} from './finishing.ts';
import { newBlocks } from './blocks.ts';
import type { Tally } from './pages.ts';
import { writeParquet } from './parquet.ts';
import { headOf, openSentFiles, type OpenFile } from './sent-files.ts';
import { TextBytes } from './text-bytes.ts';
import { chunkTables } from './truth-tables.ts';
import type { ChunkFiles, FilePart, FileSettings } from './write-chunk.ts';

/** Writes a county's folder. */
export interface CountyFiles {
  /** Appends a chunk; chunks come in order. */
  append(chunk: ChunkFiles): void;
  /** Makes workbooks and Parquet of what was appended. */
  finish(hands: Hands, progress: Progress): Promise<FinishedFiles>;
}

/** Who makes the files that are not as they grew. */
export interface Hands {
  readonly makeSheet: (task: SheetTask) => Promise<void>;
  /** Parquet files written at a time. */
  readonly tablesAtOnce: number;
}

/** The departments' files with their rows, and the hashes of all files written. */
export interface FinishedFiles {
  readonly sent: readonly SentFile[];
  readonly hashed: readonly FileEntry[];
}

const NOTHING = new Uint8Array(0);
const scratchFile = (): Beginning => ({ head: NOTHING, isFinal: false });

/** An empty folder for a county's files. */
export async function openCountyFiles(folder: string, settings: FileSettings): Promise<CountyFiles> {
  const scratch = join(folder, '.scratch');
  const growing = growingFiles();
  const sentFiles = await openSentFiles(settings, folder, scratch);
  const told = datasets.map((): Tally => ({ rows: 0, fen: 0, withheld: 0, withheldFen: 0 }));
  return {
    append: (chunk) => {
      for (const [at, tally] of told.entries()) addTally(tally, chunk.tallies[at]);
      for (const part of chunk.parts) appendPart(growing, sentFiles.of(part), part, scratch);
      for (const [at, { name }] of chunkTables.entries())
        growing.append(join(scratch, `${name}.rows`), scratchFile, chunk.truth[at] ?? NOTHING, 0);
    },
    finish: async (hands, progress) => {
      growing.append(join(scratch, 'told.rows'), scratchFile, toldLines(told), 0);
      const grown = growing.finish();
      const rows = new Map(grown.map((file) => [file.path, file.rows]));
      const sent = sentFiles.all().map((file) => ({ ...file, rows: rows.get(file.growsAt) ?? 0 }));
      const left = finishingTasks(folder, scratch, sent);
      const [hashed, made] = await Promise.all([
        writeThrough(folder, grown),
        makeOthers(folder, left, hands, progress),
      ]);
      await rm(scratch, { recursive: true, force: true });
      return { sent, hashed: [...hashed, ...made] };
    },
  };
}

/** Has the files that stay as they grew written to disk while others are made, so that publishing need not wait. */
async function writeThrough(folder: string, grown: readonly GrownFile[]): Promise<FileEntry[]> {
  const entries: FileEntry[] = [];
  for (const { path, bytes, sha256 } of grown) {
    if (sha256 === null) continue;
    entries.push({ path: nameIn(folder, path), bytes, sha256 });
    await syncPath(path);
  }
  return entries;
}

/** Makes the workbooks, packed and Parquet files, and hashes them. */
async function makeOthers(
  folder: string,
  { sheets, tables, packed }: FinishingTasks,
  { makeSheet, tablesAtOnce }: Hands,
  progress: Progress,
): Promise<FileEntry[]> {
  const targets = [...sheets, ...tables, ...packed].map(({ target }) => target);
  for (const target of targets) await mkdir(dirname(target), { recursive: true });
  const entries: FileEntry[] = [];
  const made = async (target: string): Promise<void> => {
    entries.push({ path: nameIn(folder, target), ...(await hashFile(target)) });
    await syncPath(target);
    progress('写成 Excel 和 Parquet / Excel and Parquet', entries.length, targets.length);
  };
  await Promise.all([
    ...sheets.map((task) => makeSheet(task).then(() => made(task.target))),
    ...packed.map((task) => pack(task).then(() => made(task.target))),
    writeParquet(tables, tablesAtOnce, made),
  ]);
  return entries;
}

function nameIn(folder: string, path: string): string {
  return relative(folder, path).replaceAll('\\', '/');
}

function appendPart(growing: GrowingFiles, file: OpenFile, part: FilePart, scratch: string): void {
  const begin = (): Beginning => ({ head: headOf(file), isFinal: file.final.kind === 'csv' });
  const before = growing.append(file.growsAt, begin, part.bytes, part.rows);
  const list = (name: string, pairs: readonly number[]): number =>
    growing.append(join(scratch, `${name}.rows`), scratchFile, pairLines(file.number, before, pairs), 0);
  list('dirt', part.dirt);
  list('links', part.links);
}

async function pack({ source, target }: PackTask): Promise<void> {
  await pipeline(createReadStream(source), createGzip({ level: 9 }), createWriteStream(target));
}

function addTally(sum: Tally, tally: Tally | undefined): void {
  if (!tally) return;
  sum.rows += tally.rows;
  sum.fen += tally.fen;
  sum.withheld += tally.withheld;
  sum.withheldFen += tally.withheldFen;
}

function toldLines(told: readonly Tally[]): Uint8Array {
  const lines = told.map(({ rows, fen, withheld, withheldFen }, at) => {
    const form = datasets[at]?.form;
    return `${form ? datasetName(form) : ''},${rows},${fen},${withheld},${withheldFen}\n`;
  });
  return Buffer.from(lines.join(''), 'utf8');
}

const lines = newBlocks();

/** `file,row,value` lines; rows count from 1 under the header. */
function pairLines(file: number, before: number, pairs: readonly number[]): Uint8Array {
  if (pairs.length === 0) return NOTHING;
  lines.reset();
  const text = new TextBytes('utf8', lines);
  for (let i = 0; i + 1 < pairs.length; i += 2) {
    text.number(file);
    text.number(before + (pairs[i] ?? 0) + 1);
    text.number(pairs[i + 1] ?? 0);
    text.endRow();
  }
  const bytes = new Uint8Array(text.length);
  text.copyTo(bytes);
  return bytes;
}
