/**
 * Scores many rows, or one, by a tree ensemble. The sums have the same bits as `sumTrees`.
 */
import { JzError } from '../../src/core/errors/index.ts';
import type { Matrix } from '../../src/core/matrix.ts';
import { memoryFor } from '../../src/core/wasm/assemble.ts';
import type { TreeEnsemble } from '../tree/ensemble.ts';
import { GROUP_BYTES, walkModule, type WalkKernel } from './kernel.ts';
import { LANES, walkLayout, type WalkLayout } from './layout.ts';
import { rowBlock, writeRow, writeRows } from './row-format.ts';

/** Rows walked together: they and one tree stay in the nearest caches. */
const BLOCK = 64;

/** An ensemble made ready to score. It keeps one block of memory: one thread uses it at a time. */
export interface TreeScorer {
  readonly nFeatures: number;
  /** Sum of all trees for rows `start .. start + sums.length` of `X`, plus `base`, into `sums`. */
  sumRows(X: Matrix, start: number, base: number, sums: Float64Array): void;
  /** The same for one row; allocates nothing. */
  sumRow(row: Float64Array, base: number): number;
}

/**
 * Compiles an ensemble.
 *
 * @param nFeatures columns of the matrices it will score, in the order it was grown on
 */
export function treeScorer(ensemble: TreeEnsemble, nFeatures: number): TreeScorer {
  const layout = walkLayout(ensemble, nFeatures);
  const places = placesOf(layout);
  const memory = memoryFor(places.size);
  const kernel = startKernel(layout, memory, ensemble.categories !== undefined);
  writeTables(layout, places, memory);
  const rows = rowBlock(memory, places.rows, BLOCK, layout.width);
  const block = new Float64Array(memory.buffer, places.sums, BLOCK);
  const hasTrees = ensemble.roots.length > 1;
  const checkWidth = (width: number): void => {
    if (width !== nFeatures)
      throw new JzError('JZ_MATRIX_SHAPE', { problem: `${width} columns, not ${nFeatures}` });
  };
  const sumFirst = (base: number): number =>
    hasTrees ? kernel.row(places.rows, places.groups, places.groupsEnd, base) : base;
  return {
    nFeatures,
    sumRows: (X, start, base, sums) => {
      checkWidth(X.columns.length);
      for (let done = 0; done < sums.length; done += BLOCK) {
        const count = Math.min(BLOCK, sums.length - done);
        writeRows(X, { start: start + done, count }, layout, rows);
        if (count === 1) {
          sums[done] = sumFirst(base);
          continue;
        }
        block.fill(base);
        const groups = Math.ceil(count / LANES);
        if (hasTrees) kernel.rows(places.rows, places.sums, groups, places.trees, places.treesEnd);
        for (let i = 0; i < count; i++) sums[done + i] = block[i]!;
      }
    },
    sumRow: (row, base) => {
      checkWidth(row.length);
      writeRow(row, layout, rows);
      return sumFirst(base);
    },
  };
}

interface Places {
  readonly trees: number;
  readonly treesEnd: number;
  readonly groups: number;
  readonly groupsEnd: number;
  readonly sums: number;
  readonly rows: number;
  readonly size: number;
}

/** Byte addresses after the nodes, which stand at 0. */
function placesOf({ nodes, roots, width }: WalkLayout): Places {
  const trees = nodes.byteLength;
  const treesEnd = trees + roots.length * 8;
  const groupsEnd = treesEnd + (roots.length / LANES) * GROUP_BYTES;
  const rows = groupsEnd + BLOCK * 8;
  return {
    trees,
    treesEnd,
    groups: treesEnd,
    groupsEnd,
    sums: groupsEnd,
    rows,
    size: rows + BLOCK * width * 8,
  };
}

function startKernel({ width }: WalkLayout, memory: WebAssembly.Memory, hasSets: boolean): WalkKernel {
  const module = new WebAssembly.Module(walkModule(width, hasSets));
  const instance = new WebAssembly.Instance(module, { m: { m: memory } });
  return instance.exports as unknown as WalkKernel;
}

function writeTables({ nodes, roots, depths }: WalkLayout, places: Places, memory: WebAssembly.Memory): void {
  new Uint8Array(memory.buffer).set(new Uint8Array(nodes));
  const words = new Int32Array(memory.buffer);
  for (let t = 0; t < roots.length; t++) {
    words[places.trees / 4 + 2 * t] = roots[t]!;
    words[places.trees / 4 + 2 * t + 1] = depths[t]!;
    const group = (places.groups + Math.floor(t / LANES) * GROUP_BYTES) / 4;
    words[group + (t % LANES)] = roots[t]!;
    words[group + LANES] = Math.max(words[group + LANES]!, depths[t]!);
  }
}
