/**
 * What the other households of an area are like: exact sums, from which each household is taken out again.
 */

/** Numbers are summed in millionths, as whole numbers, so that areas can be added up in any order and in parts. */
const MILLIONTHS = 1e6;

/**
 * Mean of `values` over the other households of each household's area, `[n]`; NaN where the area has fewer than
 * `atLeast` others with a value, or is not known.
 */
export function othersMean(
  values: Float64Array,
  areas: readonly (string | null)[],
  atLeast: number,
): Float64Array {
  const sums = new Map<string, { total: number; count: number }>();
  const parts = values.map((value) => Math.round(value * MILLIONTHS));
  for (const [i, area] of areas.entries()) {
    const part = parts[i]!;
    if (area === null || part !== part) continue;
    const sum = sums.get(area) ?? { total: 0, count: 0 };
    sum.total += part;
    sum.count++;
    sums.set(area, sum);
  }
  return Float64Array.from(areas, (area, i) => {
    const sum = area === null ? undefined : sums.get(area);
    if (sum === undefined) return Number.NaN;
    const part = parts[i]!;
    const [total, count] = part === part ? [sum.total - part, sum.count - 1] : [sum.total, sum.count];
    return count >= atLeast && count > 0 ? total / count / MILLIONTHS : Number.NaN;
  });
}
