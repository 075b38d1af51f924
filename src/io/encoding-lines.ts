/**
 * Whole lines of a text in an encoding where a line ends with byte 10 (UTF-8, GB18030), and what speaks for which.
 */
import { isAscii, isUtf8 } from 'node:buffer';
import { JzError } from '../core/errors/index.ts';

/** Whole lines with the number of bytes before them. */
export interface LineBlock {
  readonly bytes: Buffer;
  readonly offset: number;
}

const MAX_LINE_BYTES = 1_000_000;
const NEWLINE = 10;
const QUOTE = 34;

/**
 * Cuts pieces at line ends. A line longer than a megabyte is refused before it fills memory.
 *
 * @throws JZ_RECORD_TOO_LONG
 */
export async function* lineBlocks(file: string, pieces: AsyncIterable<Buffer>): AsyncGenerator<LineBlock> {
  let rest: Buffer = Buffer.alloc(0);
  let offset = 0;
  let lines = 0;
  for await (const piece of pieces) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    if (bytes.length - end > MAX_LINE_BYTES) {
      const row = lines + countLines(bytes.subarray(0, end));
      throw new JzError('JZ_RECORD_TOO_LONG', { file, row, expected: MAX_LINE_BYTES });
    }
    rest = Buffer.from(bytes.subarray(end));
    if (end === 0) continue;
    const block = bytes.subarray(0, end);
    lines += countLines(block);
    yield { bytes: block, offset };
    offset += end;
  }
  if (rest.length > 0) yield { bytes: rest, offset };
}

function countLines(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) lines++;
  return lines;
}

/** The lines of a block, each with its line break. */
export function* linesOf({ bytes, offset }: LineBlock): Generator<LineBlock> {
  for (let start = 0; start < bytes.length;) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline === -1 ? bytes.length : newline + 1;
    yield { bytes: bytes.subarray(start, end), offset: offset + start };
    start = end;
  }
}

/** The lines of one kind: how many, and the first one. */
export interface Evidence {
  readonly lines: number;
  /** Data row, 0 is the header. */
  readonly row: number;
  readonly offset: number;
  readonly bytes: Buffer;
}

const none: Evidence = { lines: 0, row: 0, offset: 0, bytes: Buffer.alloc(0) };

/** Counts the lines that can only be UTF-8 and those that cannot be, keeping track of the data row. */
export class LineCensus {
  /** Valid UTF-8 with a character of three bytes, which GB18030 text hardly ever imitates. */
  utf8 = none;
  /** Not valid UTF-8. */
  other = none;
  #records = 0;
  #inQuotes = false;

  /** The data row of the last line taken; 0 is the header. */
  get row(): number {
    return Math.max(0, this.#records - 1);
  }

  take(block: LineBlock): void {
    for (const { bytes, offset } of linesOf(block)) this.#takeLine(bytes, offset);
  }

  #takeLine(line: Buffer, offset: number): void {
    if (!this.#inQuotes && line.length > 2) this.#records++;
    for (let at = line.indexOf(QUOTE); at !== -1; at = line.indexOf(QUOTE, at + 1))
      this.#inQuotes = !this.#inQuotes;
    if (isAscii(line)) return;
    if (!isUtf8(line)) this.other = this.#with(this.other, line, offset);
    else if (line.some((byte) => byte >= 0xe0)) this.utf8 = this.#with(this.utf8, line, offset);
  }

  #with(evidence: Evidence, line: Buffer, offset: number): Evidence {
    if (evidence.lines > 0) return { ...evidence, lines: evidence.lines + 1 };
    return { lines: 1, row: this.row, offset, bytes: Buffer.from(line) };
  }
}
