/**
 * Trees laid out for walking without a branch. A node is 16 bytes: threshold, byte offset of its value in a row, and
 * the address of its right child; the left child stands behind the right one. A leaf is its own right child and looks
 * at a value that is never there, so a walk of fixed length stays in it; its threshold is its output.
 *
 * A missing value is smaller than or equal to nothing and goes right. Splits that send it left look at a second copy
 * of the column in which missing is −∞.
 *
 * Where a split sends a set of codes left, nodes are twice as long and say where their set stands: 256 bits, of which a
 * node of numbers has none. A code stands in a row as NaN with the code's number in its lower word; missing is the number
 * after them, with a bit of its own.
 */
import { holds, isCoded, type CategorySplits } from '../tree/categories.ts';
import type { TreeEnsemble } from '../tree/ensemble.ts';

/** Bytes of a node, and of one where there are sets: just as long as a set. */
const NODE_BYTES = 16;
export const SET_NODE_BYTES = 32;
/** Walks that run side by side: enough to hide the time a load takes. */
export const LANES = 8;

/** Bytes of a node. */
export function nodeBytes(hasSets: boolean): number {
  return hasSets ? SET_NODE_BYTES : NODE_BYTES;
}

/** Where a row's values are taken from and where trees begin. */
export interface WalkLayout {
  /** Columns of the matrix, in the order of the row's first values. */
  readonly nFeatures: number;
  /** For each value after the first `nFeatures`: the column whose missing cells are −∞ there. */
  readonly lowered: Int32Array;
  /** For each column of codes: their numbers. */
  readonly numbers: readonly (ReadonlyMap<number, number> | null)[];
  /** Values of a row: the columns, the lowered ones, and one that is always missing. */
  readonly width: number;
  /** All nodes and behind them their sets, addresses counted from the first. */
  readonly nodes: ArrayBuffer;
  /** Address of each tree's root and how many steps reach its deepest leaf; trees of nothing fill the last eight. */
  readonly roots: Int32Array;
  readonly depths: Int32Array;
}

/** Lays an ensemble out for rows of `nFeatures` values. */
export function walkLayout(ensemble: TreeEnsemble, nFeatures: number): WalkLayout {
  const { feature, missingLeft, categories } = ensemble;
  const isLowered = (j: number, node: number): boolean =>
    j >= 0 && missingLeft[node] === 1 && !isCoded(categories, j);
  const lowered = [...new Set([...feature].filter(isLowered))].sort((a, b) => a - b);
  const bytes = nodeBytes(categories !== undefined);
  const place = new Map(lowered.map((j, n) => [j, nFeatures + n]));
  const width = nFeatures + lowered.length + 1;
  const trees = ensemble.roots.length - 1;
  const padded = Math.ceil(trees / LANES) * LANES;
  // All nodes, and one leaf of nothing that stands for every padding tree.
  const count = feature.length + 1;
  const nodes = new ArrayBuffer(count * bytes + setBytes(categories));
  const roots = new Int32Array(padded);
  const depths = new Int32Array(padded);
  const writer = new NodeWriter(ensemble, nodes, { place, never: width - 1 });
  for (let t = 0; t < trees; t++) {
    roots[t] = writer.next * bytes;
    depths[t] = writer.tree(ensemble.roots[t]!);
  }
  const nothing = writer.nothing();
  roots.fill(nothing, trees);
  depths.fill(1, trees);
  const numbers = Array.from({ length: nFeatures }, (_, j) => numbersOf(categories, j));
  return { nFeatures, lowered: Int32Array.from(lowered), numbers, width, nodes, roots, depths };
}

/** The empty set of all nodes of numbers, and one for every split of codes. */
function setBytes(categories: CategorySplits | undefined): number {
  if (!categories) return 0;
  return (1 + categories.setOf.filter((at) => at >= 0).length) * SET_NODE_BYTES;
}

/** The number of each of a column's codes; `null` for a column of numbers. */
function numbersOf(categories: CategorySplits | undefined, j: number): ReadonlyMap<number, number> | null {
  if (!categories || !isCoded(categories, j)) return null;
  const codes = categories.codes.subarray(categories.codesOf[j], categories.codesOf[j + 1]);
  return new Map(Array.from(codes, (code, k) => [code, k]));
}

class NodeWriter {
  /** Number of the next free place. */
  next = 0;
  private readonly bytes: number;
  /** Address of the empty set, and of the next free one. */
  private readonly emptySet: number;
  private nextSet: number;
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
    this.bytes = nodeBytes(ensemble.categories !== undefined);
    this.emptySet = (ensemble.feature.length + 1) * this.bytes;
    this.nextSet = this.emptySet + SET_NODE_BYTES;
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
    return at * this.bytes;
  }

  private leaf(at: number, value: number): void {
    this.write(at, value, this.columns.never, at);
  }

  private split(at: number, node: number, pair: number): void {
    const { feature, threshold, missingLeft, categories } = this.ensemble;
    const j = feature[node]!;
    if (categories && categories.setOf[node]! >= 0) {
      this.write(at, Number.NaN, j, pair);
      this.words[(at * this.bytes) / 4 + 4] = this.writeSet(categories, node);
      return;
    }
    const column = missingLeft[node] === 1 ? this.columns.place.get(j)! : j;
    this.write(at, threshold[node]!, column, pair);
  }

  private write(at: number, threshold: number, column: number, right: number): void {
    const word = (at * this.bytes) / 4;
    this.doubles[word / 2] = threshold;
    this.words[word + 2] = column * 8;
    this.words[word + 3] = right * this.bytes;
    if (this.bytes === SET_NODE_BYTES) this.words[word + 4] = this.emptySet;
  }

  /** The set with the bit of missing, which stands behind those of the codes; gives its address. */
  private writeSet({ codesOf, setOf, words }: CategorySplits, node: number): number {
    const j = this.ensemble.feature[node]!;
    const codes = codesOf[j + 1]! - codesOf[j]!;
    const address = this.nextSet;
    this.nextSet += SET_NODE_BYTES;
    for (let k = 0; k <= codes; k++) {
      const isIn = k < codes ? holds(words, setOf[node]!, k) : this.ensemble.missingLeft[node] === 1;
      if (isIn) this.words[address / 4 + (k >> 5)]! |= 1 << (k & 31);
    }
    return address;
  }
}
