/**
 * What the other households of an area are like: exact sums, from which each household is taken out again.
 */

/** Numbers are summed in millionths, as whole numbers, so that areas can be added up in any order and in parts. */
const MILLIONTHS = 1e6;

/** Households' areas by number; −1 = not known. */
export interface Areas {
  readonly of: Int32Array;
  readonly count: number;
}

/** Numbers the areas that some digits of a region code make. */
export function numberAreas(regions: readonly (string | null)[], digits: number): Areas {
  const numbers = new Map<string, number>();
  const of = Int32Array.from(regions, (region) => {
    if (region === null) return -1;
    const area = region.slice(0, digits);
    const number = numbers.get(area) ?? numbers.size;
    numbers.set(area, number);
    return number;
  });
  return { of, count: numbers.size };
}

/**
 * Mean of `values` over the other households of each household's area, `[n]`; NaN where the area has fewer than
 * `atLeast` others with a value, or is not known.
 */
export function othersMean(values: Float64Array, areas: Areas, atLeast: number): Float64Array {
  const totals = new Float64Array(areas.count);
  const counts = new Float64Array(areas.count);
  const means = values.map((value) => Math.round(value * MILLIONTHS));
  for (let i = 0; i < means.length; i++) {
    const area = areas.of[i]!;
    const part = means[i]!;
    if (area < 0 || part !== part) continue;
    totals[area]! += part;
    counts[area]!++;
  }
  for (let i = 0; i < means.length; i++) {
    const area = areas.of[i]!;
    const part = means[i]!;
    const isOne = part === part;
    const count = area < 0 ? 0 : counts[area]! - (isOne ? 1 : 0);
    const total = area < 0 ? 0 : totals[area]! - (isOne ? part : 0);
    means[i] = count >= atLeast && count > 0 ? total / count / MILLIONTHS : Number.NaN;
  }
  return means;
}
