/**
 * The numbers next to a number, and thresholds of single precision told in doubles.
 */

const doubles = new Float64Array(1);
const doubleBits = new BigInt64Array(doubles.buffer);
const singles = new Float32Array(1);
const singleBits = new Int32Array(singles.buffer);

/** The largest double below `x`; `x` is not NaN. */
export function doubleBelow(x: number): number {
  if (x === -Infinity) return x;
  if (x === 0) return -Number.MIN_VALUE;
  doubles[0] = x;
  doubleBits[0]! += x > 0 ? -1n : 1n;
  return doubles[0];
}

/** The largest single-precision number below `x`, which is one itself. */
function singleBelow(x: number): number {
  if (x === -Infinity) return x;
  singles[0] = x === 0 ? -0 : x;
  singleBits[0]! += x > 0 ? -1 : 1;
  return singles[0];
}

/**
 * The double `t` with `x <= t` exactly when `fround(x) < split`, for every finite double `x`: half way to the single
 * below, and on the side that rounding to even gives the half itself.
 */
export function singleSplit(split: number): number {
  const below = singleBelow(split);
  if (!Number.isFinite(split)) return split > 0 ? largestFinite() : -Infinity;
  if (below === -Infinity) return -(2 ** 128 - 2 ** 103);
  const middle = below / 2 + split / 2;
  return Math.fround(middle) < split ? middle : doubleBelow(middle);
}

/** The largest double that rounds to a finite single. */
function largestFinite(): number {
  return doubleBelow(2 ** 128 - 2 ** 103);
}
