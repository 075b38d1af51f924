import { intervalOf, type Interval } from './bootstrap.ts';
import type { Resamples } from './resamples.ts';

/**
 * Σ tops ÷ Σ bottoms with its 95 % interval over resampled groups.
 *
 * @param tops    of each row, `[n]`, in input order
 * @param bottoms of each row, `[n]`
 */
export function bootstrapRatio(
  tops: ArrayLike<number>,
  bottoms: ArrayLike<number>,
  { groupOf, groups, times }: Resamples,
): Interval {
  const top = new Float64Array(groups);
  const bottom = new Float64Array(groups);
  for (let i = 0; i < groupOf.length; i++) {
    top[groupOf[i]!]! += tops[i]!;
    bottom[groupOf[i]!]! += bottoms[i]!;
  }
  const told = Uint32Array.from(top.keys()).filter((g) => top[g] !== 0 || bottom[g] !== 0);
  const [a, b] = [Float64Array.from(told, (g) => top[g]!), Float64Array.from(told, (g) => bottom[g]!)];
  const ratio = (count: (k: number) => number): number => {
    let [above, below] = [0, 0];
    for (let k = 0; k < told.length; k++) {
      above += count(k) * a[k]!;
      below += count(k) * b[k]!;
    }
    return above / below;
  };
  return intervalOf(
    ratio(() => 1),
    Float64Array.from(times, (drawn) => ratio((k) => drawn[told[k]!]!)),
  );
}
