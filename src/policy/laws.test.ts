import { beforeAll, describe, expect, it } from 'vitest';
import { seededRng } from '../core/rng.ts';
import { compileItems, loadPolicy, snapshotOf, type FactId, type Policy, type Population } from './index.ts';
import { randomPopulation } from './facts/random.ts';

let policy: Policy;
beforeAll(async () => {
  policy = await loadPolicy();
});

const households = 20_000;
const STEP = 12_345;

function payments(population: Population, item: string, region = '330100'): Float64Array {
  const snapshot = snapshotOf(policy.catalogue, region, '2025-06-01');
  return compileItems(policy, [item]).run(snapshot, population).get(item)!.amount!;
}

/** The same people, each first person with more of one kind of income. */
function richer(population: Population, id: FactId): Population {
  const column = Float64Array.from(population.columns.get(id)!);
  for (let h = 0; h < population.nHouseholds; h++) column[population.personStart[h]!]! += STEP;
  return { ...population, columns: new Map([...population.columns, [id, column]]) };
}

describe('what must hold for any household', () => {
  it.each(['person.wage', 'person.pension', 'person.property'] as const)(
    'more %s never raises Dibao, nor lowers it by more than the rise',
    (id) => {
      const before = randomPopulation(seededRng(4), households, { unknownShare: 0.01 });
      const [less, more] = [payments(richer(before, id), 'dibao'), payments(before, 'dibao')];
      let paid = 0;
      for (let h = 0; h < households; h++) {
        if (Number.isNaN(less[h]!) || Number.isNaN(more[h]!) || isTekunNow(before, h)) continue;
        expect(less[h]!).toBeLessThanOrEqual(more[h]!);
        if (less[h]! > 0) expect(more[h]! - less[h]!).toBeLessThanOrEqual(Math.ceil(STEP / 12) + 100);
        if (more[h]! > 0) paid++;
      }
      expect(paid).toBeGreaterThan(100);
    },
  );

  it('Dibao is whole yuan and at most the standard for every person listed', () => {
    const population = randomPopulation(seededRng(5), households, { unknownShare: 0 });
    const amounts = payments(population, 'dibao');
    for (let h = 0; h < households; h++) {
      const persons = population.personStart[h + 1]! - population.personStart[h]!;
      expect(amounts[h]! % 100).toBe(0);
      expect(amounts[h]!).toBeLessThanOrEqual(124_500 * persons);
    }
  });

  it('nobody draws two care benefits, and no household is in two tiers', () => {
    const population = randomPopulation(seededRng(6), households, { unknownShare: 0 });
    const snapshot = snapshotOf(policy.catalogue, '330100', '2025-06-01');
    const answers = compileItems(policy).run(snapshot, population);
    const has = (item: string, h: number): number => answers.get(item)!.kept[h]!;
    for (let h = 0; h < households; h++) {
      expect(has('dibao', h) + has('dibian', h) + has('rigid', h)).toBeLessThanOrEqual(1);
      expect(has('temporary_emergency', h) + has('temporary_expenditure', h)).toBeLessThanOrEqual(1);
      if (population.personStart[h + 1]! - population.personStart[h]! === 1)
        expect(
          has('tekun_care', h) + has('disability_nursing', h) + has('elder_care', h),
        ).toBeLessThanOrEqual(1);
    }
  });
});

/** With more income a Tekun person may become a Dibao member instead: the household's Dibao then lawfully rises. */
function isTekunNow(population: Population, household: number): boolean {
  tekun ??= new Map();
  let kept = tekun.get(population);
  if (!kept) {
    const snapshot = snapshotOf(policy.catalogue, '330100', '2025-06-01');
    kept = compileItems(policy, ['tekun']).run(snapshot, population).get('tekun')!.kept;
    tekun.set(population, kept);
  }
  return kept[household] !== 0;
}
let tekun: Map<Population, Uint8Array> | undefined;
