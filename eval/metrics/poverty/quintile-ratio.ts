import { countBelow, meanIncome, type SortedIncomes } from './sorted-incomes.ts';
import { weightedQuantile } from './weighted-quantile.ts';

/**
 * S80/S20: mean income above the 80 % quantile divided by mean income up to the 20 % quantile.
 *
 * @returns ≥ 1; NaN unless the lower mean is positive and somebody lies above the 80 % quantile
 * @see Eurostat, LC-ILC/39/09; laeken, qsr
 */
export function quintileRatio(incomes: SortedIncomes): number {
  const bottom = countUpTo(incomes, weightedQuantile(incomes, 0.2));
  const top = countUpTo(incomes, weightedQuantile(incomes, 0.8));
  const lower = meanIncome(incomes, 0, bottom);
  return lower > 0 ? meanIncome(incomes, top) / lower : NaN;
}

function countUpTo(incomes: SortedIncomes, value: number): number {
  let count = countBelow(incomes, value);
  while (count < incomes.x.length && incomes.x[count] === value) count++;
  return count;
}
