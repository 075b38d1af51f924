/**
 * One pass over a CSV's bytes before a database reads it: encoding, quotes, and how many records it holds.
 * The count is independent of the reader's, so that no row can get lost between them.
 */
import { isUtf8 } from 'node:buffer';
import { JzError } from '../core/errors/index.ts';
import { parseCsvRecord } from './csv-record.ts';
import { textBytes } from './encoding-source.ts';
import { unfinishedLength, validLength, withoutByteOrderMark } from './utf8.ts';

/** A record whose number of cells is not the header's, or whose quotes are broken. */
export interface BrokenRecord {
  /** Data row: the first record under the header is 1. Blank lines do not count. */
  readonly row: number;
  readonly cells: readonly string[];
  readonly fault: 'cells' | 'quotes';
  /** Where its bytes lie in the uncompressed text, line break included. */
  readonly start: number;
  readonly end: number;
}

/** What the pass found. */
export interface CsvScan {
  readonly header: readonly string[];
  /** Data records, broken ones included. */
  readonly records: number;
  readonly broken: readonly BrokenRecord[];
}

const NEWLINE = 10;
const RETURN = 13;
const QUOTE = 34;
const MAX_RECORD_BYTES = 1_000_000;
const MAX_BROKEN = 100_000;

/**
 * Scans a `.csv` or `.csv.gz`, streaming.
 *
 * @throws JZ_FILE_NOT_FOUND, JZ_FILE_EMPTY, JZ_FILE_TRUNCATED, JZ_FILE_BOMB, JZ_FILE_FORMAT, JZ_FILE_ENCODING,
 *         JZ_FILE_QUOTES, JZ_RECORD_TOO_LONG
 */
export async function scanCsv(path: string, delimiter: string): Promise<CsvScan> {
  const scanner = new RecordScanner(path, delimiter);
  for await (const piece of textBytes(path)) scanner.take(piece);
  return scanner.finish();
}

/** State of the pass: where in which record it is. */
class RecordScanner {
  readonly #path: string;
  readonly #delimiter: number;
  readonly #delimiterText: string;
  #header: string[] | null = null;
  #records = 0;
  readonly #broken: BrokenRecord[] = [];
  /** The unfinished record's bytes from earlier chunks. */
  #carried: Buffer[] = [];
  #carriedBytes = 0;
  #cells = 1;
  #length = 0;
  #inQuotes = false;
  #afterQuote = false;
  #cellStart = true;
  #brokenQuotes = false;
  #utf8Tail: Buffer = Buffer.alloc(0);
  /** Bytes of the chunks before this one, and where the record being read begins. */
  #position = 0;
  #recordStart = 0;

  constructor(path: string, delimiter: string) {
    this.#path = path;
    this.#delimiterText = delimiter;
    this.#delimiter = delimiter.charCodeAt(0);
  }

  take(raw: Buffer): void {
    const chunk = this.#position === 0 ? withoutByteOrderMark(raw) : raw;
    this.#position += raw.length - chunk.length;
    this.#checkEncoding(chunk);
    this.#scan(chunk);
    this.#position += chunk.length;
  }

  finish(): { header: readonly string[]; records: number; broken: readonly BrokenRecord[] } {
    if (this.#utf8Tail.length > 0) throw this.#encodingError('cut-off character');
    if (this.#inQuotes) throw new JzError('JZ_FILE_QUOTES', { file: this.#path, row: this.#row() });
    this.#endRecord(Buffer.alloc(0), this.#position);
    if (this.#header === null || this.#records === 0) throw this.#noRecords();
    return { header: this.#header, records: this.#records, broken: this.#broken };
  }

  /** The data row being read; 0 is the header. */
  #row(): number {
    return this.#header === null ? 0 : this.#records + 1;
  }

  #scan(chunk: Buffer): void {
    let start = 0;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i];
      if (byte === NEWLINE && !this.#inQuotes) {
        this.#endRecord(chunk.subarray(start, i), this.#position + i + 1);
        start = i + 1;
      } else this.#takeByte(byte ?? 0);
    }
    if (start < chunk.length) this.#carry(chunk.subarray(start));
  }

  #takeByte(byte: number): void {
    if (byte === 0) throw this.#encodingError('NUL');
    if (this.#inQuotes) {
      this.#length++;
      if (byte === QUOTE) {
        this.#inQuotes = false;
        this.#afterQuote = true;
      }
      return;
    }
    if (byte === this.#delimiter) {
      this.#cells++;
      this.#cellStart = true;
      this.#afterQuote = false;
    } else if (byte === QUOTE && (this.#cellStart || this.#afterQuote)) {
      this.#inQuotes = true;
      this.#cellStart = false;
      this.#afterQuote = false;
    } else {
      if (this.#afterQuote && byte !== RETURN) this.#brokenQuotes = true;
      if (byte !== RETURN) this.#cellStart = false;
    }
    if (byte !== RETURN) this.#length++;
  }

  #carry(rest: Buffer): void {
    this.#carriedBytes += rest.length;
    if (this.#carriedBytes > MAX_RECORD_BYTES)
      throw new JzError('JZ_RECORD_TOO_LONG', {
        file: this.#path,
        row: this.#row(),
        expected: MAX_RECORD_BYTES,
      });
    this.#carried.push(Buffer.from(rest));
  }

  #endRecord(rest: Buffer, end: number): void {
    if (this.#length > 0) this.#countRecord(rest, end);
    this.#recordStart = end;
    if (this.#carriedBytes > 0) {
      this.#carried = [];
      this.#carriedBytes = 0;
    }
    this.#cells = 1;
    this.#length = 0;
    this.#cellStart = true;
    this.#afterQuote = false;
    this.#brokenQuotes = false;
  }

  #countRecord(rest: Buffer, end: number): void {
    if (this.#header === null) {
      this.#header = this.#parse(rest);
      return;
    }
    this.#records++;
    if (this.#cells === this.#header.length && !this.#brokenQuotes) return;
    if (this.#broken.length >= MAX_BROKEN) throw this.#tooBroken();
    const fault = this.#brokenQuotes ? 'quotes' : 'cells';
    const start = this.#recordStart;
    this.#broken.push({ row: this.#records, cells: this.#parse(rest), fault, start, end });
  }

  #parse(rest: Buffer): string[] {
    const text = Buffer.concat([...this.#carried, rest]).toString('utf8');
    return parseCsvRecord(text.replace(/\r$/, ''), this.#delimiterText);
  }

  /** A character may be split between chunks: up to three bytes wait for the next one. */
  #checkEncoding(chunk: Buffer): void {
    const bytes = this.#utf8Tail.length > 0 ? Buffer.concat([this.#utf8Tail, chunk]) : chunk;
    const whole = bytes.length - unfinishedLength(bytes);
    const found = bytes.subarray(0, whole);
    if (!isUtf8(found)) {
      this.#scan(chunk.subarray(0, Math.max(0, validLength(found) - this.#utf8Tail.length)));
      throw this.#encodingError('not UTF-8');
    }
    this.#utf8Tail = Buffer.from(bytes.subarray(whole));
  }

  #encodingError(problem: string): JzError {
    return new JzError('JZ_FILE_ENCODING', { file: this.#path, row: this.#row(), problem });
  }

  /** What is one long header to us may be a whole table to an old Macintosh. */
  #noRecords(): JzError {
    const file = this.#path;
    if (!this.#header?.some((cell) => cell.includes('\r'))) return new JzError('JZ_FILE_EMPTY', { file });
    const problem =
      '行尾只有 CR（旧 Macintosh 格式），请另存为普通 CSV / lines end with CR alone: save it as plain CSV';
    return new JzError('JZ_FILE_FORMAT', { file, problem });
  }

  #tooBroken(): JzError {
    const problem = `more than ${MAX_BROKEN} rows do not have the header's ${this.#header?.length ?? 0} cells`;
    return new JzError('JZ_FILE_FORMAT', { file: this.#path, problem });
  }
}
