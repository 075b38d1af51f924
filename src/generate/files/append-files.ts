/**
 * Files that grow chunk by chunk. Bytes are held back until a few hundred kilobytes are together, then appended: no
 * file stays open, memory stays bounded. Appending does not give way to other work: waiting for a thread that writes
 * would take longer than writing.
 */
import { createHash, type Hash } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

const HELD_BYTES = 1 << 18;

/** A file that was written. */
export interface GrownFile {
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
  /** Of a file that stays as it grew; kept up while it grew, so that it need not be read again. */
  readonly sha256: string | null;
}

/** How a file begins. */
export interface Beginning {
  readonly head: Uint8Array;
  /** Whether it stays as it grows. */
  readonly isFinal: boolean;
}

/** A set of growing files. */
export interface GrowingFiles {
  /** Adds rows to a file that may be new. Gives the number of rows it had before. */
  append(path: string, begin: () => Beginning, bytes: Uint8Array, rows: number): number;
  /** Writes what was held back, empty files too; gives the files in order of path. */
  finish(): GrownFile[];
}

interface Growing {
  rows: number;
  bytes: number;
  readonly hash: Hash | null;
  /** Copies of the bytes, as theirs belong to a whole chunk; the memory is used again after they are written. */
  held: Uint8Array;
  heldBytes: number;
}

const NOTHING = new Uint8Array(0);

function hold(file: Growing, bytes: Uint8Array): void {
  const needed = file.heldBytes + bytes.length;
  if (needed > file.held.length) {
    const longer = new Uint8Array(Math.max(needed, file.held.length * 2));
    longer.set(file.held.subarray(0, file.heldBytes));
    file.held = longer;
  }
  file.held.set(bytes, file.heldBytes);
  file.heldBytes = needed;
}

/** No files yet. */
export function growingFiles(): GrowingFiles {
  const files = new Map<string, Growing>();
  const flush = (path: string, file: Growing): void => {
    const bytes = file.held.subarray(0, file.heldBytes);
    file.bytes += file.heldBytes;
    file.heldBytes = 0;
    file.hash?.update(bytes);
    appendFileSync(path, bytes);
  };
  return {
    append: (path, begin, bytes, rows) => {
      let file = files.get(path);
      if (!file) {
        const { head, isFinal } = begin();
        const hash = isFinal ? createHash('sha256') : null;
        file = { rows: 0, bytes: 0, hash, held: NOTHING, heldBytes: 0 };
        files.set(path, file);
        mkdirSync(dirname(path), { recursive: true });
        hold(file, head);
      }
      const before = file.rows;
      file.rows += rows;
      hold(file, bytes);
      if (file.heldBytes >= HELD_BYTES) flush(path, file);
      return before;
    },
    finish: () => {
      const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
      for (const [path, file] of sorted) flush(path, file);
      return sorted.map(([path, { rows, bytes, hash }]) => {
        return { path, rows, bytes, sha256: hash?.digest('hex') ?? null };
      });
    },
  };
}
