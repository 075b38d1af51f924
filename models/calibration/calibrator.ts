/**
 * Calibrators: maps from a model's log-odds to probabilities, fitted on later data than the model.
 *
 * Platt (1999): log-odds a·z + b. Beta (Kull et al., 2017): a·ln p − b·ln(1−p) + c with a, b ≥ 0.
 * The one with the smallest cross-validated log loss on the calibration rows is chosen.
 */
import { countPositives } from '../../src/core/matrix.ts';
import { sigmoid } from '../link.ts';
import { fitLogistic } from '../logistic/fit.ts';
import { fitIsotonic, isotonicAt, type IsotonicMap } from './isotonic.ts';

/** A fitted calibrator, plain and serialisable. */
export type Calibrator =
  | { readonly kind: 'identity' }
  | { readonly kind: 'platt'; readonly slope: number; readonly intercept: number }
  | { readonly kind: 'beta'; readonly a: number; readonly b: number; readonly c: number }
  | { readonly kind: 'isotonic'; readonly map: IsotonicMap };

/** A way of calibrating. */
export type CalibratorKind = Calibrator['kind'];

const KINDS: readonly CalibratorKind[] = ['identity', 'platt', 'beta', 'isotonic'];
const FOLDS = 5;

/** The calibrated probability of a log-odds value. */
export function calibrate(calibrator: Calibrator, logOdds: number): number {
  switch (calibrator.kind) {
    case 'identity':
      return sigmoid(logOdds);
    case 'platt':
      return sigmoid(calibrator.slope * logOdds + calibrator.intercept);
    case 'beta':
      return sigmoid(
        calibrator.a * logProbability(logOdds) - calibrator.b * logProbability(-logOdds) + calibrator.c,
      );
    case 'isotonic':
      return isotonicAt(calibrator.map, logOdds);
  }
}

/** Fits one kind on all rows. */
export function fitCalibrator(kind: CalibratorKind, logOdds: Float64Array, y: Uint8Array): Calibrator {
  switch (kind) {
    case 'identity':
      return { kind };
    case 'platt': {
      const fit = fitLogistic([logOdds], y, { lambda: 1e-6, nonNegative: true });
      return { kind, slope: fit.coefficients[0]!, intercept: fit.intercept };
    }
    case 'beta': {
      const columns = [logOdds.map(logProbability), logOdds.map((z) => -logProbability(-z))];
      const fit = fitLogistic(columns, y, { lambda: 1e-6, nonNegative: true });
      return { kind, a: fit.coefficients[0]!, b: fit.coefficients[1]!, c: fit.intercept };
    }
    case 'isotonic':
      return { kind, map: fitIsotonic(logOdds, smoothed(y)) };
  }
}

/** The chosen calibrator and every kind's cross-validated log loss. */
export interface CalibratorChoice {
  readonly calibrator: Calibrator;
  readonly logLoss: Readonly<Record<CalibratorKind, number>>;
}

/**
 * Chooses by cross-validation: row `i` is judged by calibrators fitted without its group's rows.
 *
 * @param groups group number of each row, `[n]`; rows of one group share a fold
 */
export function chooseCalibrator(
  logOdds: Float64Array,
  y: Uint8Array,
  groups: ArrayLike<number>,
): CalibratorChoice {
  const logLoss = Object.fromEntries(
    KINDS.map((kind) => [kind, crossValidate(kind, logOdds, y, groups)]),
  ) as Record<CalibratorKind, number>;
  const best = KINDS.reduce((a, b) => (logLoss[b] < logLoss[a] ? b : a));
  return { calibrator: fitCalibrator(best, logOdds, y), logLoss };
}

function crossValidate(
  kind: CalibratorKind,
  logOdds: Float64Array,
  y: Uint8Array,
  groups: ArrayLike<number>,
): number {
  let loss = 0;
  for (let fold = 0; fold < FOLDS; fold++) {
    const inside = Int32Array.from(logOdds.keys()).filter((i) => groups[i]! % FOLDS !== fold);
    const z = Float64Array.from(inside, (i) => logOdds[i]!);
    const calibrator = fitCalibrator(
      kind,
      z,
      Uint8Array.from(inside, (i) => y[i]!),
    );
    for (let i = 0; i < logOdds.length; i++) {
      if (groups[i]! % FOLDS !== fold) continue;
      const p = Math.min(1 - 1e-9, Math.max(1e-9, calibrate(calibrator, logOdds[i]!)));
      loss -= Math.log(y[i] ? p : 1 - p);
    }
  }
  return loss / logOdds.length;
}

/** `ln sigmoid(z)` without overflow. */
function logProbability(z: number): number {
  return z > 0 ? -Math.log1p(Math.exp(-z)) : z - Math.log1p(Math.exp(z));
}

/** Platt's targets: no block of outcomes is ever certain. */
function smoothed(y: Uint8Array): Float64Array {
  const positives = countPositives(y);
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (y.length - positives + 2);
  return Float64Array.from(y, (label) => (label ? high : low));
}
