/**
 * Step functions as trees: one value a range of a column, and one when it is missing.
 */
import { flattenTrees, type SourceNode, type SourceTree } from '../flatten.ts';
import type { TreeEnsemble } from '../../tree/ensemble.ts';

/** Values of one column by range; `values` and `covers` have one more entry than `cuts`, and one for missing. */
export interface Steps {
  readonly feature: number;
  readonly cuts: Float64Array;
  readonly values: Float64Array;
  readonly covers: Float64Array;
}

/** One tree a step function. */
export function stepTrees(steps: readonly Steps[], nFeatures: number): TreeEnsemble {
  return flattenTrees(steps.map(stepTree), nFeatures, '(steps)');
}

/** Node 0 parts the missing; `2k + 1` and `2k + 2` stand for ranges `from .. to` found by halving. */
function stepTree({ feature, cuts, values, covers }: Steps): SourceTree {
  const leaf = (n: number): SourceNode => ({ kind: 'leaf', value: values[n]!, cover: covers[n]! });
  const width = cuts.length + 1;
  const split = (upper: number, left: number, right: number): SourceNode => ({
    kind: 'split',
    feature,
    ranges: [
      { upper, goesLeft: true },
      { upper: Infinity, goesLeft: false },
    ],
    missingLeft: false,
    left,
    right,
  });
  const code = (from: number, to: number): number => 2 + from * (width + 1) + to;
  const nodeAt = (id: number): SourceNode => {
    if (id === 0) return split(Infinity, code(0, width), 1);
    if (id === 1) return leaf(width);
    const [from, to] = [Math.floor((id - 2) / (width + 1)), (id - 2) % (width + 1)];
    if (to - from === 1) return leaf(from);
    const middle = (from + to) >> 1;
    return split(cuts[middle - 1]!, code(from, middle), code(middle, to));
  };
  return { size: 2 * width + 2, nodeAt };
}
