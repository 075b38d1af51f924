import { JzError } from '../../../src/core/errors/index.ts';

/**
 * How alike two rankings are, with the top counting most: the expected agreement seen by a reader who goes on from each
 * place to the next with chance `persistence`. Beyond the end of the lists the last agreement is taken to go on
 * (extrapolated form, lists of different lengths allowed).
 *
 * @param one          members, best first, each once
 * @param other        members, best first, each once
 * @param persistence  in (0, 1); 1 − 1/k puts most of the weight on about the first k places
 * @returns 0..1; 1 for two empty lists, 0 when one alone is empty
 * @throws JZ_EVAL_VALUE for another persistence
 * @example rankBiasedOverlap(['a', 'b'], ['a', 'b'], 0.9) // 1
 * @see Webber, Moffat & Zobel (2010), ACM TOIS 28(4), equation 32
 */
export function rankBiasedOverlap<Member>(
  one: readonly Member[],
  other: readonly Member[],
  persistence: number,
): number {
  if (!(persistence > 0 && persistence < 1)) throw notBetween(persistence);
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length === 0) return 1;
  if (short.length === 0) return 0;
  const [s, l] = [short.length, long.length];
  const overlaps = overlapByDepth(short, long);
  const atShort = overlaps[s]!;
  let sum = 0;
  let extended = 0;
  let weight = 1;
  for (let d = 1; d <= l; d++) {
    weight *= persistence;
    sum += (overlaps[d]! / d) * weight;
    if (d > s) extended += ((atShort * (d - s)) / (s * d)) * weight;
  }
  const tail = ((overlaps[l]! - atShort) / l + atShort / s) * weight;
  return ((1 - persistence) / persistence) * (sum + extended) + tail;
}

/** Members common to the first d places, by d; beyond its end the short list stays as it is. */
function overlapByDepth<Member>(short: readonly Member[], long: readonly Member[]): Float64Array {
  const seenShort = new Set<Member>();
  const seenLong = new Set<Member>();
  const overlaps = new Float64Array(long.length + 1);
  for (let d = 1; d <= long.length; d++) {
    const b = long[d - 1]!;
    let common = overlaps[d - 1]!;
    if (d <= short.length) {
      const a = short[d - 1]!;
      seenShort.add(a);
      if (seenLong.has(a)) common++;
    }
    seenLong.add(b);
    if (seenShort.has(b)) common++;
    overlaps[d] = common;
  }
  return overlaps;
}

function notBetween(value: number): JzError {
  return new JzError('JZ_EVAL_VALUE', {
    what: 'persistence',
    row: 0,
    value: String(value),
    expected: '0 < p < 1',
  });
}
