/**
 * Recall of a group against everybody else, with rows of a household together.
 */
import { normalTwoSided } from '../statistics/gamma.ts';
import { clusteredShare, sumOf, type ClusteredShare, type ShareSums } from './clusters.ts';
import { LEAST_EFFECTIVE_N, WIDEST_INTERVAL } from './rules.ts';

/** Recall household by household: of the group, and of all rows. */
export interface RecallSums {
  readonly group: ShareSums;
  readonly all: ShareSums;
}

/** The difference and how surely it is not 0. */
export interface RecallDifference {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
}

/** Whether a share stands on enough rows to be spoken of. */
export function isEstimable({ effective, low, high }: ClusteredShare): boolean {
  return low !== null && high !== null && effective >= LEAST_EFFECTIVE_N && high - low <= WIDEST_INTERVAL;
}

/**
 * The difference with Newcombe's interval (from the two Wilson intervals) and a score test whose variance is taken over
 * households under the common recall; null when either side is not estimable.
 *
 * @see Newcombe (1998), Statistics in Medicine 17, method 10
 */
export function recallDifference({ group, all }: RecallSums): RecallDifference | null {
  const rest: ShareSums = { tops: minus(all.tops, group.tops), bottoms: minus(all.bottoms, group.bottoms) };
  const [own, others] = [clusteredShare(group), clusteredShare(rest)];
  if (!isEstimable(own) || !isEstimable(others)) return null;
  const [a, b] = [own.value!, others.value!];
  const difference = a - b;
  return {
    difference,
    low: difference - Math.hypot(a - own.low!, others.high! - b),
    high: difference + Math.hypot(own.high! - a, b - others.low!),
    p: difference === 0 ? 1 : normalTwoSided(difference / Math.sqrt(commonVariance(group, rest))),
  };
}

/** Variance of the difference over households when both sides have the common recall. */
function commonVariance(group: ShareSums, rest: ShareSums): number {
  const [inside, outside] = [sumOf(group.bottoms), sumOf(rest.bottoms)];
  const common = (sumOf(group.tops) + sumOf(rest.tops)) / (inside + outside);
  let [variance, households] = [0, 0];
  for (let h = 0; h < group.bottoms.length; h++) {
    if (group.bottoms[h] === 0 && rest.bottoms[h] === 0) continue;
    households++;
    const residual =
      (group.tops[h]! - common * group.bottoms[h]!) / inside -
      (rest.tops[h]! - common * rest.bottoms[h]!) / outside;
    variance += residual * residual;
  }
  return (variance * households) / (households - 1);
}

function minus(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value - b[i]!);
}
