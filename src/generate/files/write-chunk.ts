/**
 * One chunk's rows for every file, ready to be appended: a pure function of the settings and the chunk's history.
 */
import { seededRng } from '../../core/rng.ts';
import { countyCalendar, type Calendar } from '../departments/calendar.ts';
import { datasetName, type Dataset } from '../departments/dataset.ts';
import { createFaces } from '../departments/faces.ts';
import { datasets } from '../departments/index.ts';
import { loadLists, type PlaceLists } from '../departments/lists.ts';
import { createNamer, type Namer } from '../departments/names.ts';
import { openBook, type BookSources } from '../departments/write-book.ts';
import { dirtKinds, loadDirtPlan, type DirtDial } from '../dirt/config.ts';
import { createSoiler } from '../dirt/soil.ts';
import type { CountySettings } from '../world/county-plan.ts';
import type { ChunkHistory } from '../world/types.ts';
import { createResendPlan, datasetsIn, finalForm, type CountyFormat } from './file-plan.ts';
import type { Page, Tally } from './pages.ts';
import { newBlocks, type Blocks } from './blocks.ts';
import type { TextBytes } from './text-bytes.ts';
import { truthTexts } from './truth-tables.ts';

/** What the user asked for. */
export interface FileSettings extends CountySettings {
  readonly dirt: DirtDial;
  readonly format: CountyFormat;
}

/** Rows of one file. */
export interface FilePart {
  /** Position in `datasets`. */
  readonly dataset: number;
  readonly period: number;
  readonly resent: boolean;
  readonly rows: number;
  /** Text in the file's encoding, without header. */
  readonly bytes: Uint8Array;
  /** Row (0 = first of this part) and position in `dirtKinds`, by turns. */
  readonly dirt: readonly number[];
  /** Row and person's number in the county, by turns. */
  readonly links: readonly number[];
}

/** What one chunk adds to every file. */
export interface ChunkFiles {
  readonly parts: readonly FilePart[];
  /** By dataset. */
  readonly tallies: readonly Tally[];
  /** By table of `chunkTables`. */
  readonly truth: readonly Uint8Array[];
  /** All of these bytes, in one piece. */
  readonly memory: ArrayBuffer;
}

/** Writes chunks of one county. */
export interface ChunkWriter {
  write(history: ChunkHistory): ChunkFiles;
}

/** What a dataset's book needs, whatever the chunk. */
interface DatasetSources extends Omit<BookSources, 'serialOf'> {
  readonly write: Dataset['write'];
}

/** Loads the lists and shares once. */
export async function openChunkWriter(settings: FileSettings): Promise<ChunkWriter> {
  const [lists, plan] = await Promise.all([loadLists(), loadDirtPlan(settings.dirt)]);
  const namer = createNamer(lists.names);
  const calendar = countyCalendar(settings.start, settings.months);
  const seed = String(settings.seed);
  const blocks = newBlocks();
  const resends = createResendPlan(seed, plan.level, calendar);
  const sources = datasetsIn(settings.format, datasets).map(({ form, write }): DatasetSources => {
    const final = finalForm(form, settings.format);
    const delay = plan.delays[datasetName(form)];
    if (!delay) throw new RangeError(`no delay for ${datasetName(form)}`);
    return {
      form,
      write,
      encoding: final.encoding,
      blocks,
      calendar,
      delay,
      soiler: createSoiler(form, plan, {
        isCsv: final.kind === 'csv' || final.kind === 'packed',
        character: namer.character,
      }),
      lateness: plan.level.late,
      resends: (period) => resends.day(form, period) !== null,
      corrected: plan.level.corrected,
      kindNumber: (kind) => dirtKinds.indexOf(kind),
    };
  });
  return {
    write: (history) =>
      writeChunk(history, { settings, calendar, namer, sources, places: lists.places, blocks }),
  };
}

interface WriterSources {
  readonly settings: FileSettings;
  readonly calendar: Calendar;
  readonly namer: Namer;
  readonly places: PlaceLists;
  readonly sources: readonly DatasetSources[];
  readonly blocks: Blocks;
}

function writeChunk(history: ChunkHistory, writer: WriterSources): ChunkFiles {
  const { settings, calendar, sources, blocks } = writer;
  const seed = String(settings.seed);
  const faces = createFaces(history, calendar, { ...writer, seed, region: settings.region });
  const view = { history, faces, calendar };
  const serialOf = (person: number): number => history.persons[person]?.number ?? -1;
  const written: { readonly dataset: number; readonly page: Page }[] = [];
  const tallies: Tally[] = [];
  blocks.reset();
  for (const [dataset, source] of sources.entries()) {
    const rng = seededRng(`${seed}/files/${datasetName(source.form)}/${history.chunk}`);
    const { book, pages, tally } = openBook({ ...source, serialOf }, history.chunk, rng);
    source.write(view, book);
    tallies.push(tally);
    for (const page of pages.values()) written.push({ dataset, page });
  }
  const truth = truthTexts(history, faces, calendar, blocks);
  const { memory, pieces } = inOnePiece([...written.map(({ page }) => page.text), ...truth]);
  const parts = written.map(({ dataset, page }, i): FilePart => {
    const { period, resent, rows, dirt, links } = page;
    return { dataset, period, resent, rows, bytes: pieces[i] ?? NOTHING, dirt, links };
  });
  return { parts, tallies, truth: pieces.slice(written.length), memory };
}

const NOTHING = new Uint8Array(0);

/** Texts one after another in memory of their own, which can go to another thread without a copy. */
function inOnePiece(texts: readonly TextBytes[]): { memory: ArrayBuffer; pieces: Uint8Array[] } {
  const { buffer: memory } = Buffer.allocUnsafeSlow(texts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  const pieces = texts.map((text) => {
    const piece = new Uint8Array(memory, at, text.length);
    text.copyTo(piece);
    at += piece.length;
    return piece;
  });
  return { memory, pieces };
}
