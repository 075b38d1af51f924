/**
 * Trees laid out for walking without a branch. A node is 16 bytes: threshold, byte offset of its value in a row, and
 * the address of its right child; the left child stands behind the right one. A leaf is its own right child and looks
 * at a value that is never there, so a walk of fixed length stays in it; its threshold is its output.
 *
 * A missing value is smaller than or equal to nothing and goes right. Splits that send it left look at a second copy
 * of the column in which missing is −∞.
 */
import type { TreeEnsemble } from '../tree/ensemble.ts';

/** Bytes of a node. */
export const NODE_BYTES = 16;
/** Walks that run side by side: enough to hide the time a load takes. */
export const LANES = 8;

/** Where a row's values are taken from and where trees begin. */
export interface WalkLayout {
  /** Columns of the matrix, in the order of the row's first values. */
  readonly nFeatures: number;
  /** For each value after the first `nFeatures`: the column whose missing cells are −∞ there. */
  readonly lowered: Int32Array;
  /** Values of a row: the columns, the lowered ones, and one that is always missing. */
  readonly width: number;
  /** All nodes, addresses counted from the first. */
  readonly nodes: ArrayBuffer;
  /** Address of each tree's root and how many steps reach its deepest leaf; trees of nothing fill the last eight. */
  readonly roots: Int32Array;
  readonly depths: Int32Array;
}

/** Lays an ensemble out for rows of `nFeatures` values. */
export function walkLayout(ensemble: TreeEnsemble, nFeatures: number): WalkLayout {
  const { feature, missingLeft } = ensemble;
  const lowered = [...new Set([...feature].filter((j, node) => j >= 0 && missingLeft[node] === 1))].sort(
    (a, b) => a - b,
  );
  const place = new Map(lowered.map((j, n) => [j, nFeatures + n]));
  const width = nFeatures + lowered.length + 1;
  const trees = ensemble.roots.length - 1;
  const padded = Math.ceil(trees / LANES) * LANES;
  // All nodes, and one leaf of nothing that stands for every padding tree.
  const count = feature.length + 1;
  const nodes = new ArrayBuffer(count * NODE_BYTES);
  const roots = new Int32Array(padded);
  const depths = new Int32Array(padded);
  const writer = new NodeWriter(ensemble, nodes, { place, never: width - 1 });
  for (let t = 0; t < trees; t++) {
    roots[t] = writer.next * NODE_BYTES;
    depths[t] = writer.tree(ensemble.roots[t]!);
  }
  const nothing = writer.nothing();
  roots.fill(nothing, trees);
  depths.fill(1, trees);
  return { nFeatures, lowered: Int32Array.from(lowered), width, nodes, roots, depths };
}

class NodeWriter {
  /** Number of the next free place. */
  next = 0;
  private readonly ensemble: TreeEnsemble;
  private readonly doubles: Float64Array;
  private readonly words: Int32Array;
  private readonly columns: { readonly place: ReadonlyMap<number, number>; readonly never: number };

  constructor(
    ensemble: TreeEnsemble,
    nodes: ArrayBuffer,
    columns: { readonly place: ReadonlyMap<number, number>; readonly never: number },
  ) {
    this.ensemble = ensemble;
    this.doubles = new Float64Array(nodes);
    this.words = new Int32Array(nodes);
    this.columns = columns;
  }

  /** Writes a tree breadth first, so that the upper nodes share cache lines; gives its depth, at least 1. */
  tree(root: number): number {
    const { feature, left, right } = this.ensemble;
    const rows = [{ node: root, at: this.next++, depth: 0 }];
    let deepest = 1;
    for (const { node, at, depth } of rows) {
      deepest = Math.max(deepest, depth);
      if (feature[node]! < 0) {
        this.leaf(at, this.ensemble.value[node]!);
        continue;
      }
      const pair = this.next;
      this.next += 2;
      this.split(at, node, pair);
      rows.push(
        { node: right[node]!, at: pair, depth: depth + 1 },
        { node: left[node]!, at: pair + 1, depth: depth + 1 },
      );
    }
    return deepest;
  }

  /** The address of a leaf that adds nothing. */
  nothing(): number {
    const at = this.next++;
    this.leaf(at, 0);
    return at * NODE_BYTES;
  }

  private leaf(at: number, value: number): void {
    this.doubles[at * 2] = value;
    this.words[at * 4 + 2] = this.columns.never * 8;
    this.words[at * 4 + 3] = at * NODE_BYTES;
  }

  private split(at: number, node: number, pair: number): void {
    const { feature, threshold, missingLeft } = this.ensemble;
    const j = feature[node]!;
    const column = missingLeft[node] === 1 ? this.columns.place.get(j)! : j;
    this.doubles[at * 2] = threshold[node]!;
    this.words[at * 4 + 2] = column * 8;
    this.words[at * 4 + 3] = pair * NODE_BYTES;
  }
}
