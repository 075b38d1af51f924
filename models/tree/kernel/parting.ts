/**
 * Rows of a node to its children, chunk by chunk on all threads where there are many.
 */
import type { Arena } from './arena.ts';
import type { Crew } from './crew.ts';
import type { Parting, Workspace } from './kernel.ts';
import { BINS, field } from './layout.ts';

/** Rows below which waking another thread costs more than it saves. */
const WORTH_SHARING = 16_384;

/** What the loops of one thread do. */
interface PartLoops {
  readonly part: (...numbers: readonly number[]) => number;
}

/** Parts rows as the plain loops do, whatever the number of threads. */
export function partRows(
  { data, rows, scratch }: Workspace,
  arena: Arena,
  ints: Int32Array,
  { part }: PartLoops,
  { crew, work }: { readonly crew: Crew; readonly work: () => void },
): (parting: Parting) => number {
  const sides = arena.bytes(BINS);
  const lefts = arena.ints(crew.threads);
  ints[field.sides / 4] = sides.byteOffset;
  ints[field.scratch / 4] = scratch.byteOffset;
  ints[field.lefts / 4] = lefts.byteOffset;
  return ({ start, end, feature, goesLeft }) => {
    sides.set(goesLeft);
    if (crew.threads === 1 || end - start < WORTH_SHARING) {
      const [first, last] = [rows.byteOffset + 4 * start, rows.byteOffset + 4 * end];
      const column = data.bins.byteOffset + feature;
      const after = part(first, last, scratch.byteOffset, column, data.nFeatures, sides.byteOffset);
      return (after - rows.byteOffset) / 4;
    }
    const chunk = Math.ceil((end - start) / crew.threads);
    ints[field.rows / 4] = rows.byteOffset + 4 * start;
    ints[field.rowsEnd / 4] = rows.byteOffset + 4 * end;
    ints[field.chunk / 4] = 4 * chunk;
    ints[field.column / 4] = feature;
    ints[field.batches / 4] = crew.threads;
    ints[field.nextBatch / 4] = 0;
    ints[field.isParting / 4] = 1;
    crew.share(work);
    ints[field.isParting / 4] = 0;
    return joinChunks(start, end, chunk);
  };

  /** Left rows of all chunks, then right ones; gives where the right ones begin. */
  function joinChunks(start: number, end: number, chunk: number): number {
    const sizeOf = (k: number): number => Math.max(0, Math.min(chunk, end - start - k * chunk));
    let at = start;
    for (const [k, bytes] of lefts.entries()) {
      const from = start + k * chunk;
      rows.copyWithin(at, from, from + bytes / 4);
      at += bytes / 4;
    }
    const middle = at;
    for (const [k, bytes] of lefts.entries()) {
      const right = sizeOf(k) - bytes / 4;
      rows.set(scratch.subarray(k * chunk, k * chunk + right), at);
      at += right;
    }
    return middle;
  }
}
