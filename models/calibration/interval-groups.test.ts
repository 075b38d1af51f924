import { describe, expect, it } from 'vitest';
import { matrix } from '../../src/core/matrix.ts';
import { normal, seededRng } from '../../src/core/rng.ts';
import { sigmoid } from '../link.ts';
import { fitIntervalGroups, intervalAt, missingShares } from './interval-groups.ts';
import { fitVennAbers, vennAbersAt } from './venn-abers.ts';

/** Rows whose score means less, the less is known of them. */
function sample(n: number, seed: string) {
  const rng = seededRng(seed);
  const known = [1, 0.5, 0];
  const rows = Array.from({ length: n }, (_, i) => {
    const share = (i % 3) / 4;
    const z = normal(rng) * 1.5 - 1;
    const y = Number(rng.next() < sigmoid(known[i % 3]! * z));
    return { share, z, y };
  });
  return {
    scores: Float64Array.from(rows, ({ z }) => z),
    y: Uint8Array.from(rows, ({ y }) => y),
    shares: Float64Array.from(rows, ({ share }) => share),
  };
}

describe('intervals by how much is known', () => {
  const past = sample(9000, 'past');
  const groups = fitIntervalGroups(past.scores, past.y, past.shares);
  const all = fitVennAbers(past.scores, past.y);

  it('has one table a group, each fitted on its own rows alone', () => {
    expect([...groups.cuts]).toEqual([0, 0.25]);
    const own = [...past.shares.keys()].filter((i) => past.shares[i] === 0.25);
    const pick = (values: Float64Array | Uint8Array) => own.map((i) => values[i]!);

    expect(groups.tables[1]).toEqual(
      fitVennAbers(Float64Array.from(pick(past.scores)), Uint8Array.from(pick(past.y))),
    );
  });

  it('holds later frequencies within each group, where one table for all does not', () => {
    const later = sample(30_000, 'later');
    const misses = { own: 0, common: 0 };
    for (const share of [0, 0.25, 0.5]) {
      for (const from of [-4, -2, 0]) {
        const rows = [...later.scores.keys()].filter(
          (i) => later.shares[i] === share && later.scores[i]! >= from && later.scores[i]! < from + 2,
        );
        const mean = (of: (i: number) => number): number =>
          rows.reduce((sum, i) => sum + of(i), 0) / rows.length;
        const frequency = mean((i) => later.y[i]!);
        const isOutside = (at: (z: number) => { lower: number; upper: number }): boolean =>
          mean((i) => at(later.scores[i]!).lower) > frequency + 0.03 ||
          mean((i) => at(later.scores[i]!).upper) < frequency - 0.03;
        misses.own += Number(isOutside((z) => intervalAt(all, groups, z, share)));
        misses.common += Number(isOutside((z) => vennAbersAt(all, z)));
      }
    }

    expect(misses.own).toBe(0);
    expect(misses.common).toBeGreaterThan(3);
  });

  it('uses the table of all rows for a group too small, and without groups', () => {
    const few = { ...past, shares: past.shares.map((_, i) => Number(i < 150)) };
    const { tables } = fitIntervalGroups(few.scores, few.y, few.shares);

    expect(tables.map((table) => table === null)).toEqual([false, true]);
    expect(intervalAt(all, { cuts: Float64Array.of(0), tables }, 0.3, 1)).toEqual(vennAbersAt(all, 0.3));
    expect(intervalAt(all, undefined, 0.3, 1)).toEqual(vennAbersAt(all, 0.3));
  });

  it('is one group where every row knows as much', () => {
    const { cuts, tables } = fitIntervalGroups(past.scores, past.y, new Float64Array(past.y.length));

    expect([...cuts]).toEqual([]);
    expect(tables).toEqual([all]);
  });
});

it('counts what is missing in a row', () => {
  const X = matrix(
    ['a', 'b'],
    [Float64Array.of(1, Number.NaN, 0), Float64Array.of(Number.NaN, Number.NaN, -1)],
  );

  expect([...missingShares(X)]).toEqual([0.5, 1, 0]);
});
