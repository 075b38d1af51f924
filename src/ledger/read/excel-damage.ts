/**
 * Damage that Excel does to identifiers and that survives in a CSV: digits rounded away, scientific notation.
 */
import type { ErrorCode } from '../../core/errors/index.ts';

/** A way a cell is damaged: the SQL condition under which it is (false or NULL for a NULL cell). */
export interface DamageSql {
  readonly when: string;
  readonly code: ErrorCode;
  readonly expected: string;
}

/** Conditions over the SQL expression `cell` (text) for columns of identity or certificate numbers, phones, keys. */
export declare function excelDamage(cell: string): readonly DamageSql[];
