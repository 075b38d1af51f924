/**
 * Cells that must not be believed, on disk: a damaged column of a million rows stays a file.
 */
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { ErrorCode } from '../../core/errors/index.ts';
import { csvField } from '../../io/csv-record.ts';

/** One such cell; `position` -1 is the whole row. */
export interface Fault {
  readonly row: number;
  readonly position: number;
  readonly column: string;
  readonly value: string;
  readonly code: ErrorCode;
  readonly expected?: string;
}

/** Writes faults as they are found. The file is made with the first one. */
export class FaultList {
  readonly #path: string;
  #stream: WriteStream | null = null;
  #waiting = '';
  #count = 0;

  constructor(path: string) {
    this.#path = path;
  }

  add({ row, position, column, value, code, expected }: Fault): void {
    this.#count++;
    const cells = [column, value.slice(0, 80), code, expected ?? ''].map(csvField).join(',');
    this.#waiting += `${row},${position},${cells}\n`;
  }

  /** Writes what waits. */
  async flush(): Promise<void> {
    if (this.#waiting === '') return;
    this.#stream ??= createWriteStream(this.#path);
    const header = this.#stream.bytesWritten === 0 && this.#stream.writableLength === 0;
    const text = (header ? 'row,position,column_name,value,code,expected\n' : '') + this.#waiting;
    this.#waiting = '';
    if (!this.#stream.write(text)) await once(this.#stream, 'drain');
  }

  /** Where they lie; null when there are none. */
  async finish(): Promise<{ path: string; count: number } | null> {
    await this.flush();
    if (!this.#stream) return null;
    this.#stream.end();
    await finished(this.#stream);
    return { path: this.#path, count: this.#count };
  }

  /** Lets go of the file; harmless after `finish`. */
  close(): void {
    this.#stream?.destroy();
  }
}
