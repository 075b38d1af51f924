/**
 * Probability and log-odds.
 */

/** Largest log-odds that leave a model: probabilities stay inside 1e-9 .. 1 - 1e-9. */
const LIMIT = 20.7;

/** `1 / (1 + e^-x)`. */
export function sigmoid(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

/** `ln(p / (1 - p))`, held inside ±20.7. */
export function logit(probability: number): number {
  return Math.max(-LIMIT, Math.min(LIMIT, Math.log(probability) - Math.log1p(-probability)));
}

/** Sigmoid of each value. */
export function sigmoidAll(logOdds: Float64Array): Float64Array {
  return logOdds.map(sigmoid);
}
