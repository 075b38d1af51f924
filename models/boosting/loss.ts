/**
 * Losses that trees are boosted under: first and second derivatives, the best constant, the loss itself.
 */
import { logit, sigmoid } from '../link.ts';

/** One loss over given targets. Scores are on the scale of the sum of leaves. */
export interface Loss {
  /** The constant of least loss on the rows; weights are positive, all 1 when absent. */
  base(rows: Int32Array, weights?: Float64Array): number;
  /** First and second derivative of each row's loss, into `[2 × nRows]`. */
  writeGradients(scores: Float64Array, rows: Int32Array, pairs: Float64Array): void;
  /** Sum over the rows, each as often as it weighs. */
  total(scores: Float64Array, rows: Int32Array, weights?: Float64Array): number;
  /** The best step of a leaf's rows, where it is not the Newton step. */
  leafStep?(scores: Float64Array, rows: Int32Array, weights?: Float64Array): number;
}

/** No hessian is less, so that every leaf is finite. */
const LEAST_HESSIAN = 1e-16;

/** Log loss of labels of 0 and 1; scores are log-odds. */
export function logLoss(y: Uint8Array): Loss {
  return {
    base: (rows, weights) => logit(mean(y, rows, weights)),
    writeGradients: (scores, rows, pairs) => {
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i]!;
        const p = sigmoid(scores[row]!);
        pairs[2 * row] = p - y[row]!;
        pairs[2 * row + 1] = Math.max(p * (1 - p), LEAST_HESSIAN);
      }
    },
    total: (scores, rows, weights) =>
      sumOf(rows, weights, (row) => Math.log1p(Math.exp(y[row] ? -scores[row]! : scores[row]!))),
  };
}

/** Half the squared error; scores are the mean. */
export function squaredLoss(y: Float64Array): Loss {
  return {
    base: (rows, weights) => mean(y, rows, weights),
    writeGradients: (scores, rows, pairs) => {
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i]!;
        pairs[2 * row] = scores[row]! - y[row]!;
        pairs[2 * row + 1] = 1;
      }
    },
    total: (scores, rows, weights) => sumOf(rows, weights, (row) => (scores[row]! - y[row]!) ** 2 / 2),
  };
}

/** Poisson deviance of counts, less what no score changes; scores are the logarithm of the mean. */
export function poissonLoss(y: Float64Array): Loss {
  return {
    base: (rows, weights) => Math.log(mean(y, rows, weights)),
    writeGradients: (scores, rows, pairs) => {
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i]!;
        const expected = Math.exp(scores[row]!);
        pairs[2 * row] = expected - y[row]!;
        pairs[2 * row + 1] = Math.max(expected, LEAST_HESSIAN);
      }
    },
    total: (scores, rows, weights) =>
      sumOf(rows, weights, (row) => Math.exp(scores[row]!) - y[row]! * scores[row]!),
  };
}

/**
 * Pinball loss: scores are the value that a share of targets stays under. It has no curvature, so trees only say which
 * rows go together; their leaves are the quantile of what is left.
 *
 * @param share 0..1, exclusive
 */
export function quantileLoss(y: Float64Array, share: number): Loss {
  return {
    base: (rows, weights) => quantile(rows, (row) => y[row]!, share, weights),
    writeGradients: (scores, rows, pairs) => {
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i]!;
        pairs[2 * row] = y[row]! > scores[row]! ? -share : 1 - share;
        pairs[2 * row + 1] = 1;
      }
    },
    total: (scores, rows, weights) =>
      sumOf(rows, weights, (row) =>
        Math.max(share * (y[row]! - scores[row]!), (share - 1) * (y[row]! - scores[row]!)),
      ),
    leafStep: (scores, rows, weights) => quantile(rows, (row) => y[row]! - scores[row]!, share, weights),
  };
}

function mean(y: ArrayLike<number>, rows: Int32Array, weights?: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (const row of rows) {
    const weight = weights ? weights[row]! : 1;
    sum += weight * y[row]!;
    total += weight;
  }
  return sum / total;
}

/** The least value that at least `share` of the weight is at or under; half way to the next where it is just that. */
function quantile(
  rows: Int32Array,
  valueOf: (row: number) => number,
  share: number,
  weights?: Float64Array,
): number {
  const values = Float64Array.from(rows, valueOf);
  if (!weights) return quantileOfSorted(values.sort(), () => 1, share);
  const order = Int32Array.from(rows.keys()).sort((a, b) => values[a]! - values[b]!);
  return quantileOfSorted(
    Float64Array.from(order, (i) => values[i]!),
    (k) => weights[rows[order[k]!]!]!,
    share,
  );
}

function quantileOfSorted(sorted: Float64Array, weightOf: (k: number) => number, share: number): number {
  const wanted = share * sorted.reduce((sum, _, k) => sum + weightOf(k), 0);
  let under = 0;
  for (let k = 0; k < sorted.length - 1; k++) {
    under += weightOf(k);
    if (under === wanted) return (sorted[k]! + sorted[k + 1]!) / 2;
    if (under > wanted) return sorted[k]!;
  }
  return sorted.at(-1)!;
}

function sumOf(rows: Int32Array, weights: Float64Array | undefined, lossOf: (row: number) => number): number {
  let sum = 0;
  for (const row of rows) sum += weights ? weights[row]! * lossOf(row) : lossOf(row);
  return sum;
}
