/**
 * Who is scored: households that are not poor on the as-of date.
 */
import type { Matrix } from '../core/matrix.ts';

/** The flag that says poor now; read a horizon later, it is the label. */
export const POOR_FLAG = 'income__under_line_flag';

/** Rows of a matrix whose household is not poor on its as-of date. */
export function cohortRows(X: Matrix): number[] {
  const poor = X.columns[X.names.indexOf(POOR_FLAG)];
  return poor ? [...poor.keys()].filter((row) => poor[row] === 0) : [];
}
