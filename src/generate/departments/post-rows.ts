/**
 * Rows on their way to pages: most as they are, some with a mistake, and for files that are sent again some first
 * wrong and then right.
 */
import type { Rng } from '../../core/rng.ts';
import { csvField } from '../../io/csv-record.ts';
import type { DirtKind } from '../dirt/config.ts';
import type { Soiled, Soiler } from '../dirt/soil.ts';
import { tenThousandYuanText } from '../files/amount-text.ts';
import { emptyPage, type Page, type Tally } from '../files/pages.ts';
import type { Blocks } from '../files/blocks.ts';
import { TextBytes } from '../files/text-bytes.ts';
import type { TextEncoding } from '../files/encode.ts';
import { NO_WORD, type Word } from '../files/word.ts';
import type { DatasetForm, Row } from './dataset.ts';

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

/** Posts the rows of one dataset and chunk, one after another. */
export class RowPost implements Row {
  readonly pages = new Map<number, Page>();
  readonly tally: Tally = { rows: 0, fen: 0, withheld: 0, withheldFen: 0 };
  private readonly sources: PostSources;
  private readonly rng: Rng;
  private readonly chunk: number;
  private readonly numberColumn: number;
  private readonly namesPerson: boolean;
  /** Where rows go that are withheld. */
  private readonly nowhere: Page;
  private page: Page;
  private person = -1;
  private isLate = false;
  private fen = 0;
  private hasNumber = false;

  constructor(sources: PostSources, chunk: number, rng: Rng) {
    const { columns } = sources.form;
    this.sources = sources;
    this.rng = rng;
    this.chunk = chunk;
    this.numberColumn = columns.findIndex(([, kind]) => kind === 'number' || kind === 'certificate');
    this.namesPerson = columns.some(([, kind]) => kind === 'name');
    this.nowhere = emptyPage(-1, false, false, new TextBytes(sources.encoding, sources.blocks));
    this.page = this.nowhere;
  }

  /** Begins a row of the file of a period, or one that is withheld. */
  begin(period: number | 'withheld', person: number, isLate: boolean): this {
    this.page = period === 'withheld' ? this.nowhere : this.pageOf(period, false);
    this.person = person;
    this.isLate = isLate;
    this.fen = 0;
    this.hasNumber = false;
    return this;
  }

  key(letters: string, serial: number): this {
    this.page.text.key(letters, this.chunk, serial);
    return this;
  }

  numbered(letters: string, value: number, digits: number): this {
    this.page.text.numbered(letters, value, digits);
    return this;
  }

  word(word: Word): this {
    this.page.text.cell(word);
    return this;
  }

  text(text: string): this {
    this.page.text.line(text);
    return this;
  }

  number(number: Word): this {
    this.hasNumber = number.text !== '';
    return this.word(number);
  }

  count(value: number): this {
    this.page.text.number(value);
    return this;
  }

  yuan(fen: number | null): this {
    if (fen === null) return this.word(NO_WORD);
    this.fen += fen;
    this.page.text.yuan(fen);
    return this;
  }

  wan(fen: number): this {
    this.fen += fen;
    return this.text(tenThousandYuanText(fen));
  }

  end(): void {
    const { page, tally, fen } = this;
    tally.rows++;
    tally.fen += fen;
    if (page === this.nowhere) {
      tally.withheld++;
      tally.withheldFen += fen;
      page.text.dropRow();
      return;
    }
    if (this.isLate) this.note(page, ['late']);
    if (this.isSoiled(page)) return;
    this.endRow(page, this.hasNumber);
  }

  private pageOf(period: number, resent: boolean): Page {
    const at = period * 2 + (resent ? 1 : 0);
    let page = this.pages.get(at);
    if (!page) {
      const { encoding, blocks, resends } = this.sources;
      page = emptyPage(period, resent, !resent && resends(period), new TextBytes(encoding, blocks));
      this.pages.set(at, page);
    }
    return page;
  }

  private note(page: Page, kinds: readonly DirtKind[]): void {
    for (const kind of kinds) page.dirt.push(page.rows, this.sources.kindNumber(kind));
  }

  private endRow(page: Page, knowsNumber: boolean): void {
    page.text.endRow();
    if (this.namesPerson && !knowsNumber && this.person >= 0)
      page.links.push(page.rows, this.sources.serialOf(this.person));
    page.rows++;
  }

  private addLine(page: Page, line: string, knowsNumber: boolean): void {
    page.text.line(line);
    this.endRow(page, knowsNumber);
  }

  private cellsHaveNumber(cells: readonly string[]): boolean {
    return this.numberColumn >= 0 && cells[this.numberColumn] !== '';
  }

  /** Whether the row was posted with a mistake. */
  private isSoiled(page: Page): boolean {
    const { soiler, corrected } = this.sources;
    if (soiler.share === 0) return false;
    const u = this.rng.next();
    if (u < soiler.share) {
      const cells = page.text.row().split(',');
      const soiled = soiler.soil(cells, u, this.rng);
      if (soiled) {
        this.addSoiled(page, cells, soiled);
        return true;
      }
    }
    return page.isCorrected && this.rng.next() < corrected && this.addCorrected(page);
  }

  private addSoiled(page: Page, cells: readonly string[], soiled: Soiled): void {
    page.text.dropRow();
    this.note(page, soiled.kinds);
    const { numberColumn } = this;
    const knows = this.cellsHaveNumber(soiled.cells) && soiled.cells[numberColumn] === cells[numberColumn];
    this.addLine(page, soiled.broken ? brokenLine(cells, this.rng) : quotedLine(soiled.cells), knows);
    if (!soiled.again) return;
    this.note(page, soiled.kinds);
    this.addLine(page, quotedLine(soiled.again), this.hasNumber);
  }

  /** Whether the row has an amount that can be wrong; if so it is told wrong, and right in the file sent again. */
  private addCorrected(page: Page): boolean {
    const line = page.text.row();
    const wrong = this.sources.soiler.wrongAmount(line.split(','), this.rng);
    if (!wrong) return false;
    page.text.dropRow();
    this.note(page, ['corrected_later']);
    this.addLine(page, quotedLine(wrong), this.cellsHaveNumber(wrong));
    const resent = this.pageOf(page.period, true);
    this.note(resent, ['resent']);
    this.addLine(resent, line, this.hasNumber);
    return true;
  }
}

function quotedLine(cells: readonly string[]): string {
  return cells.map(csvField).join(',');
}

/** A comma too many, or a quotation that ends before its cell does. */
function brokenLine(cells: readonly string[], rng: Rng): string {
  const at = rng.int(cells.length);
  const text = cells[at] ?? '';
  const middle = text.length >> 1;
  const [first, rest] = [text.slice(0, middle), text.slice(middle)];
  const broken = rng.int(2) === 0 || middle === 0 ? `${first},${rest}` : `"${first}"${rest}`;
  return cells.map((cell, i) => (i === at ? broken : cell)).join(',');
}
