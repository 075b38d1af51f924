/**
 * Models of other programs with their own answers, from the oracle file.
 */
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
  /** The program's own attributions, the bias last. */
  readonly contributions?: Cells;
  readonly shap?: Explained;
}

/** The oracle file. */
export interface Oracle {
  readonly cases: readonly ForeignModel[];
  readonly refused: readonly {
    readonly name: string;
    readonly format: ForeignModel['format'];
    readonly text: string;
    readonly problem: string;
  }[];
}

/** Reads oracles/foreign-models.json and oracles/xgboost-categories.json, written by eval/peers/interchange. */
export function foreignModels(text: string): Oracle {
  return JSON.parse(text) as Oracle;
}

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
  if (ours.length !== theirs.length) throw new Error(`${ours.length} numbers, ${theirs.length} expected`);
  return theirs.reduce((most, value, i) => Math.max(most, Math.abs(value - ours[i]!)), 0);
}
