/**
 * Cells that must not be believed, on disk: a damaged column of a million rows stays a file.
 */
import { open, type FileHandle } from 'node:fs/promises';
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
  #file: FileHandle | null = null;
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
    const header = this.#file ? '' : 'row,position,column_name,value,code,expected\n';
    this.#file ??= await open(this.#path, 'w');
    const text = header + this.#waiting;
    this.#waiting = '';
    await this.#file.appendFile(text);
  }

  /** Where they lie; null when there are none. */
  async finish(): Promise<{ path: string; count: number } | null> {
    await this.flush();
    return this.#file ? { path: this.#path, count: this.#count } : null;
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = null;
  }
}
