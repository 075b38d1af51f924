/**
 * Exact path-dependent Shapley interaction values of tree ensembles.
 *
 * With s_j whether the row satisfies feature j of a leaf's path and z_j its share of cover, the leaf's game is
 * v · Π_S s · Π_U z. Knowing j or not multiplies what is left by s_j or z_j, so
 *
 *   Φ_ij = ½ (s_j − z_j) · φ_i(the path without j),   Φ_ii = φ_i − Σ_j Φ_ij.
 *
 * @see Lundberg et al. (2020), From local explanations to global understanding with explainable AI for trees, eq. 10–13
 */
import type { Matrix } from '../../src/core/matrix.ts';
import { numberCodes } from './categories.ts';
import type { TreeEnsemble } from './ensemble.ts';
import { leads, leafPaths, type LeafPaths } from './leaf-paths.ts';
import { gatherBlock } from './predict.ts';
import { treeShap } from './shap.ts';

/**
 * Interaction values: `values[(i·p + j)·p + k]` is what features `j` and `k` do together for row `i`, half of it in each
 * order; the diagonal is what a feature does alone. Each row of the square adds up to the feature's attribution.
 *
 * @param X columns in the order the ensemble was grown on
 */
export function treeInteractions(ensemble: TreeEnsemble, X: Matrix): { bias: number; values: Float64Array } {
  const { bias, values: main } = treeShap(ensemble, X);
  const paths = leafPaths(ensemble);
  const p = X.columns.length;
  const rows = new Float64Array(X.nRows * p);
  gatherBlock(numberCodes(ensemble.categories, X), 0, X.nRows, rows);
  const values = new Float64Array(X.nRows * p * p);
  const games = new PathGames(paths);
  for (let l = 0; l < paths.value.length; l++) {
    const first = paths.start[l]!;
    const m = paths.start[l + 1]! - first;
    if (m < 2) continue;
    const known = new Map<string, Float64Array>();
    for (let i = 0; i < X.nRows; i++) {
      const flags = games.match(first, m, rows.subarray(i * p, (i + 1) * p));
      const key = flags.join('');
      let square = known.get(key);
      if (!square) known.set(key, (square = games.square(l, flags)));
      addSquare(
        square,
        paths.feature.subarray(first, first + m),
        values.subarray(i * p * p, (i + 1) * p * p),
      );
    }
  }
  fillDiagonal(values, main, p);
  return { bias, values };
}

function addSquare(square: Float64Array, features: Int32Array, target: Float64Array): void {
  const m = features.length;
  const p = Math.sqrt(target.length);
  for (let e = 0; e < m; e++)
    for (let f = 0; f < m; f++) target[features[e]! * p + features[f]!]! += square[e * m + f]!;
}

/** What is left of each attribution is the feature's own. */
function fillDiagonal(values: Float64Array, main: Float64Array, p: number): void {
  for (let at = 0; at < main.length; at++) {
    let together = 0;
    for (let k = 0; k < p; k++) together += values[at * p + k]!;
    values[at * p + (at % p)] = main[at]! - together;
  }
}

class PathGames {
  private readonly paths: LeafPaths;

  constructor(paths: LeafPaths) {
    this.paths = paths;
  }

  match(first: number, m: number, row: Float64Array): Uint8Array {
    const { paths } = this;
    const flags = new Uint8Array(m);
    for (let e = 0; e < m; e++) flags[e] = Number(leads(paths, first + e, row[paths.feature[first + e]!]!));
    return flags;
  }

  /** Φ of every ordered pair of the path's features; the diagonal is 0. */
  square(l: number, flags: Uint8Array): Float64Array {
    const m = flags.length;
    const zero = this.paths.zero.subarray(this.paths.start[l], this.paths.start[l]! + m);
    const square = new Float64Array(m * m);
    for (let f = 0; f < m; f++) {
      const others = Array.from({ length: m - 1 }, (_, k) => (k < f ? k : k + 1));
      const phi = attributeAmong(others, flags, zero);
      const factor = ((flags[f]! - zero[f]!) / 2) * this.paths.value[l]!;
      for (const [k, e] of others.entries()) square[e * m + f] = factor * phi[k]!;
    }
    return square;
  }
}

/** φ of each of `members` in the game Π_S s · Π_U z among them alone. */
function attributeAmong(members: readonly number[], flags: Uint8Array, zero: Float64Array): Float64Array {
  const m = members.length;
  const phi = new Float64Array(m);
  for (const [k, i] of members.entries()) {
    const product = new Float64Array(m);
    product[0] = 1;
    let size = 0;
    for (const j of members) {
      if (j === i) continue;
      size++;
      for (let d = size; d > 0; d--) product[d] = product[d]! * zero[j]! + product[d - 1]! * flags[j]!;
      product[0] *= zero[j]!;
    }
    let weight = 1 / m;
    let sum = weight * product[0];
    for (let d = 1; d < m; d++) {
      weight *= d / (m - d);
      sum += weight * product[d]!;
    }
    phi[k] = (flags[i]! - zero[i]!) * sum;
  }
  return phi;
}
