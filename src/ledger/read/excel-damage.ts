/**
 * Damage that Excel does to numbers of cases, households and persons and that survives in a CSV.
 */

/**
 * SQL: the cell is a long number in the scientific notation Excel shows (`3.30102E+17`); the number itself is lost.
 * Small `e`, no sign or one digit is not Excel's: such a text may be a name.
 */
export function scientificSql(cell: string): string {
  return `(contains(${cell}, 'E+') AND regexp_full_match(${cell}, '[0-9]([.][0-9]+)?E[+][0-9]{2,3}'))`;
}
