/**
 * From another program's trees to ours. A split that sends several ranges of one feature left (a set of categories,
 * zero as missing) becomes a chain of thresholds with copies of its branches; the branches' cover is shared among the
 * copies, so that sums and path-dependent Shapley values stay what they were.
 */
import type { TreeEnsemble } from '../tree/ensemble.ts';
import { damaged, unsupported } from './problem.ts';

/** Values up to `upper`, above the range before. */
export interface Range {
  readonly upper: number;
  readonly goesLeft: boolean;
}

/** A node as another program has it. */
export type SourceNode =
  | { readonly kind: 'leaf'; readonly value: number; readonly cover: number }
  | {
      readonly kind: 'split';
      readonly feature: number;
      /** Rising, alternating, the last up to infinity. */
      readonly ranges: readonly Range[];
      readonly missingLeft: boolean;
      readonly left: number;
      readonly right: number;
    };

/** One tree: its root is node 0. */
export interface SourceTree {
  readonly size: number;
  /** @throws JZ_MODEL_INVALID for a number that names no node */
  readonly nodeAt: (id: number) => SourceNode;
}

const MOST_NODES = 2 ** 22;

/**
 * Lays trees out flat, every parent before its children.
 *
 * @throws JZ_MODEL_INVALID for a cycle or a number that is none; JZ_MODEL_UNSUPPORTED above four million nodes
 */
export function flattenTrees(trees: readonly SourceTree[], nFeatures: number, file: string): TreeEnsemble {
  const flat = new FlatTrees(nFeatures, file);
  for (const tree of trees) flat.add(tree);
  return flat.ensemble();
}

type Split = Extract<SourceNode, { kind: 'split' }>;

/** Where a node stands: how deep, how much of its cover this copy has, and which range each copied feature is in. */
interface Place {
  readonly depth: number;
  readonly share: number;
  readonly within: ReadonlyMap<number, { readonly low: number; readonly high: number }>;
}

class FlatTrees {
  private readonly nFeatures: number;
  private readonly file: string;
  private readonly roots: number[] = [0];
  private readonly feature: number[] = [];
  private readonly threshold: number[] = [];
  private readonly left: number[] = [];
  private readonly right: number[] = [];
  private readonly missingLeft: number[] = [];
  private readonly value: number[] = [];
  private readonly cover: number[] = [];

  constructor(nFeatures: number, file: string) {
    this.nFeatures = nFeatures;
    this.file = file;
  }

  add(tree: SourceTree): void {
    this.visit(tree, 0, { depth: 0, share: 1, within: new Map() });
    this.roots.push(this.feature.length);
  }

  ensemble(): TreeEnsemble {
    return {
      roots: Int32Array.from(this.roots),
      feature: Int32Array.from(this.feature),
      threshold: Float64Array.from(this.threshold),
      left: Int32Array.from(this.left),
      right: Int32Array.from(this.right),
      missingLeft: Uint8Array.from(this.missingLeft),
      value: Float64Array.from(this.value),
      cover: Float64Array.from(this.cover),
    };
  }

  private visit(tree: SourceTree, id: number, place: Place): number {
    if (place.depth > tree.size) throw damaged(this.file, `a tree of ${tree.size} nodes runs in a circle`);
    const node = tree.nodeAt(id);
    if (node.kind === 'leaf') return this.leaf(node.value, node.cover * place.share);
    if (!(node.feature >= 0 && node.feature < this.nFeatures))
      throw damaged(this.file, `a split names feature ${node.feature} of ${this.nFeatures}`);
    return node.ranges.length === 2 ? this.plain(tree, node, place) : this.copies(tree, node, place);
  }

  private plain(tree: SourceTree, node: Split, place: Place): number {
    const [first, second] = node.ranges[0]!.goesLeft ? [node.left, node.right] : [node.right, node.left];
    const below = { ...place, depth: place.depth + 1 };
    return this.split(node.feature, node.ranges[0]!.upper, {
      missingFirst: node.missingLeft === node.ranges[0]!.goesLeft,
      first: () => this.visit(tree, first, below),
      second: () => this.visit(tree, second, below),
    });
  }

  private copies(tree: SourceTree, node: Split, place: Place): number {
    const { low, high } = place.within.get(node.feature) ?? { low: -Infinity, high: Infinity };
    const ranges = withLow(node.ranges).filter((range) => range.upper > low && range.low < high);
    const lefts = ranges.filter((range) => range.goesLeft).length;
    const branch = (goesLeft: boolean, bounds: { low: number; high: number }, count: number): number =>
      this.visit(tree, goesLeft ? node.left : node.right, {
        depth: place.depth + 1,
        share: place.share / count,
        within: new Map(place.within).set(node.feature, bounds),
      });
    if (lefts === 0 || lefts === ranges.length) {
      const goesLeft = lefts > 0;
      return this.split(node.feature, high, {
        missingFirst: node.missingLeft === goesLeft,
        first: () => branch(goesLeft, { low, high }, 1),
        second: () => branch(!goesLeft, { low, high }, 1),
      });
    }
    const build = (from: number, to: number): number => {
      const { goesLeft, low: above, upper } = ranges[from]!;
      if (to - from === 1)
        return branch(
          goesLeft,
          { low: Math.max(low, above), high: Math.min(high, upper) },
          goesLeft ? lefts : ranges.length - lefts,
        );
      const middle = (from + to) >> 1;
      return this.split(node.feature, ranges[middle - 1]!.upper, {
        missingFirst: ranges.slice(from, middle).some((range) => range.goesLeft === node.missingLeft),
        first: () => build(from, middle),
        second: () => build(middle, to),
      });
    };
    return build(0, ranges.length);
  }

  private leaf(value: number, cover: number): number {
    if (!Number.isFinite(value) || !(cover > 0 && cover < Infinity))
      throw damaged(this.file, `a leaf has value ${value} and cover ${cover}`);
    const node = this.node();
    this.value[node] = value;
    this.cover[node] = cover;
    return node;
  }

  private split(
    feature: number,
    threshold: number,
    branches: { missingFirst: boolean; first: () => number; second: () => number },
  ): number {
    if (Number.isNaN(threshold)) throw damaged(this.file, 'a threshold is not a number');
    const node = this.node();
    this.feature[node] = feature;
    this.threshold[node] = threshold;
    this.missingLeft[node] = Number(branches.missingFirst);
    const left = branches.first();
    const right = branches.second();
    this.left[node] = left;
    this.right[node] = right;
    this.cover[node] = this.cover[left]! + this.cover[right]!;
    return node;
  }

  private node(): number {
    const node = this.feature.length;
    if (node >= MOST_NODES) throw unsupported(this.file, `more than ${MOST_NODES} nodes`);
    this.feature.push(-1);
    this.threshold.push(0);
    this.left.push(-1);
    this.right.push(-1);
    this.missingLeft.push(0);
    this.value.push(0);
    this.cover.push(0);
    return node;
  }
}

function withLow(ranges: readonly Range[]): (Range & { readonly low: number })[] {
  return ranges.map((range, i) => ({ ...range, low: ranges[i - 1]?.upper ?? -Infinity }));
}
