/**
 * An ensemble of which one feature's value is known: its last.
 */
import type { CategorySplits } from './categories.ts';
import type { TreeEnsemble } from './ensemble.ts';

/**
 * The ensemble that is left when every split of its last feature goes the way that `value` goes. Covers below such a
 * split are scaled to those above it, so that path-dependent Shapley values are those of the game in which that feature
 * is always known. Leaves are unchanged, and with them the bits of every sum.
 *
 * @param last  number of the last feature, one of numbers
 * @param value not missing
 */
export function withLastKnown(ensemble: TreeEnsemble, last: number, value: number): TreeEnsemble {
  const kept: Kept = { nodes: [], left: [], right: [], cover: [] };
  const roots = [0];
  for (const root of ensemble.roots.subarray(0, -1)) {
    keep(ensemble, { last, value }, kept, root, 1);
    roots.push(kept.nodes.length);
  }
  const { categories } = ensemble;
  return {
    roots: Int32Array.from(roots),
    feature: Int32Array.from(kept.nodes, (node) => ensemble.feature[node]!),
    threshold: Float64Array.from(kept.nodes, (node) => ensemble.threshold[node]!),
    left: Int32Array.from(kept.left),
    right: Int32Array.from(kept.right),
    missingLeft: Uint8Array.from(kept.nodes, (node) => ensemble.missingLeft[node]!),
    value: Float64Array.from(kept.nodes, (node) => ensemble.value[node]!),
    cover: Float64Array.from(kept.cover),
    ...(categories ? { categories: setsOf(categories, kept.nodes) } : {}),
  };
}

/** Nodes of the old ensemble in their new order, with what changed of them. */
interface Kept {
  readonly nodes: number[];
  readonly left: number[];
  readonly right: number[];
  readonly cover: number[];
}

/** Keeps a node and all below it, or what takes its place; gives its new number. */
function keep(
  ensemble: TreeEnsemble,
  known: { readonly last: number; readonly value: number },
  kept: Kept,
  node: number,
  scale: number,
): number {
  const { feature, threshold, left, right, cover } = ensemble;
  if (feature[node] === known.last) {
    const child = known.value <= threshold[node]! ? left[node]! : right[node]!;
    return keep(ensemble, known, kept, child, (scale * cover[node]!) / cover[child]!);
  }
  const at = kept.nodes.length;
  kept.nodes.push(node);
  kept.cover.push(cover[node]! * scale);
  kept.left.push(-1);
  kept.right.push(-1);
  if (feature[node]! < 0) return at;
  kept.left[at] = keep(ensemble, known, kept, left[node]!, scale);
  kept.right[at] = keep(ensemble, known, kept, right[node]!, scale);
  return at;
}

function setsOf({ codes, codesOf, setOf, words }: CategorySplits, nodes: readonly number[]): CategorySplits {
  return {
    ...{ codes, codesOf: codesOf.slice(0, -1), words },
    setOf: Int32Array.from(nodes, (node) => setOf[node]!),
  };
}
