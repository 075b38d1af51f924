/**
 * Quantile of ascending numbers by linear interpolation (type 7 of Hyndman & Fan; NumPy's default).
 *
 * @param sorted  ascending, `[n]`, n > 0
 * @param share   0..1
 */
export function quantileOfSorted(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (place - below);
}
