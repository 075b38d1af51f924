/**
 * The county's folder while it is written: chunks are appended in order, workbooks and Parquet are made at the end.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import iconv from 'iconv-lite';
import type { Progress } from '../../core/progress.ts';
import { hashFile } from '../../io/files.ts';
import type { FileEntry } from '../../io/manifest.ts';
import { countyCalendar } from '../departments/calendar.ts';
import { datasetName } from '../departments/dataset.ts';
import { datasets } from '../departments/index.ts';
import { loadDirtPlan } from '../dirt/config.ts';
import { growingFiles, type GrowingFiles } from './append-files.ts';
import { createResendPlan, datasetsIn, fileStem, finalForm } from './file-plan.ts';
import { finishingTasks, type PackTask, type SentFile, type SheetTask } from './finishing.ts';
import type { Tally } from './pages.ts';
import { writeParquet } from './parquet.ts';
import { chunkTables } from './truth-tables.ts';
import type { ChunkFiles, FilePart, FileSettings } from './write-chunk.ts';

/** Writes a county's folder. */
export interface CountyFiles {
  /** Appends a chunk; chunks come in order. */
  append(chunk: ChunkFiles): Promise<void>;
  /** Makes workbooks and Parquet of what was appended, and hashes the files that are as they will be meanwhile. */
  finish(makeSheet: (task: SheetTask) => Promise<void>, progress: Progress): Promise<FinishedFiles>;
}

/** The departments' files with their rows, and the hashes of some. */
export interface FinishedFiles {
  readonly sent: readonly SentFile[];
  readonly hashed: readonly FileEntry[];
}

const BYTE_ORDER_MARK = '\ufeff';
const NOTHING = new Uint8Array(0);
const nothing = (): Uint8Array => NOTHING;

/** An empty folder for a county's files. */
export async function openCountyFiles(folder: string, settings: FileSettings): Promise<CountyFiles> {
  const scratch = join(folder, '.scratch');
  const growing = growingFiles();
  const sentFiles = await openSentFiles(settings, folder, scratch);
  const told = datasets.map((): Tally => ({ rows: 0, fen: 0, withheld: 0, withheldFen: 0 }));
  return {
    append: async (chunk) => {
      for (const [at, tally] of told.entries()) addTally(tally, chunk.tallies[at]);
      for (const part of chunk.parts) await appendPart(growing, sentFiles.of(part), part, scratch);
      for (const [at, { name }] of chunkTables.entries())
        await growing.append(join(scratch, `${name}.rows`), nothing, chunk.truth[at] ?? NOTHING, 0);
    },
    finish: async (makeSheet, progress) => {
      await growing.append(join(scratch, 'told.rows'), nothing, toldLines(told), 0);
      const rows = new Map((await growing.finish()).map((file) => [file.path, file.rows]));
      const sent = sentFiles.all().map((file) => ({ ...file, rows: rows.get(file.growsAt) ?? 0 }));
      const { sheets, tables, packed } = finishingTasks(folder, scratch, sent);
      for (const { target } of [...sheets, ...tables, ...packed])
        await mkdir(dirname(target), { recursive: true });
      let done = 0;
      const step = (): void =>
        progress(
          '写成 Excel 和 Parquet / Excel and Parquet',
          ++done,
          sheets.length + tables.length + packed.length,
        );
      const [hashed] = await Promise.all([
        hashAll(sent),
        ...sheets.map((task) => makeSheet(task).then(step)),
        ...packed.map((task) => pack(task).then(step)),
        writeParquet(tables, step),
      ]);
      await rm(scratch, { recursive: true, force: true });
      return { sent, hashed };
    },
  };
}

/** Hashes the files that are on disk as they will be. */
async function hashAll(sent: readonly SentFile[]): Promise<FileEntry[]> {
  const entries: FileEntry[] = [];
  for (const { name, growsAt, final } of sent)
    if (final.kind === 'csv') entries.push({ path: name, ...(await hashFile(growsAt)) });
  return entries;
}

async function appendPart(
  growing: GrowingFiles,
  file: Omit<SentFile, 'rows'>,
  part: FilePart,
  scratch: string,
): Promise<void> {
  const before = await growing.append(file.growsAt, () => headOf(file), part.bytes, part.rows);
  const list = (name: string, pairs: readonly number[]): Promise<number> =>
    growing.append(join(scratch, `${name}.rows`), nothing, pairLines(file.number, before, pairs), 0);
  await list('dirt', part.dirt);
  await list('links', part.links);
}

/** Names and numbers the departments' files as they come up. */
async function openSentFiles(
  settings: FileSettings,
  folder: string,
  scratch: string,
): Promise<{ of(part: FilePart): Omit<SentFile, 'rows'>; all(): Omit<SentFile, 'rows'>[] }> {
  const calendar = countyCalendar(settings.start, settings.months);
  const { level } = await loadDirtPlan(settings.dirt);
  const resends = createResendPlan(String(settings.seed), level, calendar);
  const forms = datasetsIn(settings.format, datasets);
  const files = new Map<string, Omit<SentFile, 'rows'>>();
  return {
    of: (part) => {
      const key = `${part.dataset}/${part.period}/${part.resent}`;
      const known = files.get(key);
      if (known) return known;
      const form = forms[part.dataset]?.form;
      if (!form) throw new RangeError(`dataset ${part.dataset}`);
      const final = finalForm(form, settings.format);
      const resentOn = part.resent ? resends.day(form, part.period) : null;
      const name = fileStem(form, calendar, part.period, resentOn) + final.ending;
      const growsAt = final.kind === 'csv' ? join(folder, name) : join(scratch, `${name}.rows`);
      const file = { number: files.size + 1, name, form, final, growsAt };
      files.set(key, file);
      return file;
    },
    all: () => [...files.values()],
  };
}

/** What stands before the first row: workbooks and Parquet get their header later. */
function headOf({ form, final }: Omit<SentFile, 'rows'>): Uint8Array {
  if (final.kind === 'xlsx' || final.kind === 'parquet') return NOTHING;
  const line = `${form.columns.map(([title]) => title).join(',')}\n`;
  return final.encoding === 'gb18030'
    ? iconv.encode(line, 'gb18030')
    : Buffer.from(BYTE_ORDER_MARK + line, 'utf8');
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

/** `file,row,value` lines; rows count from 1 under the header. */
function pairLines(file: number, before: number, pairs: readonly number[]): Uint8Array {
  let text = '';
  for (let i = 0; i + 1 < pairs.length; i += 2)
    text += `${file},${before + (pairs[i] ?? 0) + 1},${pairs[i + 1] ?? 0}\n`;
  return Buffer.from(text, 'latin1');
}
