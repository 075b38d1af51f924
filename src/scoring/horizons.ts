/**
 * Probabilities by several horizons of one model: they never fall with a longer horizon.
 */
import * as z from 'zod';
import { hazardLogOddsByHorizon } from '../../models/boosting/hazard-model.ts';
import type { HazardAt } from '../../models/boosting/hazard.ts';
import { calibrate, type Calibrator } from '../../models/calibration/calibrator.ts';
import type { Stack } from '../../models/stack/model.ts';
import type { Matrix } from '../core/matrix.ts';
import { calibratorSchema } from './model-schema.ts';

/** A horizon beside the one asked for, and what makes its log-odds a probability. */
export interface HorizonCalibrator {
  readonly months: number;
  readonly calibrator: Calibrator;
}

/** Probability of the event within so many months. */
export interface HorizonProbability {
  readonly months: number;
  readonly probability: number;
}

/** The part of a model that says how far ahead it looks. */
export interface HorizonModel {
  readonly stack: Stack;
  /** Further horizons, rising; absent: it answers one. */
  readonly horizons?: readonly HorizonCalibrator[] | undefined;
}

/** Saved further horizons. */
export const horizonCalibrators: z.ZodType<readonly HorizonCalibrator[]> = z
  .array(z.strictObject({ months: z.number().positive(), calibrator: calibratorSchema }))
  .refine(
    (horizons) => horizons.every(({ months }, k) => months > (horizons[k - 1]?.months ?? 0)),
    'the horizons do not rise',
  );

/** The hazard that a stack is, alone; null when it is anything else. */
export function hazardIn({ members }: Stack): HazardAt | null {
  const [only, ...others] = members;
  return only?.model.family === 'gbdt-hazard' && others.length === 0 ? only.model : null;
}

/** Whether a stack knows each of the further horizons, and is asked for none of them. */
export function answersHorizons({ stack, horizons }: HorizonModel): boolean {
  const model = hazardIn(stack);
  if (!horizons || !model) return !horizons;
  const own = model.horizons.filter((_, k) => k !== model.asked);
  return horizons.every(({ months }) => own.includes(months));
}

/** Every horizon a model answers, rising, in months; none when it answers one. */
export function horizonMonths({ stack, horizons = [] }: HorizonModel): number[] {
  const model = hazardIn(stack);
  if (!model || horizons.length === 0) return [];
  const told = new Set([model.horizons[model.asked], ...horizons.map(({ months }) => months)]);
  return model.horizons.filter((months) => told.has(months));
}

/**
 * Calibrated probability by each of `horizonMonths`, `[horizons][n]`. Each horizon has its calibrator; where these
 * would make probabilities cross, a longer horizon is raised, and a shorter one lowered, to the one next to it on the
 * side of the horizon asked for, which stays as it is.
 *
 * @param asked calibrated probability by the horizon asked for, `[n]`
 */
export function horizonProbabilities(
  { stack, horizons = [] }: HorizonModel,
  X: Matrix,
  asked: Float64Array,
): Float64Array[] {
  const months = horizonMonths({ stack, horizons });
  const model = hazardIn(stack);
  if (!model || months.length === 0) return [];
  const logOdds = hazardLogOddsByHorizon(model, X);
  const p = months.map((end) => {
    const own = horizons.find((one) => one.months === end);
    const z = logOdds[model.horizons.indexOf(end)];
    return own && z ? z.map((value) => calibrate(own.calibrator, value)) : asked.slice();
  });
  const at = months.indexOf(model.horizons[model.asked] ?? 0);
  for (let k = at + 1; k < p.length; k++) hold(p[k], p[k - 1], Math.max);
  for (let k = at - 1; k >= 0; k--) hold(p[k], p[k + 1], Math.min);
  return p;
}

function hold(
  own: Float64Array | undefined,
  next: Float64Array | undefined,
  pick: (a: number, b: number) => number,
): void {
  if (!own || !next) return;
  for (const [i, value] of next.entries()) own[i] = pick(own[i] ?? value, value);
}
