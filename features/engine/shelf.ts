/**
 * Columns that wait until their day is put together: in memory, or in a file where many days wait at once. Columns
 * whose every number fits 32 bits exactly (counts, flags, ages) take half the room.
 */
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { JzError } from '../../src/core/errors/index.ts';

/** Keeps columns of one as-of date by name. */
export interface Shelf {
  /** The array is the shelf's from then on. */
  keep(name: string, values: Float64Array): void;
  /** The same numbers. */
  take(name: string): Float64Array;
  /** Gives the room back. */
  close(): void;
}

type Packed = Float64Array | Float32Array;

/** Where a column is in a file. */
interface Place {
  readonly at: number;
  readonly length: number;
  readonly isPacked: boolean;
}

/** In memory. */
export function memoryShelf(): Shelf {
  const kept = new Map<string, Packed>();
  return {
    keep: (name, values) => void kept.set(name, packed(values)),
    take: (name) => unpacked(kept.get(name) ?? neverKept(name)),
    close: () => {
      kept.clear();
    },
  };
}

/**
 * In a file of a new folder under `directory`; `close` removes it.
 *
 * @throws JZ_RESOURCE when the disk is full
 */
export function fileShelf(directory: string): Shelf {
  const folder = mkdtempSync(join(directory, 'jiuzhu-features-'));
  const file = openSync(join(folder, 'columns'), 'wx+');
  const places = new Map<string, Place>();
  let end = 0;
  let isClosed = false;
  return {
    keep: (name, values) => {
      const column = packed(values);
      const isPacked = column instanceof Float32Array;
      places.set(name, { at: end, length: column.length, isPacked });
      end += writeAll(file, column, end);
    },
    take: (name) => unpacked(readAll(file, places.get(name) ?? neverKept(name))),
    close: () => {
      if (isClosed) return;
      isClosed = true;
      closeSync(file);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function packed(column: Float64Array): Packed {
  for (let i = 0; i < column.length; i++) {
    const value = column[i]!;
    if (Math.fround(value) !== value && value === value) return column;
  }
  return Float32Array.from(column);
}

function unpacked(column: Packed): Float64Array {
  return column instanceof Float64Array ? column : Float64Array.from(column);
}

function bytesOf({ buffer, byteOffset, byteLength }: Packed): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function writeAll(file: number, values: Packed, at: number): number {
  const bytes = bytesOf(values);
  let done = 0;
  try {
    while (done < bytes.length) done += writeSync(file, bytes, done, bytes.length - done, at + done);
  } catch (cause) {
    throw new JzError('JZ_RESOURCE', { problem: String(cause) }, { cause });
  }
  return done;
}

function readAll(file: number, { at, length, isPacked }: Place): Packed {
  const values = isPacked ? new Float32Array(length) : new Float64Array(length);
  const bytes = bytesOf(values);
  for (let done = 0; done < bytes.length;) {
    const read = readSync(file, bytes, done, bytes.length - done, at + done);
    if (read === 0) throw new JzError('JZ_RESOURCE', { problem: 'a temporary file was cut short' });
    done += read;
  }
  return values;
}

function neverKept(name: string): never {
  throw new Error(`${name} was not kept`);
}
