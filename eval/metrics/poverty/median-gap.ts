import { countBelow, type SortedIncomes } from './sorted-incomes.ts';
import { weightedQuantile } from './weighted-quantile.ts';

/**
 * Relative median poverty gap: how far the median income of the poor lies under the line, as a share of it.
 *
 * @param line  poverty line, > 0; the poor are strictly below it
 * @returns 0..1 (more where incomes are negative); NaN when nobody is poor
 * @see Eurostat, LC-ILC/39/09; laeken, rmpg (which multiplies by 100)
 */
export function medianGap(incomes: SortedIncomes, line: number): number {
  const poor = countBelow(incomes, line);
  const total = poor > 0 ? incomes.cumulative[poor - 1]! : 0;
  if (total === 0) return NaN;
  const ofPoor = {
    x: incomes.x.subarray(0, poor),
    w: incomes.w.subarray(0, poor),
    cumulative: incomes.cumulative.subarray(0, poor),
    total,
  };
  return (line - weightedQuantile(ofPoor, 0.5)) / line;
}
