import { describe, expect, it } from 'vitest';
import { isoDate } from '../core/dates.ts';
import {
  codeLists,
  codeOf,
  columnFor,
  compileColumns,
  compileItems,
  evaluation,
  explain,
  facts,
  factById,
  HOUSEHOLD,
  householdFacts,
  householdSchema,
  loadPolicy,
  populationOf,
  policyDataFolder,
  regionChain,
  snapshotOf,
  UNKNOWN_BYTE,
  type FactId,
} from './index.ts';

const date = isoDate('2025-06-01');
const family = (wage: number | null): object => ({
  rural: false,
  no_other_supporters: true,
  assets: {},
  members: [
    { relation: 'self', age: 40, work: 'employed', insurance: 'resident', income: { wage } },
    { relation: 'child', age: 9, work: 'student', insurance: 'resident', income: {} },
  ],
});

describe('the policy room', () => {
  it('gives a population the answers it gives each household', async () => {
    const policy = await loadPolicy({ folder: policyDataFolder });
    const snapshot = snapshotOf(policy.catalogue, '330100', date);
    const households = [0, 20_000, 29_879.99, 29_880, 90_000, null].map((wage) =>
      householdFacts(family(wage), date, 'f'),
    );
    const answers = compileItems(policy, ['dibao', 'dibian']).run(snapshot, populationOf(households));

    expect([...(answers.get('dibao')?.amount ?? [])]).toEqual([249_000, 82_400, 100, 0, 0, Number.NaN]);
    expect([...(answers.get('dibian')?.kept ?? [])]).toEqual([0, 0, 0, 1, 0, UNKNOWN_BYTE]);
    expect(
      households.map((household) => evaluation(policy, household, snapshot).rule('dibao.kept', HOUSEHOLD)),
    ).toEqual([1, 1, 1, 0, 0, null]);
    expect(
      explain(policy, households[3]!, snapshot).items.find((item) => item.item.id === 'dibao')?.isNearMiss,
    ).toBe(true);
  });

  it('lets a caller build columns from the catalogue of facts', async () => {
    const policy = await loadPolicy();
    const columns = new Map(
      ['person.age', 'person.relation', 'person.wage', 'household.rural'].map((id) => {
        const fact = factById(id)!;
        return [fact.id, columnFor(fact, 1)] as const;
      }),
    );
    columns.get('person.age')![0] = 30;
    const constants = new Map<FactId, number | null>([['household.no_other_supporters', 0]]);
    const population = { nHouseholds: 1, personStart: Uint32Array.of(0, 1), columns, constants };
    const size = compileColumns(policy, ['member.size']).run(
      snapshotOf(policy.catalogue, 'CN', date),
      population,
    );

    expect([...size.get('member.size')!.values]).toEqual([1]);
  });

  it('reads what its own schema accepts, and every code list has a first entry that means nothing special', () => {
    expect(householdSchema.safeParse(family(1)).success).toBe(true);
    expect(householdSchema.safeParse({ members: [{ relation: 'aunt' }] }).success).toBe(false);
    expect(codeOf('relation', 'self')).toBe(0);
    expect(Object.keys(codeLists)).toContain('disability');
    expect(new Set(facts.map((fact) => fact.id)).size).toBe(facts.length);
  });

  it('looks regions up from the county to the nation', () => {
    expect(regionChain('330106')).toEqual(['330106', '330100', '330000', 'CN']);
    expect(() => regionChain('33')).toThrow(/six-digit/);
  });
});
