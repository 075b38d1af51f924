import { countBelow, type SortedIncomes } from './sorted-incomes.ts';

/**
 * Foster–Greer–Thorbecke poverty: the mean over everybody of ((line − income) / line)^alpha for incomes
 * strictly below the line and 0 for the rest.
 *
 * @param line   poverty line, > 0, in the unit of income
 * @param alpha  0 headcount, 1 gap, 2 severity
 * @returns 0..1 (more where incomes are negative)
 * @see Foster, Greer & Thorbecke (1984), Econometrica 52; Haughton & Khandker (2009), eq. 4.6
 */
export function fgt(incomes: SortedIncomes, line: number, alpha: 0 | 1 | 2): number {
  const { x, w, total } = incomes;
  const poor = countBelow(incomes, line);
  let sum = 0;
  for (let i = 0; i < poor; i++) sum += w[i]! * ((line - x[i]!) / line) ** alpha;
  return sum / total;
}
