/**
 * Sorting positions of numbers: a stable radix sort, linear in n.
 *
 * The 64 bits of a double, sign-adjusted, order as unsigned integers do; they are sorted in six digits of
 * 11 bits (10 for the last of each half), least significant first. A digit that is equal everywhere is skipped.
 */
const DIGITS = [
  { word: 0, shift: 0 },
  { word: 0, shift: 11 },
  { word: 0, shift: 22 },
  { word: 1, shift: 0 },
  { word: 1, shift: 11 },
  { word: 1, shift: 22 },
] as const;
const BUCKETS = 2048;

interface Keys {
  low: Uint32Array;
  high: Uint32Array;
  position: Uint32Array;
}

/**
 * Positions of `values` in ascending order; equal values keep their order. `-0` counts as `0`.
 *
 * @param values  `[n]`, none NaN
 * @returns `[n]` positions
 */
export function ascendingOrder(values: Float64Array): Uint32Array {
  let from = sortableKeys(values);
  let to = emptyKeys(values.length);
  for (const { word, shift } of DIGITS) {
    const offsets = bucketOffsets(word === 0 ? from.low : from.high, shift);
    if (offsets === null) continue;
    scatter(from, to, offsets, word, shift);
    [from, to] = [to, from];
  }
  return from.position;
}

function emptyKeys(n: number): Keys {
  return { low: new Uint32Array(n), high: new Uint32Array(n), position: new Uint32Array(n) };
}

function sortableKeys(values: Float64Array): Keys {
  const n = values.length;
  const keys = emptyKeys(n);
  const one = new Float64Array(1);
  const bits = new Uint32Array(one.buffer);
  for (let i = 0; i < n; i++) {
    one[0] = values[i]! + 0;
    const negative = bits[1]! >>> 31 === 1;
    keys.low[i] = negative ? ~bits[0]! : bits[0]!;
    keys.high[i] = negative ? ~bits[1]! : bits[1]! | 0x80000000;
    keys.position[i] = i;
  }
  return keys;
}

/** Where each bucket starts, or null when one bucket holds everything. */
function bucketOffsets(words: Uint32Array, shift: number): Uint32Array | null {
  const offsets = new Uint32Array(BUCKETS);
  const mask = BUCKETS - 1;
  for (const word of words) offsets[(word >>> shift) & mask]!++;
  let start = 0;
  for (let b = 0; b < BUCKETS; b++) {
    const count = offsets[b]!;
    if (count === words.length) return null;
    offsets[b] = start;
    start += count;
  }
  return offsets;
}

function scatter(from: Keys, to: Keys, offsets: Uint32Array, word: 0 | 1, shift: number): void {
  const words = word === 0 ? from.low : from.high;
  const mask = BUCKETS - 1;
  for (let i = 0; i < words.length; i++) {
    const at = offsets[(words[i]! >>> shift) & mask]!++;
    to.low[at] = from.low[i]!;
    to.high[at] = from.high[i]!;
    to.position[at] = from.position[i]!;
  }
}
