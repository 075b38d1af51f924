const Z95 = 1.959963984540054;

/**
 * Wilson's 95 % score interval of a proportion.
 *
 * @param rate  observed share, 0..1
 * @param n     effective number of trials, > 0
 * @returns `[low, high]` inside 0..1
 * @example wilsonInterval(0.5, 10) // [0.2366, 0.7634]
 * @see Wilson (1927), JASA 22
 */
export function wilsonInterval(rate: number, n: number): [low: number, high: number] {
  const z2 = (Z95 * Z95) / n;
  const centre = (rate + z2 / 2) / (1 + z2);
  const half = (Z95 / (1 + z2)) * Math.sqrt((rate * (1 - rate)) / n + z2 / (4 * n));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}
