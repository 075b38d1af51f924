/**
 * Exact interventional Shapley values of tree ensembles: what a row's features do against a background of other rows,
 * nothing assumed about how features go together in the training data.
 *
 * Leaf by leaf, as in ./shap.ts. For a row x and a background row z, only features that one of them satisfies and the
 * other does not matter; with a of them satisfied by x alone and b by z alone, and none by neither,
 *
 *   φ_i = v · (a−1)! b! / (a+b)!    where x alone satisfies the feature
 *   φ_i = −v · a! (b−1)! / (a+b)!   where z alone does
 *
 * Rows, and background rows, that satisfy the same features of a path share one computation.
 *
 * @see Lundberg et al. (2020), From local explanations to global understanding with explainable AI for trees, Algorithm 3
 */
import { JzError } from '../../src/core/errors/index.ts';
import type { Matrix } from '../../src/core/matrix.ts';
import { numberCodes } from './categories.ts';
import type { TreeEnsemble } from './ensemble.ts';
import { leads, leafPaths, type LeafPaths } from './leaf-paths.ts';
import { gatherBlock, sumTrees } from './predict.ts';

/**
 * Attributions against the mean of the background: `bias + Σ_j values[i·p + j]` is the ensemble's sum for row `i`, and
 * `bias` is its mean over the background.
 *
 * @param X          columns in the order the ensemble was grown on
 * @param background rows a household is compared with, same columns
 * @throws JZ_MATRIX_SHAPE without background rows, or with other columns
 */
export function interventionalShap(
  ensemble: TreeEnsemble,
  X: Matrix,
  background: Matrix,
): { bias: number; values: Float64Array } {
  if (background.nRows === 0 || background.columns.length !== X.columns.length)
    throw new JzError('JZ_MATRIX_SHAPE', {
      problem: `${background.nRows} background rows of ${background.columns.length} columns for ${X.columns.length}`,
    });
  const paths = leafPaths(ensemble);
  const p = X.columns.length;
  const values = new Float64Array(X.nRows * p);
  const [ours, theirs] = [X, background].map((rows) => rowMajor(numberCodes(ensemble.categories, rows)));
  const weights = orderWeights(paths.longest);
  for (let l = 0; l < paths.value.length; l++) {
    const path = { paths, first: paths.start[l]!, m: paths.start[l + 1]! - paths.start[l]! };
    const against = [...patternsOf(path, theirs!).values()];
    for (const group of patternsOf(path, ours!).values()) {
      const phi = attribute(group.flags, against, paths.value[l]! / background.nRows, weights);
      for (const row of group.rows)
        for (let e = 0; e < path.m; e++) values[row * p + paths.feature[path.first + e]!]! += phi[e]!;
    }
  }
  const sums = sumTrees(ensemble, background, 0);
  return { bias: sums.reduce((sum, value) => sum + value, 0) / background.nRows, values };
}

interface Rows {
  readonly values: Float64Array;
  readonly nRows: number;
  readonly p: number;
}

interface Path {
  readonly paths: LeafPaths;
  readonly first: number;
  /** Distinct features on the path. */
  readonly m: number;
}

/** Rows that satisfy the same features of a path. */
interface Pattern {
  readonly flags: Uint8Array;
  readonly rows: number[];
}

function rowMajor(X: Matrix): Rows {
  const values = new Float64Array(X.nRows * X.columns.length);
  gatherBlock(X, 0, X.nRows, values);
  return { values, nRows: X.nRows, p: X.columns.length };
}

function patternsOf({ paths, first, m }: Path, { values, nRows, p }: Rows): Map<string | number, Pattern> {
  const { feature } = paths;
  const found = new Map<string | number, Pattern>();
  const flags = new Uint8Array(m);
  for (let row = 0; row < nRows; row++) {
    let bits = 0;
    for (let e = 0; e < m; e++) {
      const holds = Number(leads(paths, first + e, values[row * p + feature[first + e]!]!));
      flags[e] = holds;
      bits = bits * 2 + holds;
    }
    // Above 52 features the bits do not fit a number.
    const key = m <= 52 ? bits : flags.join('');
    const known = found.get(key);
    if (known) known.rows.push(row);
    else found.set(key, { flags: flags.slice(), rows: [row] });
  }
  return found;
}

/** Attributions of one pattern against all patterns of the background, a number a feature of the path. */
function attribute(
  flags: Uint8Array,
  against: readonly Pattern[],
  share: number,
  { weights, width }: OrderWeights,
): Float64Array {
  const m = flags.length;
  const phi = new Float64Array(m);
  for (const other of against) {
    let [a, b] = [0, 0];
    let isReachable = true;
    for (let e = 0; e < m && isReachable; e++) {
      if (flags[e] === other.flags[e]) isReachable = flags[e] === 1;
      else if (flags[e] === 1) a++;
      else b++;
    }
    if (!isReachable || a + b === 0) continue;
    const scaled = share * other.rows.length;
    const plus = a > 0 ? scaled * weights[(a - 1) * width + b]! : 0;
    const minus = b > 0 ? scaled * weights[(b - 1) * width + a]! : 0;
    for (let e = 0; e < m; e++) if (flags[e] !== other.flags[e]) phi[e]! += flags[e] === 1 ? plus : -minus;
  }
  return phi;
}

interface OrderWeights {
  /** `i! k! / (i + k + 1)!` at `i · width + k`. */
  readonly weights: Float64Array;
  readonly width: number;
}

function orderWeights(longest: number): OrderWeights {
  const width = longest + 1;
  const weights = new Float64Array(width * width);
  for (let i = 0; i < width; i++) {
    weights[i * width] = 1 / (i + 1);
    for (let k = 1; k < width; k++) weights[i * width + k] = (weights[i * width + k - 1]! * k) / (i + k + 1);
  }
  return { weights, width };
}
