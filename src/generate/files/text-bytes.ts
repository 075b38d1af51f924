/**
 * Rows encoded cell by cell into blocks of bytes: no text is put together.
 */
import type { Block, Blocks } from './blocks.ts';
import { encodeInto, UNIT_BYTES, type TextEncoding } from './encode.ts';
import { SLACK, WordStore, type Word } from './word.ts';

const MOST_DIGITS = 20;
const MOST_INT = 2 ** 31 - 1;
const COMMA = 44;
const LINE_FEED = 10;
const ZERO = 48;
const POINT = 46;
const MINUS = 45;

const CHUNK_DIGITS = 5;
const SERIAL_DIGITS = 6;

const store = new WordStore();
const decoders = { utf8: new TextDecoder('utf8'), gb18030: new TextDecoder('gb18030') } as const;

/** Rows on their way to one file. A row's cells lie in one block until the row is ended, so it can be taken back. */
export class TextBytes {
  private readonly encoding: TextEncoding;
  private readonly blocks: Blocks;
  private readonly full: Uint8Array[] = [];
  private fullBytes = 0;
  private block: Block;
  private at = 0;
  private rowAt = 0;

  constructor(encoding: TextEncoding, blocks: Blocks) {
    this.encoding = encoding;
    this.blocks = blocks;
    this.block = blocks.take(0);
  }

  /** A cell of a word that comes again and again: a name, a day, a code. */
  cell(word: Word): void {
    const place = store.place(word, this.encoding);
    if (place < 0) {
      this.line(word.text);
      return;
    }
    const length = place & 255;
    const from = place >>> 8;
    this.room(length);
    const target = this.block.view;
    const source = store.block.view;
    const { at } = this;
    for (let i = 0; i < length; i += 4) target.setInt32(at + i, source.getInt32(from + i));
    this.at = at + length;
  }

  /** Text that hardly ever comes again, and a comma: one cell or more. */
  line(text: string): void {
    this.room(text.length * UNIT_BYTES);
    this.at = encodeInto(this.block, this.at, text, this.encoding);
    this.comma();
  }

  /** A cell of a whole number below 2^53. */
  number(value: number): void {
    this.room(MOST_DIGITS);
    this.whole(value);
    this.comma();
  }

  /** A cell of fen as yuan with two decimals, `1234.50`. */
  yuan(fen: number): void {
    this.room(MOST_DIGITS);
    const positive = fen < 0 ? -fen : fen;
    if (fen < 0) this.block.bytes[this.at++] = MINUS;
    const cents = positive % 100;
    this.whole((positive - cents) / 100);
    this.block.bytes[this.at++] = POINT;
    this.padded(cents, 2);
    this.comma();
  }

  /** A cell of letters (ASCII), a chunk's number and a serial number within it. */
  key(letters: string, chunk: number, serial: number): void {
    this.letters(letters);
    this.zeroed(chunk, CHUNK_DIGITS);
    this.zeroed(serial, SERIAL_DIGITS);
    this.comma();
  }

  /** A cell of letters (ASCII) and a whole number with leading zeros up to so many digits, ten at most. */
  numbered(letters: string, value: number, digits: number): void {
    this.letters(letters);
    this.zeroed(value, digits);
    this.comma();
  }

  /** The cells since the last row ended, as text. */
  row(): string {
    const last = Math.max(this.rowAt, this.at - 1);
    return decoders[this.encoding].decode(this.block.bytes.subarray(this.rowAt, last));
  }

  /** Takes the cells since the last row back. */
  dropRow(): void {
    this.at = this.rowAt;
  }

  /** Ends the row: the comma after its last cell becomes a line feed. */
  endRow(): void {
    this.block.bytes[this.at - 1] = LINE_FEED;
    this.rowAt = this.at;
  }

  /** The number of bytes of the rows that were ended. */
  get length(): number {
    return this.fullBytes + this.rowAt;
  }

  /** Copies them. */
  copyTo(target: Uint8Array): void {
    let to = 0;
    for (const bytes of this.full) {
      target.set(bytes, to);
      to += bytes.length;
    }
    target.set(this.block.bytes.subarray(0, this.rowAt), to);
  }

  /** Makes room for so many bytes and a comma; a row that does not fit moves to the next block. */
  private room(bytes: number): void {
    if (this.at + bytes + SLACK <= this.block.bytes.length) return;
    const { rowAt, at } = this;
    const { bytes: old } = this.block;
    this.block = this.blocks.take(at - rowAt + bytes + SLACK);
    old.copy(this.block.bytes, 0, rowAt, at);
    this.full.push(old.subarray(0, rowAt));
    this.fullBytes += rowAt;
    this.rowAt = 0;
    this.at = at - rowAt;
  }

  /** Letters, with room for two numbers after them. */
  private letters(letters: string): void {
    this.room(letters.length + 2 * MOST_DIGITS);
    for (let i = 0; i < letters.length; i++) this.block.bytes[this.at++] = letters.charCodeAt(i);
  }

  private zeroed(value: number, digits: number): void {
    if (value > MOST_INT) this.whole(value);
    else this.padded(value, Math.max(digits, digitsOf(value)));
  }

  private comma(): void {
    this.block.bytes[this.at++] = COMMA;
  }

  private whole(value: number): void {
    if (value >= 0 && value <= MOST_INT) this.padded(value, digitsOf(value));
    else this.at += this.block.bytes.write(String(value), this.at, 'latin1');
  }

  /** Digits of a whole number below 2^31, as many as asked for. */
  private padded(value: number, digits: number): void {
    const { at } = this;
    const { bytes } = this.block;
    let rest = value | 0;
    for (let i = at + digits - 1; i >= at; i--) {
      const tenth = (rest / 10) | 0;
      bytes[i] = ZERO + rest - tenth * 10;
      rest = tenth;
    }
    this.at = at + digits;
  }
}

function digitsOf(value: number): number {
  let digits = 1;
  for (let limit = 10; limit <= value; limit *= 10) digits++;
  return digits;
}
