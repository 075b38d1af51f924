/**
 * Trees that split by sets of codes, as trees of thresholds alone: for programs, and walks, that know no sets.
 */
import { holds } from '../tree/categories.ts';
import type { TreeEnsemble } from '../tree/ensemble.ts';
import { flattenTrees, type Range, type SourceNode, type SourceTree } from './flatten.ts';
import { doubleBelow } from './neighbours.ts';

/**
 * The same sums, and the same path-dependent attributions, for every row; codes that training never saw go the missing
 * way as before. Branches are copied for each run of codes that go one way.
 *
 * @throws JZ_MODEL_UNSUPPORTED above four million nodes
 */
export function withoutSets(trees: TreeEnsemble, nFeatures: number): TreeEnsemble {
  if (!trees.categories) return trees;
  const sources = Array.from({ length: trees.roots.length - 1 }, (_, t): SourceTree => {
    const root = trees.roots[t]!;
    return { size: trees.roots[t + 1]! - root, nodeAt: (id) => sourceNode(trees, root, root + id) };
  });
  return flattenTrees(sources, nFeatures, '(model)');
}

function sourceNode(trees: TreeEnsemble, root: number, node: number): SourceNode {
  const { feature, threshold, left, right, missingLeft, value, cover } = trees;
  if (feature[node]! < 0) return { kind: 'leaf', value: value[node]!, cover: cover[node]! };
  const isSet = trees.categories!.setOf[node]! >= 0;
  return {
    kind: 'split',
    feature: feature[node]!,
    ranges: isSet
      ? setRanges(trees, node)
      : [
          { upper: threshold[node]!, goesLeft: true },
          { upper: Infinity, goesLeft: false },
        ],
    missingLeft: missingLeft[node] === 1,
    left: left[node]! - root,
    right: right[node]! - root,
  };
}

/** Each code is a range of itself alone; what lies between codes was never seen. */
function setRanges({ categories, feature, missingLeft }: TreeEnsemble, node: number): Range[] {
  const { codes, codesOf, setOf, words } = categories!;
  const j = feature[node]!;
  const elsewhere = missingLeft[node] === 1;
  const ranges: Range[] = [];
  const put = (upper: number, goesLeft: boolean): void => {
    if (ranges.at(-1)?.goesLeft === goesLeft) ranges.pop();
    ranges.push({ upper, goesLeft });
  };
  for (let k = 0; k < codesOf[j + 1]! - codesOf[j]!; k++) {
    const code = codes[codesOf[j]! + k]!;
    put(doubleBelow(code), elsewhere);
    put(code, holds(words, setOf[node]!, k));
  }
  put(Infinity, elsewhere);
  return ranges;
}
