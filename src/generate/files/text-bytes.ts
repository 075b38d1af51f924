/**
 * Text encoded into blocks of bytes that are used again for the next chunk: hardly anything is left to collect.
 */
import iconv from 'iconv-lite';

/** How text becomes bytes. */
export type TextEncoding = 'utf8' | 'gb18030';

/** Text on its way to one file. */
export interface TextBytes {
  add(text: string): void;
  /** Digits of a whole number below 2^53, then one ASCII character. */
  addNumber(value: number, then: number): void;
  /** Writes what is held back; gives the number of bytes. */
  finish(): number;
  /** Copies all bytes to a position. */
  copyTo(target: Uint8Array, at: number): void;
}

/** Blocks of bytes, lent to texts and taken back all at once. */
export interface Blocks {
  /** A block with room for so many bytes. */
  take(least: number): Buffer;
  /** Takes every block back: what was written into them is gone. */
  reset(): void;
}

const BLOCK_BYTES = 1 << 14;
/** Of a UTF-16 unit, in either encoding. */
const MOST_BYTES = 4;
const ZERO = 48;
const MINUS = 45;

/** No blocks yet. */
export function newBlocks(): Blocks {
  const blocks: Buffer[] = [];
  let lent = 0;
  return {
    take: (least) => {
      if (least > BLOCK_BYTES) return Buffer.allocUnsafeSlow(least);
      const block = (blocks[lent] ??= Buffer.allocUnsafeSlow(BLOCK_BYTES));
      lent++;
      return block;
    },
    reset: () => {
      lent = 0;
    },
  };
}

/** Text is encoded when so much has come together: strings die young, and native code has enough to do at once. */
const BATCH_LENGTH = 2048;

/** Writes text into a block that has room for it; gives the number of bytes. */
type Encode = (text: string, block: Buffer, at: number) => number;

const encoders: Readonly<Record<TextEncoding, Encode>> = {
  utf8: (text, block, at) => block.write(text, at, 'utf8'),
  gb18030: writeGb18030,
};

/** An empty text. */
export function textBytes(encoding: TextEncoding, blocks: Blocks): TextBytes {
  const encode = encoders[encoding];
  const full: Uint8Array[] = [];
  let fullLength = 0;
  let block: Buffer = NOTHING;
  let at = 0;
  let waiting = '';
  const room = (bytes: number): void => {
    if (at + bytes <= block.length) return;
    full.push(block.subarray(0, at));
    fullLength += at;
    block = blocks.take(bytes);
    at = 0;
  };
  const flush = (): void => {
    if (waiting === '') return;
    room(waiting.length * MOST_BYTES);
    at += encode(waiting, block, at);
    waiting = '';
  };
  return {
    add: (text) => {
      waiting += text;
      if (waiting.length >= BATCH_LENGTH) flush();
    },
    addNumber: (value, then) => {
      if (waiting !== '') flush();
      room(MOST_DIGITS + 2);
      at = digitsInto(block, at, value);
      block[at++] = then;
    },
    finish: () => {
      flush();
      return fullLength + at;
    },
    copyTo: (target, start) => {
      let to = start;
      for (const bytes of full) {
        target.set(bytes, to);
        to += bytes.length;
      }
      target.set(block.subarray(0, at), to);
    },
  };
}

const NOTHING = Buffer.alloc(0);
const MOST_DIGITS = 16;

/** Bytes of each UTF-16 unit in GB18030 as one number, first byte highest; 0 until the unit is met. */
const codes = new Uint32Array(1 << 16);
let units = new Uint16Array(BATCH_LENGTH * 2);

function writeGb18030(text: string, block: Buffer, start: number): number {
  if (units.length < text.length) units = new Uint16Array(text.length * 2);
  // Read from memory rather than from the text: a text put together from pieces is slow to read.
  Buffer.from(units.buffer).write(text, 0, 'utf16le');
  let at = start;
  for (let i = 0; i < text.length; i++) {
    const unit = units[i] ?? 0;
    if (unit < 0x80) block[at++] = unit;
    else {
      const code = codes[unit] ?? 0;
      if (code === 0) return at - start + restOf(text.slice(i), block, at);
      if (code > 0xffffff) block[at++] = code >>> 24;
      if (code > 0xffff) block[at++] = (code >>> 16) & 255;
      block[at++] = (code >>> 8) & 255;
      block[at++] = code & 255;
    }
  }
  return at - start;
}

/** A text that begins with a character not met before. */
function restOf(text: string, block: Buffer, at: number): number {
  const character = String.fromCodePoint(text.codePointAt(0) ?? 0);
  const bytes = iconv.encode(character, 'gb18030');
  block.set(bytes, at);
  if (character.length === 1) codes[text.charCodeAt(0)] = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  const rest = text.slice(character.length);
  return bytes.length + (rest === '' ? 0 : writeGb18030(rest, block, at + bytes.length));
}

/** Writes the digits of a whole number. */
function digitsInto(target: Uint8Array, start: number, value: number): number {
  let at = start;
  let rest = value;
  if (rest < 0) {
    target[at++] = MINUS;
    rest = -rest;
  }
  let digits = 1;
  for (let limit = 10; limit <= rest; limit *= 10) digits++;
  for (let i = digits - 1; i >= 0; i--) {
    const tenth = Math.floor(rest / 10);
    target[at + i] = ZERO + (rest - tenth * 10);
    rest = tenth;
  }
  return at + digits;
}
