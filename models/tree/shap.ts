/**
 * Exact path-dependent Shapley values of tree ensembles.
 *
 * The values are those of TreeSHAP (Lundberg et al., 2020, Algorithm 2). They are computed leaf by leaf: for a row, a
 * leaf's contribution depends only on which of the m distinct features on its path the row satisfies. With S the
 * satisfied ones, U the others, z the shares of cover and W(k) = k!(m−1−k)!/m!,
 *
 *   φ_i = v · (1 − z_i) · Π_U z · Σ_k W(k) · e_k(S∖i)   for i in S
 *   φ_i = −v · Π_U z · Σ_k W(k) · e_k(S)                 for i in U
 *
 * where e_k are the coefficients of Π (z_j + y). Rows that satisfy the same features share one computation
 * (Yang, 2021, Fast TreeSHAP, its second version).
 */
import type { Matrix } from '../../src/core/matrix.ts';
import { numberCodes } from './categories.ts';
import type { TreeEnsemble } from './ensemble.ts';
import { leads, leafPaths, type LeafPaths } from './leaf-paths.ts';
import { gatherBlock } from './predict.ts';

const BLOCK = 1024;
/** Paths of up to this many features keep a table of all their 2^m patterns. */
const TABLE_FEATURES = 8;

const pathsOf = new WeakMap<TreeEnsemble, LeafPaths>();

/**
 * Attributions of the summed leaf values: `bias + Σ_j values[i·p + j]` is the ensemble's sum for row `i`.
 *
 * @param X columns in the order the ensemble was grown on
 */
export function treeShap(ensemble: TreeEnsemble, X: Matrix): { bias: number; values: Float64Array } {
  const paths = pathsOf.get(ensemble) ?? leafPaths(ensemble);
  pathsOf.set(ensemble, paths);
  const p = X.columns.length;
  const numbered = numberCodes(ensemble.categories, X);
  const values = new Float64Array(X.nRows * p);
  const block = new Float64Array(Math.min(BLOCK, X.nRows) * p);
  const leaf = new LeafAttribution(paths);
  for (let start = 0; start < X.nRows; start += BLOCK) {
    const count = Math.min(BLOCK, X.nRows - start);
    gatherBlock(numbered, start, count, block);
    const target = values.subarray(start * p, (start + count) * p);
    for (let l = 0; l < paths.value.length; l++) leaf.add(l, { block, p, count }, target);
  }
  return { bias: expectedValue(paths), values };
}

interface Rows {
  /** Row-major. */
  readonly block: Float64Array;
  readonly p: number;
  readonly count: number;
}

/** Cover-weighted mean of the ensemble's sum. */
function expectedValue({ start, value, zero }: LeafPaths): number {
  let sum = 0;
  for (let l = 0; l < value.length; l++) {
    let share = value[l]!;
    for (let e = start[l]!; e < start[l + 1]!; e++) share *= zero[e]!;
    sum += share;
  }
  return sum;
}

/** Adds one leaf's contributions to many rows; buffers are made once. */
class LeafAttribution {
  private readonly paths: LeafPaths;
  private readonly satisfied: Uint8Array;
  private readonly phi: Float64Array;
  private readonly table = new Float64Array(TABLE_FEATURES * 2 ** TABLE_FEATURES);
  private readonly known = new Uint8Array(2 ** TABLE_FEATURES);
  private readonly coefficients: Float64Array;
  private readonly quotient: Float64Array;
  /** W(k) for every path length m, at `m · (longest + 1) + k`. */
  private readonly weights: Float64Array;
  private readonly width: number;

  constructor(paths: LeafPaths) {
    this.paths = paths;
    this.width = paths.longest + 1;
    this.satisfied = new Uint8Array(this.width);
    this.phi = new Float64Array(this.width);
    this.coefficients = new Float64Array(this.width + 1);
    this.quotient = new Float64Array(this.width + 1);
    this.weights = permutationWeights(paths.longest);
  }

  add(l: number, rows: Rows, target: Float64Array): void {
    const { start, feature } = this.paths;
    const first = start[l]!;
    const m = start[l + 1]! - first;
    const tabled = m <= TABLE_FEATURES;
    if (tabled) this.known.fill(0, 0, 2 ** m);
    for (let i = 0; i < rows.count; i++) {
      const pattern = this.match(first, m, rows, i * rows.p);
      let source = this.phi;
      let at = 0;
      if (tabled) {
        source = this.table;
        at = pattern * m;
        if (this.known[pattern] === 0) this.remember(l, m, pattern);
      } else {
        this.attribute(l, m);
      }
      const row = i * rows.p;
      for (let e = 0; e < m; e++) target[row + feature[first + e]!]! += source[at + e]!;
    }
  }

  /** Which features of the path the row satisfies, as flags and, for short paths, as bits. */
  private match(first: number, m: number, { block }: Rows, row: number): number {
    const { feature } = this.paths;
    let pattern = 0;
    for (let e = 0; e < m; e++) {
      const holds = Number(leads(this.paths, first + e, block[row + feature[first + e]!]!));
      this.satisfied[e] = holds;
      pattern = (pattern << 1) | holds;
    }
    return pattern;
  }

  private remember(l: number, m: number, pattern: number): void {
    this.attribute(l, m);
    this.table.set(this.phi.subarray(0, m), pattern * m);
    this.known[pattern] = 1;
  }

  /** Fills `phi` for the flags in `satisfied`. */
  private attribute(l: number, m: number): void {
    const { start, value, zero } = this.paths;
    const { satisfied, phi, coefficients } = this;
    const first = start[l]!;
    let unsatisfied = value[l]!;
    let size = 0;
    coefficients[0] = 1;
    for (let e = 0; e < m; e++) {
      const z = zero[first + e]!;
      if (satisfied[e] === 0) {
        unsatisfied *= z;
        continue;
      }
      coefficients[++size] = 0;
      for (let k = size; k > 0; k--) coefficients[k] = coefficients[k]! * z + coefficients[k - 1]!;
      coefficients[0] *= z;
    }
    const outside = size === m ? 0 : -unsatisfied * this.weigh(coefficients, size, m);
    for (let e = 0; e < m; e++) {
      if (satisfied[e] === 0) phi[e] = outside;
      else phi[e] = (1 - zero[first + e]!) * unsatisfied * this.weighWithout(zero[first + e]!, size, m);
    }
  }

  /** Σ_k W(k) · e_k over `size + 1` coefficients. */
  private weigh(coefficients: Float64Array, size: number, m: number): number {
    let sum = 0;
    for (let k = 0; k <= size; k++) sum += this.weights[m * this.width + k]! * coefficients[k]!;
    return sum;
  }

  /** The same without the factor `(z + y)`, divided out from the highest power down. */
  private weighWithout(z: number, size: number, m: number): number {
    const { quotient, coefficients } = this;
    quotient[size] = 0;
    for (let k = size - 1; k >= 0; k--) quotient[k] = coefficients[k + 1]! - z * quotient[k + 1]!;
    return this.weigh(quotient, size - 1, m);
  }
}

/** W(k) = k!(m−1−k)!/m! for m up to `longest`, built without factorials. */
function permutationWeights(longest: number): Float64Array {
  const width = longest + 1;
  const weights = new Float64Array(width * (width + 1));
  for (let m = 1; m <= longest; m++) {
    weights[m * width] = 1 / m;
    for (let k = 1; k < m; k++) weights[m * width + k] = (weights[m * width + k - 1]! * k) / (m - k);
  }
  return weights;
}
