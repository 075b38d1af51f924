/**
 * Two lists of the same length on the same rows: what one finds that the other does not.
 */
import type { Rng } from '../../../src/core/rng.ts';
import { quantileOfSorted } from '../../metrics/scores/quantile-of-sorted.ts';
import { normalTwoSided } from '../../statistics/gamma.ts';
import type { JudgedLabel, JudgedRows } from '../types.ts';
import { knownDates, topRows } from './known.ts';

/** Cases found by a list, and by another in its place. */
export interface ListChange {
  readonly cases: number;
  readonly found: number;
  readonly found_instead: number;
  /** `found_instead − found` with a 95 % interval over resampled households. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  /** Two-sided, of no difference, over households. */
  readonly p: number;
  /** Share of the list that is the same. */
  readonly kept: number;
}

/** Scores that are compared, and how. */
export interface ListPair {
  readonly p: ArrayLike<number>;
  readonly instead: ArrayLike<number>;
  readonly tieBreak: ArrayLike<number>;
  /** Share of households listed on each date. */
  readonly share: number;
  readonly rng: Rng;
  readonly draws: number;
}

/** Compares two lists date by date over the rows whose outcome is known. */
export function compareLists(
  rows: Pick<JudgedRows, 'asOf' | 'households'>,
  label: Pick<JudgedLabel, 'y'>,
  { p, instead, tieBreak, share, rng, draws }: ListPair,
): ListChange {
  const byHousehold = new Map<string, number>();
  const counts = { cases: 0, found: 0, found_instead: 0 };
  let [listed, same] = [0, 0];
  for (const { rows: known } of knownDates(rows, label)) {
    const length = Math.max(1, Math.floor(share * known.length));
    const one = new Set(topRows(known, p, tieBreak, length));
    const other = new Set(topRows(known, instead, tieBreak, length));
    listed += one.size;
    for (const i of known) {
      if (one.has(i) && other.has(i)) same++;
      if (label.y[i] !== 1) continue;
      const change = Number(other.has(i)) - Number(one.has(i));
      counts.cases++;
      counts.found += Number(one.has(i));
      counts.found_instead += Number(other.has(i));
      const id = rows.households[i]!;
      byHousehold.set(id, (byHousehold.get(id) ?? 0) + change);
    }
  }
  const changes = Float64Array.from(byHousehold.values());
  const [low, high] = resampledSum(changes, rng, draws);
  const difference = counts.found_instead - counts.found;
  const kept = listed === 0 ? 1 : same / listed;
  return { ...counts, difference, low, high, p: chanceOf(difference, changes), kept };
}

/** Chance of so large a difference were there none: its variance is that of the households' changes. */
function chanceOf(difference: number, changes: Float64Array): number {
  if (difference === 0) return 1;
  return normalTwoSided(difference / Math.sqrt(changes.reduce((sum, one) => sum + one * one, 0)));
}

function resampledSum(values: Float64Array, rng: Rng, draws: number): [low: number, high: number] {
  if (values.length === 0) return [0, 0];
  const sums = Float64Array.from({ length: draws }, () => {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += values[rng.int(values.length)]!;
    return sum;
  }).sort();
  return [quantileOfSorted(sums, 0.025), quantileOfSorted(sums, 0.975)];
}
