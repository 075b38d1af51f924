/**
 * Models of other programs with their own answers, from the oracle file.
 */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { matrixFromRows, type Matrix } from '../../src/core/matrix.ts';
import type { BoostedTrees } from '../boosting/fit.ts';
import { readLightgbm } from './lightgbm.ts';
import { readXgboost } from './xgboost.ts';

type Cells = readonly (readonly (number | null)[])[];

/** What shap says of a model. */
export interface Explained {
  readonly rows: Cells;
  readonly bias: number;
  readonly values: readonly (readonly number[])[];
  readonly interactions?: readonly (readonly (readonly number[])[])[];
  readonly interventional?: readonly (readonly number[])[];
  readonly background?: Cells;
}

/** A model another program wrote. */
export interface ForeignModel {
  readonly name: string;
  readonly format: 'xgboost' | 'lightgbm';
  readonly text: string;
  readonly rows: Cells;
  /** Log-odds. */
  readonly raw: readonly number[];
  /** LightGBM's own attributions, the bias last. */
  readonly contributions?: Cells;
  readonly shap?: Explained;
}

interface Oracle {
  readonly cases: readonly ForeignModel[];
  readonly refused: readonly {
    readonly name: string;
    readonly format: ForeignModel['format'];
    readonly text: string;
    readonly problem: string;
  }[];
}

/** Written by eval/peers/interchange/foreign_models.py. */
export const foreign = JSON.parse(
  readFileSync(new URL('./oracles/foreign-models.json', import.meta.url), 'utf8'),
) as Oracle;

/** The model as ours. */
export function imported({ format, text }: Pick<ForeignModel, 'format' | 'text'>): BoostedTrees {
  return format === 'xgboost' ? readXgboost(text, 'model') : readLightgbm(text, 'model');
}

/** Rows under a model's names. */
export function rowsFor({ features }: BoostedTrees, rows: Cells): Matrix {
  return matrixFromRows(
    features,
    rows.map((row) => row.map((cell) => cell ?? Number.NaN)),
  );
}

/** How near an imported model must come: XGBoost adds in single precision. */
export function toleranceOf({ format }: ForeignModel): number {
  return format === 'xgboost' ? 1e-5 : 1e-9;
}

/** Largest distance of two lists of equal length. */
export function largestGap(ours: ArrayLike<number>, theirs: readonly number[]): number {
  expect(ours).toHaveLength(theirs.length);
  return theirs.reduce((most, value, i) => Math.max(most, Math.abs(value - ours[i]!)), 0);
}
