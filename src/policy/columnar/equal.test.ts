import { beforeAll, describe, expect, it } from 'vitest';
import { seededRng } from '../../core/rng.ts';
import { loadPolicy, type Policy } from '../engine/policy.ts';
import { evaluation, HOUSEHOLD } from '../engine/evaluate.ts';
import { populationOf } from '../facts/population.ts';
import { randomHousehold } from '../facts/random.ts';
import type { HouseholdFacts } from '../facts/row.ts';
import { snapshotOf } from '../parameters/snapshot.ts';
import { compileColumns } from './run.ts';

let policy: Policy;
beforeAll(async () => {
  policy = await loadPolicy();
});

function shown(value: number | null): number {
  return value === null ? Number.NaN : value;
}

/** Every rule, both ways, on every household: the first difference, or null. */
function firstDifference(households: readonly HouseholdFacts[], region: string, date: string): string | null {
  const snapshot = snapshotOf(policy.catalogue, region, date);
  const ids = [...policy.rules.keys()];
  const columns = compileColumns(policy, ids).run(snapshot, populationOf(households));
  let person = 0;
  for (const [h, household] of households.entries()) {
    const one = evaluation(policy, household, snapshot);
    for (const id of ids) {
      const column = columns.get(id)!;
      const places = column.level === 'household' ? [HOUSEHOLD] : household.persons.keys();
      for (const p of places) {
        const raw = column.values[p === HOUSEHOLD ? h : person + p]!;
        const value = column.values instanceof Uint8Array && raw === 255 ? Number.NaN : raw;
        const expected = shown(one.rule(id, p));
        if (value !== expected && !(Number.isNaN(value) && Number.isNaN(expected)))
          return `${household.id} ${id}[${p}]: columns ${value}, one by one ${expected}`;
      }
    }
    person += household.persons.length;
  }
  return null;
}

describe('the two compilers', () => {
  it.each([
    ['330100', '2025-06-01', 0, 1],
    ['330000', '2024-06-01', 0.03, 2],
    ['CN', '2025-06-01', 0.1, 3],
    ['310000', '2024-12-31', 0.02, 4],
    ['620100', '2025-06-01', 0.02, 5],
    ['440310', '2023-06-01', 0.05, 6],
    ['340800', '2022-01-01', 0.3, 7],
    ['370200', '2026-11-01', 0.02, 8],
  ])(
    'agree to the fen on every rule: %s on %s, %d of the facts unknown',
    (region, date, unknownShare, seed) => {
      const rng = seededRng(seed);
      const households = Array.from({ length: 1_200 }, (_, i) =>
        randomHousehold(rng, `h${i}`, { unknownShare }),
      );

      expect(firstDifference(households, region, date)).toBeNull();
    },
  );

  it('agree when the population lacks columns: each missing fact has its declared absent value', () => {
    const rng = seededRng(9);
    const households = Array.from({ length: 300 }, (_, i) =>
      randomHousehold(rng, `h${i}`, { unknownShare: 0.02 }),
    );
    const population = populationOf(households);
    const few = new Map(
      [...population.columns].filter(([id]) => /age|relation|wage|rural|financial|insurance/.test(id)),
    );
    const snapshot = snapshotOf(policy.catalogue, '330100', '2025-06-01');
    const ids = policy.items.map((item) => `${item.id}.household_kept`);
    const columns = compileColumns(policy, ids).run(snapshot, { ...population, columns: few });

    const dibao = columns.get('dibao.household_kept')!.values;
    expect(dibao.length).toBe(300);
    expect([...dibao].some((value) => value === 1)).toBe(true);
  });
});
