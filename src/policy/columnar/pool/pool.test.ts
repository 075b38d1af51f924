import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRng } from '../../../core/rng.ts';
import { loadPolicy, type Policy } from '../../engine/policy.ts';
import { columnIn, packPopulation, startArena, UNKNOWN_INT } from '../../index.ts';
import { formOf, UNKNOWN_BYTE, type FactColumn, type Population } from '../../facts/population.ts';
import { randomPopulation } from '../../facts/random.ts';
import { snapshotOf, type Snapshot } from '../../parameters/snapshot.ts';
import { compileItems, type ItemColumns } from '../items.ts';
import { startPolicyPool, type PolicyPool } from './pool.ts';
import { compileColumns } from '../run.ts';

const HOUSEHOLDS = 20_000;
const pools: PolicyPool[] = [];
let policy: Policy;
let snapshot: Snapshot;
let population: Population;

beforeAll(async () => {
  policy = await loadPolicy();
  snapshot = snapshotOf(policy.catalogue, '330100', '2025-06-01');
  population = patchy(randomPopulation(seededRng(21), HOUSEHOLDS, { unknownShare: 0 }));
  pools.push(...[1, 2, 4].map((threads) => startPolicyPool(threads)));
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.close()));
});

describe('rules over a population, however it lies in memory and whoever runs them', () => {
  it('give the same bytes on one thread in place and on 1, 2 and 4 of a pool, packed or not', async () => {
    const program = compileItems(policy);
    const expected = bytesOf(program.run(snapshot, population));
    const packed = packPopulation(population);

    expect(bytesOf(program.run(snapshot, packed)).equals(expected)).toBe(true);
    for (const pool of pools) {
      expect(bytesOf(await program.runOn(pool, snapshot, packed)).equals(expected)).toBe(true);
      expect(bytesOf(await program.runOn(pool, snapshot, population)).equals(expected)).toBe(true);
    }
    const other = program.run(snapshotOf(policy.catalogue, 'CN', '2025-06-01'), packed);
    expect(bytesOf(other).equals(expected)).toBe(false);
  });

  it('write over an earlier answer when asked, and only where it fits', async () => {
    const program = compileItems(policy, ['dibao', 'dibian']);
    const national = snapshotOf(policy.catalogue, 'CN', '2025-06-01');
    const fresh = bytesOf(program.run(national, population));
    const here = program.run(snapshot, population);
    const there = await program.runOn(pools[1]!, snapshot, population);
    const [again, thereAgain] = [
      program.run(national, population, here),
      await program.runOn(pools[1]!, national, population, there),
    ];

    expect(bytesOf(again).equals(fresh)).toBe(true);
    expect(again.get('dibao')!.amount).toBe(here.get('dibao')!.amount);
    expect(bytesOf(thereAgain).equals(fresh)).toBe(true);
    expect(thereAgain.get('dibao')!.kept).toBe(there.get('dibao')!.kept);

    const smaller = { ...population, nHouseholds: 10, personStart: population.personStart.slice(0, 11) };
    expect(program.run(national, smaller, again).get('dibao')!.kept).toHaveLength(10);
    const moved = await program.runOn(pools[1]!, national, population, again);
    expect(moved.get('dibao')!.kept).not.toBe(again.get('dibao')!.kept);
  });

  it('may run at the same time on one pool, for different laws and populations', async () => {
    const national = snapshotOf(policy.catalogue, 'CN', '2025-06-01');
    const packed = packPopulation(population);
    const program = compileItems(policy, ['dibao', 'dibian', 'rigid']);
    const runs = [
      [snapshot, packed],
      [national, packed],
      [snapshot, population],
      [national, packed],
    ] as const;
    const expected = runs.map(([law, people]) => bytesOf(program.run(law, people)));
    const found = await Promise.all(
      runs.map(async ([law, people]) => bytesOf(await program.runOn(pools[1]!, law, people))),
    );

    expect(found.map((bytes, i) => bytes.equals(expected[i]!))).toEqual([true, true, true, true]);
  });

  it("give persons' rules the same values from unaligned places", async () => {
    const program = compileColumns(policy, ['person.severe_disability', 'member.counted', 'income.person']);
    const here = program.run(snapshot, population);
    const there = await program.runOn(pools[1]!, snapshot, packPopulation(population));

    for (const [rule, { values }] of here) expect(there.get(rule)!.values).toEqual(values);
  });

  it('tell by name what is wrong on another thread', async () => {
    const crowd = { nHouseholds: 1, personStart: Uint32Array.of(0, 5_000), columns: new Map() };
    const run = compileColumns(policy, ['member.size']).runOn(pools[1]!, snapshot, {
      ...crowd,
      columns: new Map([['person.age', new Float64Array(5_000)] as const]),
    });

    await expect(run).rejects.toMatchObject({ code: 'JZ_RESOURCE' });
  });
});

describe('a packed population', () => {
  it('holds numbers in the narrowest form that keeps them, and the unknown as unknown', () => {
    const forms = (values: readonly number[]): readonly unknown[] => {
      const column = Float64Array.from(values);
      const one = {
        nHouseholds: values.length,
        personStart: new Uint32Array(values.length + 1),
        columns: new Map([['household.homes', column] as const]),
      };
      const packed = packPopulation(one).columns.get('household.homes')!;
      return [formOf(packed), ...packed];
    };

    expect(forms([0, 254, Number.NaN])).toEqual(['byte', 0, 254, 255]);
    expect(forms([255, 7])).toEqual(['int', 255, 7]);
    expect(forms([-1, Number.NaN])).toEqual(['int', -1, -(2 ** 31)]);
    expect(forms([2 ** 31 - 1])).toEqual(['int', 2 ** 31 - 1]);
    expect(forms([2 ** 31, Number.NaN])).toEqual(['double', 2 ** 31, Number.NaN]);
    expect(forms([-(2 ** 31)])).toEqual(['double', -(2 ** 31)]);
    expect(forms([0.5])).toEqual(['double', 0.5]);
  });

  it('can be filled column by column, without an object for each household', () => {
    const arena = startArena();
    const filled = (form: 'byte' | 'int', values: readonly number[]): FactColumn => {
      const column = columnIn(arena, form, values.length);
      column.set(values);
      return column;
    };
    const personStart = new Uint32Array(arena.memory.buffer, arena.take(4 * 4), 4);
    personStart.set([0, 2, 3, 6]);
    const families: Population = {
      arena,
      nHouseholds: 3,
      personStart,
      columns: new Map([
        ['person.age', filled('byte', [40, 12, 50, 38, 36, 7])],
        ['person.relation', filled('byte', [0, 2, 0, 0, 1, 2])],
        ['person.wage', filled('int', [600_000, 0, 3_000_000, 2_000_000, 255, UNKNOWN_INT])],
      ]),
      constants: new Map([['person.father', 0]]),
    };
    const { values } = compileColumns(policy, ['income.household'])
      .run(snapshot, families)
      .get('income.household')!;

    expect([...values]).toEqual([600_000, 3_000_000, Number.NaN]);
  });
});

function bytesOf(items: ReadonlyMap<string, ItemColumns>): Buffer {
  return Buffer.concat(
    [...items.values()].flatMap(({ kept, amount }) => [
      Buffer.from(kept),
      ...(amount ? [Buffer.from(amount.buffer, amount.byteOffset, amount.byteLength)] : []),
    ]),
  );
}

/** Unknown facts in a few blocks only: most take the loops for known facts. */
function patchy(people: Population): Population {
  const [wage, rural] = [people.columns.get('person.wage')!, people.columns.get('household.rural')!];
  for (const household of [777, 9_000, 15_001]) {
    wage[people.personStart[household]!] = Number.NaN;
    rural[household + 1] = UNKNOWN_BYTE;
  }
  return people;
}
