import { beforeAll, describe, expect, it } from 'vitest';
import { openCounty, chunkCount, type CountyPlan, type CountySettings } from './county-plan.ts';
import { simulateChunk } from './simulate-chunk.ts';
import type { ChunkHistory } from './types.ts';

const settings: CountySettings = {
  households: 300,
  months: 30,
  seed: 11,
  start: '2022-01',
  region: '330199',
  chunkSize: 300,
};

let plan: CountyPlan;
let whole: ChunkHistory;

beforeAll(async () => {
  plan = await openCounty(settings);
  whole = simulateChunk(plan, 0);
}, 60_000);

/** Everything about one household by number, whatever the chunk it was in. */
function story(history: ChunkHistory, number: number): unknown {
  const at = history.households.findIndex((household) => household.number === number);
  const personNumber = (i: number): number | undefined => history.persons[i]?.number;
  const { truth, claims } = history;
  return {
    household: history.households[at],
    members: history.memberships
      .filter((spell) => spell.household === at)
      .map((spell) => ({ ...spell, person: personNumber(spell.person), household: 0 })),
    grants: history.grants
      .filter((grant) => grant.household === at)
      .map((grant) => ({ ...grant, person: personNumber(grant.person), household: 0 })),
    truth: Array.from({ length: truth.count }, (_, i) => i)
      .filter((i) => truth.household[i] === at)
      .map((i) => [
        truth.month[i],
        truth.incomeFen[i],
        truth.rigidFen[i],
        truth.levelFen[i],
        truth.status[i],
      ]),
    bills: Array.from({ length: claims.count }, (_, i) => i)
      .filter((i) => history.persons[claims.person[i]!]!.number >> 8 === number >> 4)
      .map((i) => [claims.day[i], claims.totalFen[i], claims.aidFen[i]]),
  };
}

describe('simulateChunk', () => {
  it('gives the same history again', () => {
    expect(simulateChunk(plan, 0)).toEqual(whole);
  });

  it('gives every household the same life whatever the chunk size', () => {
    const small = { ...plan, chunkSize: 70 };
    const chunks = Array.from({ length: chunkCount(small) }, (_, chunk) => simulateChunk(small, chunk));

    expect(chunks.reduce((sum, chunk) => sum + chunk.households.length, 0)).toBe(whole.households.length);
    for (const chunk of chunks) {
      for (const { number } of chunk.households.slice(0, 25)) {
        expect(story(chunk, number)).toEqual(story(whole, number));
      }
    }
  });

  it('gives another county for another seed', async () => {
    const other = simulateChunk(await openCounty({ ...settings, seed: 12 }), 0);

    expect(other.truth.incomeFen).not.toEqual(whole.truth.incomeFen);
  });

  it('keeps a person in one household at a time', () => {
    const byPerson = new Map<number, { fromDay: number; toDay: number }[]>();
    for (const spell of whole.memberships)
      byPerson.set(spell.person, [...(byPerson.get(spell.person) ?? []), spell]);

    for (const spells of byPerson.values()) {
      const ordered = [...spells].sort((a, b) => a.fromDay - b.fromDay || a.toDay - b.toDay);
      ordered.slice(1).forEach((next, i) => {
        const before = ordered[i]!;
        expect(before.toDay).toBeGreaterThanOrEqual(before.fromDay);
        expect(next.fromDay).toBeGreaterThanOrEqual(before.toDay);
      });
    }
  });

  it('lets nobody earn, learn, fall ill or draw a pension after death', () => {
    const monthStart = (month: number): number => plan.calendar[plan.warmUp + month]!.firstDay;
    const deadBy = (person: number, day: number): boolean => {
      const { deathDay } = whole.persons[person]!;
      return deathDay >= 0 && deathDay < day;
    };

    for (const columns of [whole.taxed, whole.contributions, whole.pensions])
      for (let i = 0; i < columns.count; i++)
        expect(deadBy(columns.person[i]!, monthStart(columns.month[i]!))).toBe(false);
    for (let i = 0; i < whole.claims.count; i++)
      expect(deadBy(whole.claims.person[i]!, whole.claims.day[i]! - 31)).toBe(false);
    for (const one of whole.schooling) expect(deadBy(one.person, one.day - 31)).toBe(false);
    expect(whole.persons.some((person) => person.deathDay >= 0)).toBe(true);
  });

  it('has mothers older than their children and pupils of school age', () => {
    for (const person of whole.persons) {
      const mother = whole.persons[person.mother];
      if (mother) expect((person.birthDay - mother.birthDay) / 365.25).toBeGreaterThan(15);
    }
    for (const { person, stage, day } of whole.schooling) {
      const age = (day - whole.persons[person]!.birthDay) / 365.25;
      if (stage === 'primary') expect(age).toBeGreaterThan(5);
      expect(age).toBeLessThan(32);
    }
  });

  it('splits every bill into parts that add up', () => {
    const { claims: c } = whole;
    expect(c.count).toBeGreaterThan(1000);
    for (let i = 0; i < c.count; i++) {
      expect(c.inScopeFen[i]! + c.outOfScopeFen[i]!).toBe(c.totalFen[i]);
      expect(c.basicFen[i]! + c.seriousFen[i]! + c.aidFen[i]! + c.selfPaidFen[i]!).toBe(c.inScopeFen[i]);
      expect(
        Math.min(c.basicFen[i]!, c.seriousFen[i]!, c.aidFen[i]!, c.selfPaidFen[i]!),
      ).toBeGreaterThanOrEqual(0);
    }
  });

  it('keeps money whole: every amount is an integer of fen', () => {
    const amounts = [
      ...whole.grants.map((grant) => grant.amountFen),
      ...whole.visits.flatMap((visit) => [
        visit.wageFen,
        visit.businessFen,
        visit.transferFen,
        visit.medicalFen,
      ]),
      ...whole.bankBalances.map((balance) => balance.balanceFen),
      ...whole.truth.financialAssetsFen,
      ...whole.properties.map((property) => property.valueFen),
    ];

    expect(amounts.every(Number.isInteger)).toBe(true);
  });

  it('tells one true month a household and month it lasts', () => {
    const seen = new Set<number>();
    for (let i = 0; i < whole.truth.count; i++)
      seen.add(whole.truth.household[i]! * settings.months + whole.truth.month[i]!);

    expect(seen.size).toBe(whole.truth.count);
  });

  it('marks a fall only where need begins', () => {
    const need = new Map<string, number>();
    const { truth } = whole;
    for (let i = 0; i < truth.count; i++) need.set(`${truth.household[i]}/${truth.month[i]}`, truth.need[i]!);
    let falls = 0;
    for (let i = 0; i < truth.count; i++) {
      if (truth.falls[i] !== 1) continue;
      falls++;
      expect(truth.levelFen[i]).toBeLessThan(truth.standardFen[i]!);
      expect(need.get(`${truth.household[i]}/${truth.month[i]! - 1}`) ?? 0).toBe(0);
      expect(truth.cause[i]).toBeGreaterThan(0);
    }
    expect(falls).toBeGreaterThan(0);
  });
});

describe('openCounty', () => {
  it.each([
    [{ households: 0 }, 'households'],
    [{ months: 1.5 }, 'months'],
    [{ start: '2022-13' }, 'start'],
    [{ start: '2021-06' }, 'start'],
  ])('refuses %j', async (changed, path) => {
    await expect(openCounty({ ...settings, ...changed })).rejects.toMatchObject({
      code: 'JZ_CONFIG_INVALID',
      details: { path },
    });
  });
});
