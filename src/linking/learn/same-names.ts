import type { Encoded } from '../encode/columns.ts';

/** Chance that two persons have the same name, and the same surname. */
export function sameNames({ rows, names }: Encoded): {
  readonly sameName: number;
  readonly sameSurname: number;
} {
  const named = rows.name.filter((name) => name !== 0);
  const least = 1 / Math.max(1, rows.length);
  return {
    sameName: Math.max(
      least,
      samePairs(countsOf(named.map((name) => names.folded[name - 1]!)), named.length),
    ),
    sameSurname: Math.max(
      least,
      samePairs(countsOf(named.map((name) => names.foldedSurname[name - 1]!)), named.length),
    ),
  };
}

/** How many there are of each key. */
export function countsOf(keys: Uint32Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** Share of ordered pairs of `n` that are of one group. */
export function samePairs(counts: ReadonlyMap<number, number>, n: number): number {
  let pairs = 0;
  for (const count of counts.values()) pairs += count * (count - 1);
  return n < 2 ? 0 : pairs / n / (n - 1);
}
