/**
 * Discrete-time hazard by boosted trees: one model for several horizons that never cross.
 *
 * Each household is a row for every period it was watched through (until the period of the event), with the period's
 * number as a column of its own and whether the event came in it as label. The probability by a horizon is
 * `1 − Π (1 − h_k)` over its periods, which cannot fall from one horizon to the next.
 *
 * @see Singer & Willett (1993), It's about time: using discrete-time survival analysis
 */
import { JzError } from '../../src/core/errors/index.ts';
import { takeLabels, type Matrix } from '../../src/core/matrix.ts';
import type { Rng } from '../../src/core/rng.ts';
import { allRows, checkRowCount } from '../check.ts';
import type { BinnedMatrix } from '../tree/binned.ts';
import { binMatrix } from '../tree/bins.ts';
import type { TreeEnsemble } from '../tree/ensemble.ts';
import { checkWeights } from '../weights.ts';
import { boostLoss, inPlace, type BoostRows } from './boost.ts';
import { logLoss } from './loss.ts';
import type { BoostingOptions } from './options.ts';
import { eventsByPeriod, inEveryPeriod, rowsOf, watchedThrough, type Histories } from './periods.ts';

export type { Histories } from './periods.ts';

/** Boosted trees of log-odds of the event in a period, given that it had not come before. */
export interface HazardTrees {
  readonly family: 'gbdt-hazard';
  readonly format: 1;
  readonly features: readonly string[];
  /** Ends of the periods in months, rising. */
  readonly horizons: readonly number[];
  readonly base: number;
  /** On the features and, last, the number of the period from 0. */
  readonly trees: TreeEnsemble;
}

/** Hazard trees that are asked for one of their horizons: one probability of a row, and reasons for it. */
export interface HazardAt extends HazardTrees {
  /** Position among the horizons. */
  readonly asked: number;
}

/** Column of the period's number, last in the matrix that the trees see. */
const PERIOD = '(period)';

/**
 * Fits on all households for exactly `options.rounds` trees. A period that watching ended in without the event tells
 * nothing and is left out.
 *
 * @param horizons ends of the periods in months, rising: `[3, 6, 12]`
 * @throws JZ_UNIT_INVALID for horizons or months that are none; JZ_LABEL_ONE_CLASS when no event came, or nothing else
 * @throws JZ_TOO_FEW_ROWS, JZ_MATRIX_SHAPE, JZ_MATRIX_NOT_FINITE, JZ_CATEGORY_TOO_MANY, JZ_COLUMN_MISSING
 */
export function fitHazard(
  X: Matrix,
  histories: Histories,
  horizons: readonly number[],
  options: BoostingOptions,
  rng: Rng,
): HazardTrees {
  checkHorizons(horizons);
  checkHistories(X, histories);
  const binned = binMatrix(X, options.maxBins, undefined, 'fastest', options.categorical);
  const data = inEveryPeriod(binned, horizons.length);
  const task = { data, names: X.names, histories, horizons, train: allRows(X.nRows) };
  return boostHazard({ ...task, watch: new Int32Array(0) }, options, rng).model;
}

/** What a hazard is boosted on. */
export interface HazardTask {
  /** Binned households in every period, as `inEveryPeriod` makes them. */
  readonly data: BinnedMatrix;
  /** Of the columns without the period. */
  readonly names: readonly string[];
  /** Of all households. */
  readonly histories: Histories;
  readonly horizons: readonly number[];
  /** Households to learn from. */
  readonly train: Int32Array;
  /** Households that say when to stop. */
  readonly watch: Int32Array;
}

/** A fit that was watched on households it did not train on. */
export interface WatchedHazard {
  readonly model: HazardTrees;
  /** Log-odds of the watched households in every period after each `WATCH_EVERY` rounds, `[looks][watch × periods]`. */
  readonly path: readonly Float32Array[];
}

/**
 * Boosts on `train`; with households to watch, stops once their loss in the periods they were watched through has not
 * improved for `options.patience` rounds.
 *
 * @throws JZ_LABEL_ONE_CLASS when no event came, or nothing else
 */
export function boostHazard(task: HazardTask, options: BoostingOptions, rng: Rng): WatchedHazard {
  const { data, names, histories, horizons, watch } = task;
  const train = watchedThrough(histories, horizons, task.train);
  const judged = watchedThrough(histories, horizons, watch);
  const labels = eventsByPeriod(histories, horizons);
  checkLabels(takeLabels(labels, train));
  const { weights } = histories;
  const rows: BoostRows = { data, names: [...names, PERIOD], train, watch: rowsOf(watch, horizons.length) };
  const weighed: BoostRows = weights
    ? { ...rows, weights: Float64Array.from(labels, (_, row) => weights[Math.floor(row / horizons.length)]!) }
    : rows;
  const loss = logLoss(labels);
  const judging = { ...loss, total: (scores: Float64Array) => loss.total(scores, judged, weighed.weights) };
  const { base, trees, path } = boostLoss(weighed, judging, options, rng, inPlace);
  return { model: { family: 'gbdt-hazard', format: 1, features: names, horizons, base, trees }, path };
}

/**
 * Checks that horizons rise from above 0.
 *
 * @throws JZ_UNIT_INVALID
 */
export function checkHorizons(horizons: readonly number[]): void {
  const bad = horizons.findIndex((end, k) => !(end > (horizons[k - 1] ?? 0) && end < Infinity));
  if (bad >= 0 || horizons.length === 0)
    throw new JzError('JZ_UNIT_INVALID', {
      ...{ unit: 'horizon', value: horizons.join(', '), expected: 'rising months above 0' },
    });
}

/**
 * Checks that every row was watched for some months and weighs something, and that there are rows enough.
 *
 * @throws JZ_UNIT_INVALID, JZ_MATRIX_SHAPE, JZ_TOO_FEW_ROWS
 */
export function checkHistories(X: Pick<Matrix, 'nRows'>, { months, happened, weights }: Histories): void {
  checkRowCount(X, months);
  checkRowCount(X, happened);
  if (weights) checkWeights(weights, X.nRows);
  const row = months.findIndex((count) => !(count > 0 && count < Infinity));
  if (row >= 0)
    throw new JzError('JZ_UNIT_INVALID', {
      ...{ unit: `months, row ${row}`, value: months[row]!, expected: 'a number above 0' },
    });
}

function checkLabels(labels: Uint8Array): void {
  const first = labels[0] ?? 0;
  if (labels.every((label) => label === first)) throw new JzError('JZ_LABEL_ONE_CLASS', { value: first });
}
