import { mass, rankScores, type Numbers, type Outcomes, type RankedScores } from '../scores/ranked-scores.ts';

/** logit(chance of y) = intercept + slope · logit(p). */
export interface CalibrationLine {
  /** 1 is ideal; below 1 the probabilities are too extreme, above 1 too timid. */
  readonly slope: number;
  /** 0 is ideal (given the slope). */
  readonly intercept: number;
}

const CLIP = 1e-15;
const MAX_STEPS = 50;

/**
 * Calibration slope and intercept: the maximum-likelihood logistic line of outcomes on logit(p), by Newton's
 * method with halved steps.
 *
 * @param y  outcomes, `[n]`, 0 or 1
 * @param p  probabilities, `[n]`, 0..1, clipped at 1e-15 before the logit
 * @param w  weights, `[n]`; default all 1
 * @returns NaN twice when there is one class, one distinct score, or complete separation
 * @throws JZ_EVAL_LENGTH, JZ_EVAL_EMPTY, JZ_EVAL_VALUE
 * @see Cox (1958), Two further applications of a model for binary regression
 */
export function calibrationLine(y: Outcomes, p: Numbers, w?: Numbers): CalibrationLine {
  return calibrationLineOfRanked(rankScores(y, p, w));
}

/** {@link calibrationLine} of rows already ranked. */
export function calibrationLineOfRanked(ranked: RankedScores): CalibrationLine {
  const none = { slope: NaN, intercept: NaN };
  const { total, positives } = mass(ranked);
  if (positives === 0 || positives === total || ranked.p[0] === ranked.p.at(-1)) return none;
  const x = Float64Array.from(ranked.p, logit);
  let line: CalibrationLine = { slope: 1, intercept: 0 };
  let fit = derivatives(ranked, x, line);
  for (let step = 0; step < MAX_STEPS; step++) {
    const determinant = fit.h00 * fit.h11 - fit.h01 * fit.h01;
    if (!(determinant > 1e-12 * fit.h00 * fit.h11)) return none;
    const move = {
      intercept: (fit.h11 * fit.g0 - fit.h01 * fit.g1) / determinant,
      slope: (fit.h00 * fit.g1 - fit.h01 * fit.g0) / determinant,
    };
    const next = climb(ranked, x, line, fit, move);
    const moved = Math.abs(next.line.slope - line.slope) + Math.abs(next.line.intercept - line.intercept);
    ({ line, fit } = next);
    if (moved <= 1e-12 * (1 + Math.abs(line.slope) + Math.abs(line.intercept))) return line;
    if (Math.abs(line.slope) > 1e6) return none;
  }
  return none;
}

interface Derivatives {
  readonly value: number;
  readonly g0: number;
  readonly g1: number;
  readonly h00: number;
  readonly h01: number;
  readonly h11: number;
}

/** One Newton step, halved until the likelihood does not fall. */
function climb(
  ranked: RankedScores,
  x: Float64Array,
  line: CalibrationLine,
  fit: Derivatives,
  move: CalibrationLine,
): { line: CalibrationLine; fit: Derivatives } {
  for (let scale = 1; scale > 1e-9; scale /= 2) {
    const tried = {
      slope: line.slope + scale * move.slope,
      intercept: line.intercept + scale * move.intercept,
    };
    const at = derivatives(ranked, x, tried);
    if (at.value >= fit.value - 1e-12 * Math.abs(fit.value)) return { line: tried, fit: at };
  }
  return { line, fit };
}

function derivatives({ y, w }: RankedScores, x: Float64Array, line: CalibrationLine): Derivatives {
  let value = 0;
  let g0 = 0;
  let g1 = 0;
  let h00 = 0;
  let h01 = 0;
  let h11 = 0;
  for (let i = 0; i < x.length; i++) {
    const eta = line.intercept + line.slope * x[i]!;
    const tail = Math.exp(-Math.abs(eta));
    const chance = eta >= 0 ? 1 / (1 + tail) : tail / (1 + tail);
    const residual = w[i]! * (y[i]! - chance);
    const curvature = (w[i]! * tail) / ((1 + tail) * (1 + tail));
    value += w[i]! * (y[i]! * eta - Math.max(eta, 0) - Math.log1p(tail));
    g0 += residual;
    g1 += residual * x[i]!;
    h00 += curvature;
    h01 += curvature * x[i]!;
    h11 += curvature * x[i]! * x[i]!;
  }
  return { value, g0, g1, h00, h01, h11 };
}

function logit(p: number): number {
  const kept = Math.min(1 - CLIP, Math.max(CLIP, p));
  return Math.log(kept / (1 - kept));
}
