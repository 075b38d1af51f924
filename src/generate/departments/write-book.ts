/**
 * The book of one dataset and chunk: rows go to the page of the file they are known in, with their dirt.
 */
import type { Rng } from '../../core/rng.ts';
import { csvField } from '../../io/csv-record.ts';
import type { Delay, DirtKind } from '../dirt/config.ts';
import type { Soiler } from '../dirt/soil.ts';
import { tenThousandYuanText, yuanText } from '../files/amount-text.ts';
import { emptyPage, type Page, type Tally } from '../files/pages.ts';
import type { Calendar } from './calendar.ts';
import type { Book, DatasetForm } from './dataset.ts';

/** What a book is written with. */
export interface BookSources {
  readonly form: DatasetForm;
  readonly calendar: Calendar;
  readonly soiler: Soiler;
  readonly delay: Delay;
  /** Late rows are so many times commoner than the delay says. */
  readonly lateness: number;
  /** Whether the file of a period is sent again, and which share of its rows was wrong. */
  readonly resends: (period: number) => boolean;
  readonly corrected: number;
  /** Position of a kind of dirt in the list of kinds. */
  readonly kindNumber: (kind: DirtKind) => number;
}

/** A book and what came of it. */
export interface WrittenBook {
  readonly book: Book;
  readonly pages: ReadonlyMap<number, Page>;
  readonly tally: Tally;
}

/** Opens an empty book for one chunk. */
export function openBook(
  sources: BookSources,
  chunk: number,
  serialOf: (person: number) => number,
  rng: Rng,
): WrittenBook {
  const { form, calendar, soiler, delay } = sources;
  const pages = new Map<number, Page>();
  const tally: Tally = { rows: 0, fen: 0, withheld: 0, withheldFen: 0 };
  const numberColumn = form.columns.findIndex(([, kind]) => kind === 'number' || kind === 'certificate');
  const hasPerson = form.columns.some(([, kind]) => kind === 'name');
  const chunkDigits = String(chunk).padStart(5, '0');
  const [soonest, latest] = delay.typical;
  const lateShare = delay.late_share * sources.lateness;
  let keys = 0;
  let fen = 0;
  let isLate = false;

  const pageOf = (period: number, resent: boolean): Page => {
    const at = period * 2 + (resent ? 1 : 0);
    let page = pages.get(at);
    if (!page) pages.set(at, (page = emptyPage(period, resent, !resent && sources.resends(period))));
    return page;
  };
  const add = (page: Page, line: string, person: number, knowsNumber: boolean): void => {
    page.text += line;
    if (hasPerson && !knowsNumber && person >= 0) page.links.push(page.rows, serialOf(person));
    page.rows++;
  };
  const note = (page: Page, kind: DirtKind): void => void page.dirt.push(page.rows, sources.kindNumber(kind));

  const addSoiled = (page: Page, cells: readonly string[], person: number, u: number): boolean => {
    const soiled = soiler.soil(cells, u, rng);
    if (!soiled) return false;
    for (const kind of soiled.kinds) note(page, kind);
    const knows = hasNumber(soiled.cells) && soiled.cells[numberColumn] === cells[numberColumn];
    if (soiled.broken) add(page, brokenLine(cells, rng), person, knows);
    else add(page, quotedLine(soiled.cells), person, knows);
    if (!soiled.again) return true;
    for (const kind of soiled.kinds) note(page, kind);
    add(page, quotedLine(soiled.again), person, hasNumber(cells));
    return true;
  };
  const addCorrected = (page: Page, cells: readonly string[], person: number): boolean => {
    const wrong = rng.next() < sources.corrected ? soiler.wrongAmount(cells, rng) : null;
    if (!wrong) return false;
    note(page, 'corrected_later');
    add(page, quotedLine(wrong), person, hasNumber(wrong));
    const resent = pageOf(page.period, true);
    note(resent, 'resent');
    add(resent, plainLine(cells), person, hasNumber(cells));
    return true;
  };
  const hasNumber = (cells: readonly string[]): boolean => numberColumn >= 0 && cells[numberColumn] !== '';
  const count = (known: number): boolean => {
    const withheld = known >= calendar.endDay;
    tally.rows++;
    tally.fen += fen;
    if (withheld) {
      tally.withheld++;
      tally.withheldFen += fen;
    }
    fen = 0;
    return !withheld;
  };

  const book: Book = {
    key: (prefix) => `${prefix}${chunkDigits}${String(keys++).padStart(6, '0')}`,
    known: (day) => {
      const usual = day + soonest + (latest > soonest ? rng.int(latest - soonest + 1) : 0);
      isLate = lateShare > 0 && rng.next() < lateShare;
      return isLate ? usual + delay.late[0] + rng.int(delay.late[1] - delay.late[0] + 1) : usual;
    },
    chance: (share) => rng.next() < share,
    yuan: (amount) => {
      fen += amount;
      return yuanText(amount);
    },
    wan: (amount) => {
      fen += amount;
      return tenThousandYuanText(amount);
    },
    row: (known, person, cells) => {
      if (!count(known)) return;
      const page = pageOf(periodOf(form, calendar, known), false);
      if (isLate) note(page, 'late');
      isLate = false;
      if (soiler.share > 0) {
        const u = rng.next();
        if (u < soiler.share && addSoiled(page, cells, person, u)) return;
        if (page.isCorrected && addCorrected(page, cells, person)) return;
      }
      add(page, plainLine(cells), person, hasNumber(cells));
    },
  };
  return { book, pages, tally };
}

/** The file a row known on a day belongs to: its month or year, counted from the first; stock goes to the first. */
function periodOf(form: DatasetForm, calendar: Calendar, known: number): number {
  if (known < calendar.startDay) return 0;
  if (form.period === 'month') return calendar.monthOf(known);
  return calendar.yearOf(known) - calendar.yearOf(calendar.startDay);
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
