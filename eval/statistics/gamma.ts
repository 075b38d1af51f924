/**
 * The incomplete gamma function, and the tails of the distributions made of it.
 */

const MOST_STEPS = 10_000;
const SMALLEST = 1e-300;
const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const;

/** Natural logarithm of Γ(x), x > 0 (Lanczos, g = 7: about 15 digits). */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  let sum = 0.99999999999980993;
  for (const [i, coefficient] of LANCZOS.entries()) sum += coefficient / (x + i);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

/**
 * Upper regularised incomplete gamma function Q(a, x).
 *
 * @param a  > 0
 * @param x  ≥ 0
 * @see Press et al. (2007), Numerical Recipes §6.2: series below a + 1, Lentz's continued fraction above
 */
export function gammaQ(a: number, x: number): number {
  if (x <= 0) return 1;
  if (x === Infinity) return 0;
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? 1 - scale * series(a, x) : scale * continuedFraction(a, x);
}

function series(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let k = 1; k < MOST_STEPS && term > sum * 1e-17; k++) {
    term *= x / (a + k);
    sum += term;
  }
  return sum;
}

function continuedFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / SMALLEST;
  let d = 1 / b;
  let value = d;
  for (let k = 1; k < MOST_STEPS; k++) {
    const step = -k * (k - a);
    b += 2;
    d = 1 / awayFromZero(step * d + b);
    c = awayFromZero(b + step / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return value;
}

function awayFromZero(value: number): number {
  return Math.abs(value) < SMALLEST ? SMALLEST : value;
}

/** Chance that a χ² variable of `df` degrees of freedom exceeds `x`. */
export function chiSquareTail(x: number, df: number): number {
  return gammaQ(df / 2, x / 2);
}

/** Chance that a standard normal variable is farther from 0 than `z`. */
export function normalTwoSided(z: number): number {
  return gammaQ(0.5, (z * z) / 2);
}

/**
 * Chance that a noncentral χ² variable exceeds `x`: central tails weighted by Poisson chances, from the likeliest
 * outwards until what is left does not count.
 *
 * @param shift  noncentrality, ≥ 0
 */
export function noncentralChiSquareTail(x: number, df: number, shift: number): number {
  if (shift <= 0) return chiSquareTail(x, df);
  const half = shift / 2;
  const chance = (k: number): number => Math.exp(k * Math.log(half) - half - logGamma(k + 1));
  const middle = Math.floor(half);
  let sum = 0;
  for (const [start, step] of [
    [middle, -1],
    [middle + 1, 1],
  ] as const)
    for (let k = start; k >= 0; k += step) {
      const weight = chance(k);
      sum += weight * chiSquareTail(x, df + 2 * k);
      if (weight < 1e-17) break;
    }
  return Math.min(1, sum);
}
