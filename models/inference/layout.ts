/**
 * Trees laid out for walking without a branch. A node is 16 bytes: threshold, byte offset of its value in a row, and
 * the address of its right child; the left child stands behind the right one. A leaf is its own right child and looks
 * at a value that is never there, so a walk of fixed length stays in it; its threshold is its output.
 *
 * Where a split sends a set of codes left, nodes are twice as long and say where their set stands; a node of numbers has
 * an empty one.
 */
import type { CategorySplits } from '../tree/categories.ts';
import type { TreeEnsemble } from '../tree/ensemble.ts';
import { SET_BYTES, writeSet } from './code-sets.ts';
import { placeInRow, rowFormat, type RowFormat } from './row-format.ts';

/** Bytes of a node, and of one where there are sets. */
const NODE_BYTES = 16;
const SET_NODE_BYTES = 32;
/** Walks that run side by side: enough to hide the time a load takes. */
export const LANES = 8;

/** Bytes of a node. */
export function nodeBytes(hasSets: boolean): number {
  return hasSets ? SET_NODE_BYTES : NODE_BYTES;
}

/** Rows that trees walk, and where trees begin. */
export interface WalkLayout extends RowFormat {
  /** All nodes and behind them their sets, addresses counted from the first. */
  readonly nodes: ArrayBuffer;
  /** Address of each tree's root and how many steps reach its deepest leaf; trees of nothing fill the last eight. */
  readonly roots: Int32Array;
  readonly depths: Int32Array;
}

/** Lays an ensemble out for rows of `nFeatures` values. */
export function walkLayout(ensemble: TreeEnsemble, nFeatures: number): WalkLayout {
  const { feature, categories } = ensemble;
  const format = rowFormat(ensemble, nFeatures);
  const bytes = nodeBytes(categories !== undefined);
  const trees = ensemble.roots.length - 1;
  const padded = Math.ceil(trees / LANES) * LANES;
  // All nodes, and one leaf of nothing that stands for every padding tree.
  const count = feature.length + 1;
  const nodes = new ArrayBuffer(count * bytes + setBytes(categories));
  const roots = new Int32Array(padded);
  const depths = new Int32Array(padded);
  const writer = new NodeWriter(ensemble, nodes, format);
  for (let t = 0; t < trees; t++) {
    roots[t] = writer.next * bytes;
    depths[t] = writer.tree(ensemble.roots[t]!);
  }
  const nothing = writer.nothing();
  roots.fill(nothing, trees);
  depths.fill(1, trees);
  return { ...format, nodes, roots, depths };
}

/** The empty set of all nodes of numbers, and one for every split of codes. */
function setBytes(categories: CategorySplits | undefined): number {
  if (!categories) return 0;
  return (1 + categories.setOf.filter((at) => at >= 0).length) * SET_BYTES;
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
  private readonly placeOf: (node: number) => number;
  /** Place of the value that is never there. */
  private readonly never: number;

  constructor(ensemble: TreeEnsemble, nodes: ArrayBuffer, format: RowFormat) {
    this.ensemble = ensemble;
    this.doubles = new Float64Array(nodes);
    this.words = new Int32Array(nodes);
    this.placeOf = placeInRow(ensemble, format);
    this.never = format.width - 1;
    this.bytes = nodeBytes(ensemble.categories !== undefined);
    this.emptySet = (ensemble.feature.length + 1) * this.bytes;
    this.nextSet = this.emptySet + SET_BYTES;
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
    this.write(at, value, this.never, at);
  }

  private split(at: number, node: number, pair: number): void {
    const { threshold, categories } = this.ensemble;
    const hasSet = categories !== undefined && categories.setOf[node]! >= 0;
    this.write(at, hasSet ? Number.NaN : threshold[node]!, this.placeOf(node), pair);
    if (!hasSet) return;
    this.words[(at * this.bytes) / 4 + 4] = this.nextSet;
    writeSet(this.ensemble, node, this.words, this.nextSet);
    this.nextSet += SET_BYTES;
  }

  private write(at: number, threshold: number, column: number, right: number): void {
    const word = (at * this.bytes) / 4;
    this.doubles[word / 2] = threshold;
    this.words[word + 2] = column * 8;
    this.words[word + 3] = right * this.bytes;
    if (this.bytes === SET_NODE_BYTES) this.words[word + 4] = this.emptySet;
  }
}
