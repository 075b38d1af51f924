import { meanIncome, type SortedIncomes } from './sorted-incomes.ts';

/**
 * Gini coefficient: half the mean absolute difference of two random incomes, divided by the mean income.
 *
 * @returns 0 (all equal) … 1; above 1 is possible with negative incomes; NaN unless the mean is positive
 * @see Eurostat, LC-ILC/39/09; laeken, gini (which multiplies by 100)
 */
export function gini(incomes: SortedIncomes): number {
  const { x, w, cumulative, total } = incomes;
  const mean = meanIncome(incomes);
  if (!(mean > 0)) return NaN;
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += w[i]! * x[i]! * (2 * cumulative[i]! - w[i]!);
  return sum / (total * total * mean) - 1;
}
