/**
 * Walking trees: sums of leaf values, in blocks of rows by tree so that a tree stays in cache.
 */
import type { Matrix } from '../../src/core/matrix.ts';
import type { BinnedMatrix } from './bins.ts';
import { holds, numberCodes } from './categories.ts';
import type { GrownTree, TreeEnsemble } from './ensemble.ts';

const BLOCK = 256;

/**
 * Sum of all trees' leaf values for each row, plus `base`.
 *
 * @param X columns in the order the ensemble was grown on
 */
export function sumTrees(ensemble: TreeEnsemble, X: Matrix, base: number): Float64Array {
  const nFeatures = X.columns.length;
  const numbered = numberCodes(ensemble.categories, X);
  const sums = new Float64Array(X.nRows).fill(base);
  const block = new Float64Array(BLOCK * nFeatures);
  for (let start = 0; start < X.nRows; start += BLOCK) {
    const count = Math.min(BLOCK, X.nRows - start);
    gatherBlock(numbered, start, count, block);
    addTrees(ensemble, { values: block, nFeatures, count }, sums.subarray(start, start + count));
  }
  return sums;
}

/** Copies rows into a row-major block. */
export function gatherBlock(X: Matrix, start: number, count: number, block: Float64Array): void {
  const nFeatures = X.columns.length;
  for (let j = 0; j < nFeatures; j++) {
    const column = X.columns[j]!;
    for (let i = 0, at = j; i < count; i++, at += nFeatures) block[at] = column[start + i]!;
  }
}

interface Block {
  readonly values: Float64Array;
  readonly nFeatures: number;
  readonly count: number;
}

function addTrees(ensemble: TreeEnsemble, { values, nFeatures, count }: Block, sums: Float64Array): void {
  const { roots, feature, threshold, left, right, missingLeft, value, categories } = ensemble;
  const setOf = categories?.setOf;
  for (let t = 0; t < roots.length - 1; t++) {
    const root = roots[t]!;
    for (let i = 0; i < count; i++) {
      const row = i * nFeatures;
      let node = root;
      for (let j = feature[node]!; j >= 0; j = feature[node]!) {
        const x = values[row + j]!;
        const set = setOf ? setOf[node]! : -1;
        const goesLeft =
          x !== x
            ? missingLeft[node] === 1
            : set < 0
              ? x <= threshold[node]!
              : holds(categories!.words, set, x);
        node = goesLeft ? left[node]! : right[node]!;
      }
      sums[i]! += value[node]!;
    }
  }
}

/** Adds one growing tree's leaf values, times `scale`, for the given binned rows. */
export function addGrownTree(
  tree: GrownTree,
  data: BinnedMatrix,
  rows: Int32Array,
  sums: Float64Array,
  scale: number,
): void {
  const { bins, nFeatures, slots } = data;
  const feature = Int32Array.from(tree.feature);
  const bin = Int32Array.from(tree.bin);
  const left = Int32Array.from(tree.left);
  const right = Int32Array.from(tree.right);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    let node = 0;
    for (let j = feature[0]!; j >= 0; j = feature[node]!) {
      const found = bins[row * nFeatures + j]!;
      const isMissing = found === slots[j + 1]! - slots[j]! - 1;
      const set = tree.codesLeft[node];
      const goesLeft = isMissing
        ? tree.missingLeft[node] === 1
        : set
          ? holds(set, 0, found)
          : found <= bin[node]!;
      node = goesLeft ? left[node]! : right[node]!;
    }
    sums[row]! += tree.value[node]! * scale;
  }
}
