import { beforeAll, describe, expect, it } from 'vitest';
import { seededRng } from '../../core/rng.ts';
import { loadPolicy, type Policy } from '../engine/policy.ts';
import { evaluation, HOUSEHOLD } from '../engine/evaluate.ts';
import { factById, type FactId } from '../facts/catalogue.ts';
import { populationOf, type Population } from '../facts/population.ts';
import { randomHousehold } from '../facts/random.ts';
import type { FactRow, HouseholdFacts } from '../facts/row.ts';
import { snapshotOf, type Overrides } from '../parameters/snapshot.ts';
import { compileColumns } from './run.ts';

let policy: Policy;
beforeAll(async () => {
  policy = await loadPolicy();
});

function shown(value: number | null): number {
  return value === null ? Number.NaN : value;
}

/** Every rule, both ways, on every household: the first difference, or null. */
function firstDifference(
  households: readonly HouseholdFacts[],
  region: string,
  date: string,
  population: Population = populationOf(households),
  reform: Overrides = {},
): string | null {
  const snapshot = snapshotOf(policy.catalogue, region, date, reform);
  const ids = [...policy.rules.keys()];
  const columns = compileColumns(policy, ids).run(snapshot, population);
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
      const households = Array.from({ length: 300 }, (_, i) =>
        randomHousehold(rng, `h${i}`, { unknownShare }),
      );

      expect(firstDifference(households, region, date)).toBeNull();
    },
  );

  it('agree when the population lacks columns: constants and declared absent values stand in', () => {
    const rng = seededRng(9);
    const kept = /age|relation|wage|rural|financial|medical_in_scope|disability/;
    const constants = new Map<FactId, number | null>([
      ['household.no_other_supporters', 0],
      ['person.insurance', 2],
      ['person.father', null],
    ]);
    const households = Array.from({ length: 300 }, (_, i) =>
      withStandIns(randomHousehold(rng, `h${i}`, { unknownShare: 0.02 }), kept, constants),
    );
    const population = populationOf(households);
    const few = new Map([...population.columns].filter(([id]) => kept.test(id)));

    expect(
      firstDifference(households, '330100', '2025-06-01', { ...population, columns: few, constants }),
    ).toBeNull();
  });

  it('agree under a reform that overrides parameters', () => {
    const rng = seededRng(10);
    const households = Array.from({ length: 200 }, (_, i) =>
      randomHousehold(rng, `h${i}`, { unknownShare: 0.02 }),
    );
    const reform = {
      'dibao.bands': 4,
      'dibian.multiplier': 20_000,
      'price.triggered': 1,
      'price.food_inflation': 553,
    };

    expect(firstDifference(households, '330000', '2025-06-01', undefined, reform)).toBeNull();
  });

  it('have nothing to say of nobody, and refuse a household that fits no block or a column of the wrong type', () => {
    const program = compileColumns(policy, ['dibao.kept', 'member.size']);
    const snapshot = snapshotOf(policy.catalogue, '330100', '2025-06-01');
    const empty = populationOf([]);
    const wrong = {
      ...empty,
      columns: new Map([...empty.columns, ['person.relation', new Float64Array(0)] as const]),
    };
    const crowd = { ...empty, nHouseholds: 1, personStart: Uint32Array.of(0, 5_000) };

    expect(program.run(snapshot, empty).get('dibao.kept')!.values).toHaveLength(0);
    expect(() => program.run(snapshot, wrong)).toThrow(/person.relation: bytes expected/);
    expect(() => program.run(snapshot, crowd)).toThrow(/5000 persons/);
  });

  it('give the same columns on a second run and after another region in between', () => {
    const rng = seededRng(12);
    const population = populationOf(
      Array.from({ length: 600 }, (_, i) => randomHousehold(rng, `h${i}`, { unknownShare: 0.05 })),
    );
    const program = compileColumns(
      policy,
      policy.items.map((item) => `${item.id}.household_kept`),
    );
    const run = (region: string): readonly unknown[] =>
      [...program.run(snapshotOf(policy.catalogue, region, '2025-06-01'), population).values()].map(
        ({ values }) => [...values],
      );
    const [first, other, second] = [run('330100'), run('CN'), run('330100')];

    expect(second).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('find a planted difference, so that this comparison can fail', () => {
    const rng = seededRng(11);
    const households = Array.from({ length: 100 }, (_, i) =>
      randomHousehold(rng, `h${i}`, { unknownShare: 0 }),
    );
    const population = populationOf(households);
    population.columns.get('person.wage')!.fill(0);

    expect(firstDifference(households, '330100', '2025-06-01', population)).not.toBeNull();
  });
});

/** The household as it looks when only some facts are recorded. */
function withStandIns(
  household: HouseholdFacts,
  kept: RegExp,
  constants: ReadonlyMap<FactId, number | null>,
): HouseholdFacts {
  const stand = (row: FactRow): FactRow =>
    new Map(
      [...row].map(([id, value]) => {
        if (kept.test(id)) return [id, value];
        const constant = constants.get(id);
        return [id, constant === undefined ? (factById(id)?.absent ?? null) : constant];
      }),
    );
  return { ...household, household: stand(household.household), persons: household.persons.map(stand) };
}
