/**
 * What one model grows on: gradients, rows and histograms, in the memory of its binned matrix.
 */
import type { BinnedMatrix } from './bins.ts';
import { enlist } from './kernel/crew.ts';
import type { Kernel, Workspace } from './kernel/kernel.ts';
import { plainKernel } from './kernel/plain.ts';
import { tileBytes } from './kernel/tables.ts';
import { kernelModule, wasmKernel } from './kernel/wasm.ts';

/** A workspace with its loops and reusable histograms. */
export interface Growth extends Workspace {
  readonly kernel: Kernel;
  /** Histograms nobody uses; growing allocates none after the first trees. */
  readonly free: Float64Array[];
}

/**
 * Gives `work` what it grows on, and takes the memory back after it.
 *
 * @param maxRows most rows a tree grows on
 * @param threads threads that share the loops; more than one only in a thread that may block
 */
export function withGrowth<Result>(
  data: BinnedMatrix,
  maxRows: number,
  work: (growth: Growth) => Result,
  threads = 1,
): Result {
  const { arena } = data;
  return arena.during(() => {
    const space: Workspace = {
      data,
      pairs: arena.doubles(2 * data.nRows),
      rows: arena.ints(maxRows),
      scratch: arena.ints(maxRows),
    };
    if (!arena.memory) return work({ ...space, kernel: plainKernel(space), free: [] });
    const tiles = Array.from(
      { length: threads - 1 },
      () => arena.bytes(tileBytes(data.nFeatures)).byteOffset,
    );
    const crew = enlist(kernelModule(), arena.memory, tiles);
    try {
      return work({ ...space, kernel: wasmKernel(space, arena, arena.memory, crew), free: [] });
    } finally {
      crew.dismiss();
    }
  });
}
