import type { SortedIncomes } from './sorted-incomes.ts';

/**
 * Weighted quantile as Eurostat defines it: the first income whose running weight exceeds the share; midway
 * to the next one when the running weight equals it.
 *
 * @param incomes  sorted incomes; rows of weight 0 are passed over
 * @param share    strictly between 0 and 1
 * @see Eurostat, LC-ILC/39/09 §2; laeken, weightedQuantile
 */
export function weightedQuantile({ x, w, cumulative, total }: SortedIncomes, share: number): number {
  const target = share * total;
  const slack = 1e-12 * total;
  let i = 0;
  while (i < x.length - 1 && (cumulative[i]! < target - slack || w[i] === 0)) i++;
  if (cumulative[i]! > target + slack) return x[i]!;
  let next = i + 1;
  while (next < x.length && w[next] === 0) next++;
  return next < x.length ? (x[i]! + x[next]!) / 2 : x[i]!;
}
