/**
 * Trees as flat typed arrays: the one form that growing, predicting, explaining and saving share.
 */
import { firstSets, joinedSets, type CategorySplits, type CodeBook } from './categories.ts';

/** Many binary trees, node by node; children of node `i` are `left[i]` and `right[i]`. */
export interface TreeEnsemble {
  /** First node of each tree and the end, `[nTrees + 1]`. The first node is the root. */
  readonly roots: Int32Array;
  /** Split feature, or -1 in a leaf. */
  readonly feature: Int32Array;
  /** A value `<= threshold` goes left; 0 in a split by a set of codes. */
  readonly threshold: Float64Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** 1 when a missing value goes left, and with it a code that training never saw. */
  readonly missingLeft: Uint8Array;
  /** Output of a leaf; 0 inside. */
  readonly value: Float64Array;
  /** Weight of the training rows that reached the node. */
  readonly cover: Float64Array;
  /** Splits by sets of codes; absent when every split is by threshold. */
  readonly categories?: CategorySplits | undefined;
}

/** One tree while it grows; node numbers count from its own root. */
export interface GrownTree {
  readonly feature: number[];
  /** Largest bin that goes left, for walking binned rows. */
  readonly bin: number[];
  readonly threshold: number[];
  /** Bits of the code numbers that go left, in a split by a set of codes. */
  readonly codesLeft: (Int32Array | null)[];
  readonly left: number[];
  readonly right: number[];
  readonly missingLeft: number[];
  readonly value: number[];
  readonly cover: number[];
}

/** A tree without a node. */
export function emptyTree(): GrownTree {
  return {
    ...{ feature: [], bin: [], threshold: [], codesLeft: [], left: [], right: [] },
    ...{ missingLeft: [], value: [], cover: [] },
  };
}

/**
 * Joins grown trees, scaling every leaf by `scale`.
 *
 * @param book codes of the matrix they grew on, if it had any
 */
export function joinTrees(
  trees: readonly GrownTree[],
  scale = 1,
  book: CodeBook | null = null,
): TreeEnsemble {
  const roots = new Int32Array(trees.length + 1);
  for (const [t, tree] of trees.entries()) roots[t + 1] = roots[t]! + tree.feature.length;
  const total = roots[trees.length]!;
  const joined = emptyEnsemble(roots, total);
  for (const [t, tree] of trees.entries()) {
    const base = roots[t]!;
    joined.feature.set(tree.feature, base);
    joined.threshold.set(tree.threshold, base);
    joined.missingLeft.set(tree.missingLeft, base);
    joined.cover.set(tree.cover, base);
    for (let i = 0; i < tree.feature.length; i++) {
      joined.left[base + i] = tree.feature[i]! < 0 ? -1 : base + tree.left[i]!;
      joined.right[base + i] = tree.feature[i]! < 0 ? -1 : base + tree.right[i]!;
      joined.value[base + i] = tree.value[i]! * scale;
    }
  }
  return book ? { ...joined, categories: joinSets(trees, book) } : joined;
}

function joinSets(trees: readonly GrownTree[], book: CodeBook): CategorySplits {
  const sets = trees.flatMap((tree) => tree.codesLeft);
  const setOf = new Int32Array(sets.length);
  const words: number[] = [];
  for (const [node, set] of sets.entries()) {
    setOf[node] = set ? words.length : -1;
    if (set) words.push(...set);
  }
  return { ...book, setOf, words: Int32Array.from(words) };
}

/**
 * Adds ensembles up as one: their outputs sum, each weighted.
 *
 * @throws JZ_MATRIX_SHAPE when they were grown on different codes
 */
export function sumEnsembles(parts: readonly TreeEnsemble[], weight: number): TreeEnsemble {
  const nTrees = parts.reduce((sum, part) => sum + part.roots.length - 1, 0);
  const nNodes = parts.reduce((sum, part) => sum + part.feature.length, 0);
  const joined = emptyEnsemble(new Int32Array(nTrees + 1), nNodes);
  let tree = 0;
  let node = 0;
  for (const part of parts) {
    joined.feature.set(part.feature, node);
    joined.threshold.set(part.threshold, node);
    joined.missingLeft.set(part.missingLeft, node);
    joined.cover.set(part.cover, node);
    for (let i = 0; i < part.feature.length; i++) {
      joined.left[node + i] = part.left[i]! < 0 ? -1 : part.left[i]! + node;
      joined.right[node + i] = part.right[i]! < 0 ? -1 : part.right[i]! + node;
      joined.value[node + i] = part.value[i]! * weight;
    }
    for (let t = 0; t < part.roots.length - 1; t++) joined.roots[tree++] = part.roots[t]! + node;
    node += part.feature.length;
  }
  joined.roots[tree] = node;
  const categories = joinedSets(parts.map((part) => part.categories));
  return categories ? { ...joined, categories } : joined;
}

/** The first trees of an ensemble. */
export function firstTrees(ensemble: TreeEnsemble, count: number): TreeEnsemble {
  const end = ensemble.roots[count]!;
  return {
    roots: ensemble.roots.slice(0, count + 1),
    feature: ensemble.feature.slice(0, end),
    threshold: ensemble.threshold.slice(0, end),
    left: ensemble.left.slice(0, end),
    right: ensemble.right.slice(0, end),
    missingLeft: ensemble.missingLeft.slice(0, end),
    value: ensemble.value.slice(0, end),
    cover: ensemble.cover.slice(0, end),
    ...(ensemble.categories ? { categories: firstSets(ensemble.categories, end) } : {}),
  };
}

function emptyEnsemble(roots: Int32Array, nNodes: number): TreeEnsemble {
  return {
    roots,
    feature: new Int32Array(nNodes),
    threshold: new Float64Array(nNodes),
    left: new Int32Array(nNodes),
    right: new Int32Array(nNodes),
    missingLeft: new Uint8Array(nNodes),
    value: new Float64Array(nNodes),
    cover: new Float64Array(nNodes),
  };
}
