/**
 * Files that grow chunk by chunk. Bytes are held back until a few hundred kilobytes are together, then appended: no
 * file stays open, memory stays bounded.
 */
import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

const HELD_BYTES = 1 << 18;

/** A file that is being written. */
export interface GrowingFile {
  readonly path: string;
  /** Rows so far. */
  readonly rows: number;
}

/** A set of growing files. */
export interface GrowingFiles {
  /** Adds rows to a file; a new one first gets its `head`. Gives the number of rows it had before. */
  append(path: string, head: () => Uint8Array, bytes: Uint8Array, rows: number): Promise<number>;
  /** Writes what was held back, empty files too; gives the files in order of path. */
  finish(): Promise<GrowingFile[]>;
}

interface Growing {
  rows: number;
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
  const flush = async (path: string, file: Growing): Promise<void> => {
    const bytes = file.held.subarray(0, file.heldBytes);
    file.heldBytes = 0;
    await appendFile(path, bytes);
  };
  return {
    append: async (path, head, bytes, rows) => {
      let file = files.get(path);
      if (!file) {
        file = { rows: 0, held: NOTHING, heldBytes: 0 };
        files.set(path, file);
        await mkdir(dirname(path), { recursive: true });
        hold(file, head());
      }
      const before = file.rows;
      file.rows += rows;
      hold(file, bytes);
      if (file.heldBytes >= HELD_BYTES) await flush(path, file);
      return before;
    },
    finish: async () => {
      const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
      for (const [path, file] of sorted) await flush(path, file);
      return sorted.map(([path, { rows }]) => ({ path, rows }));
    },
  };
}
