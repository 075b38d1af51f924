/**
 * Who is scored on a date; of a panel, households that are not poor on it.
 */
import type { Matrix } from '../core/matrix.ts';
import type { DerivedFeatures } from './county-derived.ts';

/** Households of a date: those in `rows` are scored. */
export interface Cohort {
  readonly ids: readonly string[];
  readonly matrix: Matrix;
  /** Rows of the matrix that are scored. */
  readonly rows: readonly number[];
  /** Area code by household. */
  readonly areas: ReadonlyMap<string, string>;
  /** Latest knowledge date among the rows used. */
  readonly dataDate: string;
  /** How features follow from others; absent where nothing of a household is supposed otherwise. */
  readonly derived?: DerivedFeatures;
}

/** The flag that says poor now; read a horizon later, it is the label. */
export const POOR_FLAG = 'income__under_line_flag';

/** Rows of a matrix whose household is not poor on its as-of date. */
export function cohortRows(X: Matrix): number[] {
  const poor = X.columns[X.names.indexOf(POOR_FLAG)];
  return poor ? [...poor.keys()].filter((row) => poor[row] === 0) : [];
}
