/**
 * Rows on their way to pages: most as they are, some with a mistake, and for files that are sent again some first
 * wrong and then right.
 */
import type { Rng } from '../../core/rng.ts';
import { csvField } from '../../io/csv-record.ts';
import type { DirtKind } from '../dirt/config.ts';
import type { Soiler } from '../dirt/soil.ts';
import { emptyPage, type Page } from '../files/pages.ts';
import { textBytes, type Blocks, type TextEncoding } from '../files/text-bytes.ts';
import type { DatasetForm } from './dataset.ts';

/** What rows are posted with. */
export interface PostSources {
  readonly form: DatasetForm;
  readonly soiler: Soiler;
  /** Whether the file of a period is sent again, and which share of its rows was wrong. */
  readonly resends: (period: number) => boolean;
  readonly corrected: number;
  readonly encoding: TextEncoding;
  /** Where the chunk's text is held. */
  readonly blocks: Blocks;
  /** Position of a kind of dirt in the list of kinds. */
  readonly kindNumber: (kind: DirtKind) => number;
  /** A person's number in the county, by position in the chunk. */
  readonly serialOf: (person: number) => number;
}

/** Posts rows of one dataset and chunk. */
export interface RowPost {
  readonly pages: ReadonlyMap<number, Page>;
  readonly post: (period: number, row: PostedRow) => void;
}

/** A row and whom it is about (−1: nobody). */
export interface PostedRow {
  readonly cells: readonly string[];
  readonly person: number;
  readonly isLate: boolean;
}

/** An empty post. */
export function openPost(sources: PostSources, rng: Rng): RowPost {
  const { form, soiler } = sources;
  const pages = new Map<number, Page>();
  const numberColumn = form.columns.findIndex(([, kind]) => kind === 'number' || kind === 'certificate');
  const namesPerson = form.columns.some(([, kind]) => kind === 'name');
  const hasNumber = (cells: readonly string[]): boolean => numberColumn >= 0 && cells[numberColumn] !== '';

  const pageOf = (period: number, resent: boolean): Page => {
    const at = period * 2 + (resent ? 1 : 0);
    let page = pages.get(at);
    if (!page) {
      const text = textBytes(sources.encoding, sources.blocks);
      page = emptyPage(period, resent, !resent && sources.resends(period), text);
      pages.set(at, page);
    }
    return page;
  };
  const add = (page: Page, line: string, person: number, knowsNumber: boolean): void => {
    page.text.add(line);
    if (namesPerson && !knowsNumber && person >= 0) page.links.push(page.rows, sources.serialOf(person));
    page.rows++;
  };
  const note = (page: Page, kinds: readonly DirtKind[]): void => {
    for (const kind of kinds) page.dirt.push(page.rows, sources.kindNumber(kind));
  };
  const addSoiled = (page: Page, { cells, person }: PostedRow, u: number): boolean => {
    const soiled = soiler.soil(cells, u, rng);
    if (!soiled) return false;
    note(page, soiled.kinds);
    const knows = hasNumber(soiled.cells) && soiled.cells[numberColumn] === cells[numberColumn];
    add(page, soiled.broken ? brokenLine(cells, rng) : quotedLine(soiled.cells), person, knows);
    if (!soiled.again) return true;
    note(page, soiled.kinds);
    add(page, quotedLine(soiled.again), person, hasNumber(cells));
    return true;
  };
  const addCorrected = (page: Page, { cells, person }: PostedRow): boolean => {
    const wrong = rng.next() < sources.corrected ? soiler.wrongAmount(cells, rng) : null;
    if (!wrong) return false;
    note(page, ['corrected_later']);
    add(page, quotedLine(wrong), person, hasNumber(wrong));
    const resent = pageOf(page.period, true);
    note(resent, ['resent']);
    add(resent, plainLine(cells), person, hasNumber(cells));
    return true;
  };
  return {
    pages,
    post: (period, row) => {
      const page = pageOf(period, false);
      if (row.isLate) note(page, ['late']);
      if (soiler.share > 0) {
        const u = rng.next();
        if (u < soiler.share && addSoiled(page, row, u)) return;
        if (page.isCorrected && addCorrected(page, row)) return;
      }
      add(page, plainLine(row.cells), row.person, hasNumber(row.cells));
    },
  };
}

/** Cells that need no quotes, as those the departments' clerks made. */
function plainLine(cells: readonly string[]): string {
  return `${cells.join(',')}\n`;
}

function quotedLine(cells: readonly string[]): string {
  return `${cells.map(csvField).join(',')}\n`;
}

/** A comma too many, or a quotation that ends before its cell does. */
function brokenLine(cells: readonly string[], rng: Rng): string {
  const at = rng.int(cells.length);
  const text = cells[at] ?? '';
  const middle = text.length >> 1;
  const [first, rest] = [text.slice(0, middle), text.slice(middle)];
  const broken = rng.int(2) === 0 || middle === 0 ? `${first},${rest}` : `"${first}"${rest}`;
  return plainLine(cells.map((cell, i) => (i === at ? broken : cell)));
}
