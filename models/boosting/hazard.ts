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
import { takeValues, type Matrix } from '../../src/core/matrix.ts';
import type { Rng } from '../../src/core/rng.ts';
import { allRows, checkRowCount } from '../check.ts';
import { binMatrix } from '../tree/bins.ts';
import type { TreeEnsemble } from '../tree/ensemble.ts';
import { checkWeights } from '../weights.ts';
import { boostLoss, inPlace } from './boost.ts';
import { logLoss } from './loss.ts';
import type { BoostingOptions } from './options.ts';
import { withPeriods } from './periods.ts';

/** How long each household was watched and whether the event ended it. */
export interface Histories {
  /** Months watched, `[n]`, above 0. */
  readonly months: Float64Array;
  /** 1 when the event came at the end of them, 0 when watching ended without it. */
  readonly happened: Uint8Array;
  /** Positive weight of each household, `[n]`; all 1 when absent. */
  readonly weights?: Float64Array | undefined;
}

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
  const { rows, periods, labels } = personPeriods(histories, horizons);
  checkLabels(labels);
  const data = withPeriods(
    binMatrix(X, options.maxBins, undefined, 'fastest', options.categorical),
    rows,
    periods,
    horizons.length,
  );
  const names = [...X.names, PERIOD];
  const boosted = { data, names, train: allRows(rows.length), watch: new Int32Array(0) };
  const { weights } = histories;
  const weighed = weights ? { ...boosted, weights: takeValues(weights, rows) } : boosted;
  const { base, trees } = boostLoss(weighed, logLoss(labels), options, rng, inPlace);
  return { family: 'gbdt-hazard', format: 1, features: X.names, horizons, base, trees };
}

interface PersonPeriods {
  /** Household of each row. */
  readonly rows: Int32Array;
  readonly periods: Uint8Array;
  readonly labels: Uint8Array;
}

/** A row for each household and period it was watched through. */
function personPeriods({ months, happened }: Histories, horizons: readonly number[]): PersonPeriods {
  const rows: number[] = [];
  const periods: number[] = [];
  const labels: number[] = [];
  for (let i = 0; i < months.length; i++) {
    for (const [k, end] of horizons.entries()) {
      const isEvent = happened[i] === 1 && months[i]! <= end;
      if (!isEvent && months[i]! < end) break;
      rows.push(i);
      periods.push(k);
      labels.push(isEvent ? 1 : 0);
      if (isEvent) break;
    }
  }
  return { rows: Int32Array.from(rows), periods: Uint8Array.from(periods), labels: Uint8Array.from(labels) };
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
