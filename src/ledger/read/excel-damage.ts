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
export function excelDamage(cell: string): readonly DamageSql[] {
  return [
    {
      when: `regexp_full_match(${cell}, '[0-9](\\.[0-9]+)?[Ee]\\+?[0-9]{1,3}')`,
      code: 'JZ_CELL_SCIENTIFIC',
      expected: '',
    },
    {
      when: `(regexp_full_match(${cell}, '[1-9][0-9]{14}0{4,5}') OR
        (regexp_full_match(${cell}, '[1-9][0-9]{14}000') AND ${checkCharacter(cell)} <> '0'))`,
      code: 'JZ_CELL_DIGITS_LOST',
      expected: '',
    },
  ];
}

/** GB 11643-1999: weights 2^(18-i) mod 11 of the first 17 digits. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;

function checkCharacter(cell: string): string {
  const sum = WEIGHTS.map(
    (weight, i) => `${weight} * TRY_CAST(substr(${cell}, ${i + 1}, 1) AS INTEGER)`,
  ).join(' + ');
  return `substr('10X98765432', (${sum}) % 11 + 1, 1)`;
}
