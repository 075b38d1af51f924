/**
 * P-values of many tests asked at once.
 */

/**
 * Holm's adjusted p-values: the chance of any false alarm stays under α, whatever depends on what.
 *
 * @param p  p-values, `[m]`, 0..1
 * @returns adjusted p-values in the same order
 * @see Holm (1979), Scand. J. Statist. 6
 */
export function holm(p: readonly number[]): number[] {
  const m = p.length;
  let least = 0;
  return inOrder(
    p,
    [...p.keys()].sort((i, j) => p[i]! - p[j]!),
    (value, k) => {
      least = Math.max(least, Math.min(1, value * (m - k)));
      return least;
    },
  );
}

/**
 * Benjamini and Hochberg's adjusted p-values: of the alarms raised, the expected share of false ones stays under α. When
 * nothing has changed, every alarm is false, and the chance of any stays under α.
 *
 * @param p  p-values, `[m]`, 0..1
 * @returns adjusted p-values in the same order
 * @see Benjamini & Hochberg (1995), JRSS B 57
 */
export function benjaminiHochberg(p: readonly number[]): number[] {
  const m = p.length;
  let most = 1;
  return inOrder(
    p,
    [...p.keys()].sort((i, j) => p[j]! - p[i]!),
    (value, k) => {
      most = Math.min(most, (value * m) / (m - k));
      return most;
    },
  );
}

function inOrder(
  p: readonly number[],
  order: readonly number[],
  adjust: (value: number, k: number) => number,
): number[] {
  const adjusted = new Array<number>(p.length);
  for (const [k, i] of order.entries()) adjusted[i] = adjust(p[i]!, k);
  return adjusted;
}
