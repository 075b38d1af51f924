/**
 * Which encoding a text file is in, told from its bytes, and its copy in UTF-8.
 */
import { isUtf8 } from 'node:buffer';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { JzError } from '../core/errors/index.ts';
import { gb18030Text } from './encoding-gb18030.ts';
import { textBytes } from './encoding-source.ts';
import { unfinishedLength } from './utf8.ts';

/** Encodings of text; `utf-8-bom` is UTF-8 behind a byte order mark. */
export type TextEncoding = 'utf-8' | 'utf-8-bom' | 'gb18030' | 'utf-16le' | 'utf-16be';

/** A line of UTF-16 longer than this many characters is refused. */
const MAX_LINE = 1_000_000;

/** What a text file's bytes tell. */
export interface DetectedText {
  readonly encoding: TextEncoding;
  /** Some lines of a UTF-8 file end with CR LF, others with LF alone. */
  readonly hasMixedLineEnds: boolean;
}

/**
 * Tells the encoding: a byte order mark, else UTF-8 if every byte fits, else GB18030 (which copying checks).
 * Streaming; reads to the end unless it finds out earlier.
 *
 * @throws JZ_FILE_NOT_FOUND, JZ_FILE_EMPTY, JZ_FILE_TRUNCATED, JZ_FILE_BOMB, JZ_FILE_DISGUISED for UTF-32
 */
export async function detectText(file: string): Promise<DetectedText> {
  const check = new Utf8Check();
  let marked: TextEncoding | null = null;
  let bytes = 0;
  const found = (encoding: TextEncoding): DetectedText => ({
    encoding,
    hasMixedLineEnds: check.hasMixedLineEnds,
  });
  for await (const piece of textBytes(file)) {
    if (bytes === 0) marked = byteOrderMark(file, piece);
    if (marked === 'utf-16le' || marked === 'utf-16be') return found(marked);
    bytes += piece.length;
    if (!check.take(piece)) return found(marked ?? 'gb18030');
    if (check.sinceNewline > 2 * MAX_LINE) return found(marked ?? 'utf-8');
  }
  if (bytes <= (marked === null ? 0 : 3)) throw new JzError('JZ_FILE_EMPTY', { file });
  return found(marked ?? (check.isWhole ? 'utf-8' : 'gb18030'));
}

const NEWLINE = 10;
const RETURN = 13;

/** Whether pieces make up UTF-8 so far, and how their lines end. */
class Utf8Check {
  #tail: Buffer = Buffer.alloc(0);
  #last = 0;
  #ends = { lf: false, crlf: false };
  /** Bytes since the last line break. */
  sinceNewline = 0;

  take(piece: Buffer): boolean {
    this.#takeLineEnds(piece);
    const bytes = this.#tail.length > 0 ? Buffer.concat([this.#tail, piece]) : piece;
    const whole = bytes.length - unfinishedLength(bytes);
    this.#tail = Buffer.from(bytes.subarray(whole));
    return isUtf8(bytes.subarray(0, whole));
  }

  /** No character is cut off. */
  get isWhole(): boolean {
    return this.#tail.length === 0;
  }

  get hasMixedLineEnds(): boolean {
    return this.#ends.lf && this.#ends.crlf;
  }

  #takeLineEnds(piece: Buffer): void {
    const newline = piece.lastIndexOf(NEWLINE);
    this.sinceNewline = newline === -1 ? this.sinceNewline + piece.length : piece.length - newline - 1;
    for (
      let at = piece.indexOf(NEWLINE);
      at !== -1 && !this.hasMixedLineEnds;
      at = piece.indexOf(NEWLINE, at + 1)
    )
      this.#ends[(at === 0 ? this.#last : piece[at - 1]) === RETURN ? 'crlf' : 'lf'] = true;
    this.#last = piece.at(-1) ?? this.#last;
  }
}

function byteOrderMark(file: string, piece: Buffer): TextEncoding | null {
  const start = piece.toString('hex', 0, 4);
  if (start === 'fffe0000' || start === '0000feff')
    throw new JzError('JZ_FILE_DISGUISED', { file, expected: 'UTF-8, GB18030, UTF-16', value: 'UTF-32' });
  if (start.startsWith('efbbbf')) return 'utf-8-bom';
  if (start.startsWith('fffe')) return 'utf-16le';
  return start.startsWith('feff') ? 'utf-16be' : null;
}

/**
 * Copies a text file as UTF-8 without byte order mark, leaving out its first lines; lines end with LF alone.
 *
 * @throws JZ_FILE_ENCODING_UNKNOWN naming the byte, JZ_FILE_ENCODING_MIXED naming the row, JZ_RECORD_TOO_LONG
 */
export async function copyAsUtf8(
  file: string,
  encoding: TextEncoding,
  target: { readonly path: string; readonly skipLines: number },
): Promise<void> {
  const texts =
    encoding === 'gb18030'
      ? gb18030Text(file)
      : encoding.startsWith('utf-8')
        ? utf8Text(file)
        : utf16Text(file, encoding);
  await pipeline(withoutLines(withPlainLineEnds(texts), target.skipLines), createWriteStream(target.path));
}

async function* utf8Text(file: string): AsyncGenerator<Buffer> {
  let first = true;
  for await (const piece of textBytes(file)) {
    yield first && piece.toString('hex', 0, 3) === 'efbbbf' ? piece.subarray(3) : piece;
    first = false;
  }
}

async function* utf16Text(file: string, encoding: TextEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let rows = 0;
  let sinceNewline = 0;
  let offset = 0;
  const decode = (bytes?: Buffer): string => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch {
      throw new JzError('JZ_FILE_ENCODING_UNKNOWN', { file, row: rows, offset });
    }
  };
  for await (const piece of textBytes(file)) {
    const text = decode(piece);
    offset += piece.length;
    const newline = text.lastIndexOf('\n');
    sinceNewline = newline === -1 ? sinceNewline + text.length : text.length - newline - 1;
    if (sinceNewline > MAX_LINE)
      throw new JzError('JZ_RECORD_TOO_LONG', { file, row: rows, expected: MAX_LINE });
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) rows++;
    yield text;
  }
  decode();
}

async function* withoutLines(pieces: AsyncIterable<Buffer>, lines: number): AsyncGenerator<Buffer> {
  let left = lines;
  for await (const piece of pieces) {
    let from = 0;
    while (left > 0) {
      const newline = piece.indexOf(NEWLINE, from);
      if (newline === -1) break;
      from = newline + 1;
      left--;
    }
    if (left === 0) yield piece.subarray(from);
  }
}

/** CR before LF goes, wherever the pieces part. Bytes that are not UTF-8 stay for the scanner to find. */
async function* withPlainLineEnds(pieces: AsyncIterable<string | Buffer>): AsyncGenerator<Buffer> {
  let held = '';
  for await (const piece of pieces) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    const text = held + bytes.toString('latin1');
    held = text.endsWith('\r') ? '\r' : '';
    const plain = text.slice(0, text.length - held.length).replaceAll('\r\n', '\n');
    yield Buffer.from(plain, 'latin1');
  }
  yield Buffer.from(held, 'latin1');
}
