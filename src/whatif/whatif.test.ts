import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  departmentLedger,
  family,
  together,
  type LedgerRow,
  type LedgerRows,
} from '../../features/testing/department-ledger.ts';
import { isoDate } from '../core/dates.ts';
import { loadPolicy, snapshotOf, type Policy } from '../policy/index.ts';
import { populationAt, type LedgerPopulation } from '../population/population.ts';
import { budgetCurve } from './budget.ts';
import { compare, type Comparison, type CompareRequest } from './compare.ts';
import { withoutSmallCells } from './disclosure.ts';
import type { Cell, GroupChange } from './groups.ts';
import { grainOf, rounded } from './rounding.ts';
import { tablesOf } from './report/csv.ts';
import { renderWhatif } from './report/page.ts';
import { reformOf, tryScenario } from './run.ts';
import { readScenario, type Scenario } from './scenario.ts';
import { ownDraws, takersOf } from './take-up.ts';
import { factsOfFamily, standardFamilies, standardFamily } from './standard-families.ts';

const AS_OF = isoDate('2024-12-31');
const REGION = '330100';
let policy: Policy;
let people: LedgerPopulation;
let folder: string;

/** Twelve single persons, earning 0, 200 … 2,200 yuan a month. */
const single = (i: number): LedgerRows =>
  together(family(`h${String(i).padStart(2, '0')}`, { [`p${i}`]: '1980-01-01' }), {
    household: [
      {
        household_id: `h${String(i).padStart(2, '0')}`,
        hukou_type: 'urban',
        region_code: '330100001001',
        occurred_on: '2020-02-01',
      },
    ],
    income_month: Array.from({ length: 12 }, (_, m): LedgerRow => {
      const month = `2024-${String(m + 1).padStart(2, '0')}`;
      return { person_id: `p${i}`, kind: 'wage', month, amount_fen: i * 20_000, occurred_on: `${month}-10` };
    }),
  });

beforeAll(async () => {
  policy = await loadPolicy();
  folder = await mkdtemp(join(tmpdir(), 'jiuzhu-whatif-'));
  const rows = together(...Array.from({ length: 12 }, (_, i) => single(i)));
  const db = await departmentLedger({
    ...rows,
    membership: rows['membership']!.map((row) => ({ ...row, relation: '02' })),
  });
  people = await populationAt(db, AS_OF);
  db.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const scenario = (more: Partial<Scenario>): Scenario => ({
  scenario: 1,
  title: { zh: '试', en: 'trial' },
  reform: {},
  waive: [],
  shocks: [],
  unverified_savings: 'within_limits',
  ...more,
});
const family0 = () => factsOfFamily(standardFamilies[0], AS_OF);
const run = (one: Scenario, more: Partial<CompareRequest> = {}): Comparison =>
  compare({
    ...{ policy, people, region: REGION, scenario: one, holdings: new Map() },
    ...reformOf(policy, one, 'trial.yaml'),
    ...more,
  });
const told = (cell: Cell): number => cell ?? Number.NaN;
const dibao = ({ items }: Comparison) => {
  const found = items.find(({ item }) => item === 'dibao')!;
  const { householdsBefore: before, householdsAfter: after, costBefore, costAfter, takeUp } = found;
  return {
    before: told(before),
    after: told(after),
    costBefore: told(costBefore),
    costAfter: told(costAfter),
    takeUp,
  };
};
/** Of twelve, the first `count` hold Dibao. */
const holding = (count: number): CompareRequest['holdings'] =>
  new Map(
    people.households
      .slice(0, count)
      .map((household) => [household, [{ household, item: 'dibao', amountFen: 1, since: AS_OF }]]),
  );

describe('a comparison', () => {
  it('of nothing changes nothing', () => {
    const same = run(scenario({}));
    expect(same.poverty.after).toEqual(same.poverty.before);
    expect(same.deciles.every(({ winners, losers }) => winners === 0 && losers === 0)).toBe(true);
    expect(dibao(same).costAfter).toBe(dibao(same).costBefore);
  });

  it('of a higher standard pays its recipients more, and the poor gain', () => {
    const standard = snapshotOf(policy.catalogue, REGION, AS_OF).value('dibao.standard_urban') / 100;
    const higher = run(scenario({ reform: { 'dibao.standard_urban': standard + 100 } }));
    expect(dibao(higher).after).toBeGreaterThanOrEqual(dibao(higher).before);
    expect(dibao(higher).costAfter - dibao(higher).costBefore).toBeGreaterThanOrEqual(
      10_000 * dibao(higher).before,
    );
    expect(higher.deciles[0]!.winners).toBeGreaterThan(0);
    expect(higher.poverty.after.fgt1).toBeLessThan(higher.poverty.before.fgt1 + 1e-12);
  });

  it('of a shock to wages lets households fall and leaves the baseline as it was', () => {
    const before = people.population.columns.get('person.wage')!.slice();
    const shock = run(scenario({ shocks: [{ fact: 'person.wage', times: 0.5 }] }));
    expect(dibao(shock).after).toBeGreaterThan(dibao(shock).before);
    expect(people.population.columns.get('person.wage')).toEqual(before);
  });

  it('adds up: households of all tenths and of all areas are all households', () => {
    const { households, deciles, areas } = run(scenario({ reform: { 'dibian.multiplier': 2 } }));
    const sum = (groups: readonly GroupChange[]): number =>
      groups.reduce((total, one) => total + told(one.households), 0);
    expect([sum(deciles), sum(areas)]).toEqual([households, households]);
  });

  it('of a condition waived lets those in whom it alone kept out', () => {
    const open = run(scenario({ waive: ['dibao.income'] }));
    expect(dibao(open).before).toBeLessThan(12);
    expect(dibao(open).after).toBe(12);
    expect(dibao(run(scenario({}))).after).toBe(dibao(open).before);
  });

  it('tells of each risk group who is reached', () => {
    const risk = new Map(people.households.map((household, h) => [household, h < 2 ? 'red' : 'blue']));
    const { risk: found } = run(scenario({ waive: ['dibao.income'] }), { risk, holdings: holding(1) });
    expect(found).toMatchObject([
      { group: 'red', households: 2, entitledBefore: 2, entitledAfter: 2, holdingNow: 1 },
      { group: 'blue', households: 10, entitledAfter: 10, holdingNow: 0 },
    ]);
  });
});

describe('take-up as it is now', () => {
  it('pays those who hold, of the newly entitled as large a share, and nothing where nobody takes', () => {
    const one = scenario({ reform: { 'dibao.standard_urban': 3000 } });
    const [none, all] = [run(one), run(one, { holdings: holding(12) })];
    const entitled = dibao(none).before;

    expect([none.taken.reach, none.taken.cost]).toEqual([
      { before: 0, after: 0 },
      { before: 0, after: 0 },
    ]);
    expect(dibao(all).takeUp).toBe(1);
    expect(all.taken.reach.before).toBe(entitled);
    expect(all.taken.reach.after).toBe(all.reach.after);
    expect(all.taken.cost.after).toBeGreaterThan(0);
    expect(all.taken.cost.after).toBeLessThanOrEqual(all.cost.after);
  });

  it('draws of the newly entitled close to the share that takes, the same ones whoever is asked with them', () => {
    const ids = Array.from({ length: 20_000 }, (_, i) => `H${String(i).padStart(6, '0')}`);
    const [draws, later] = [ownDraws(ids), ownDraws(ids.slice(10_000))];
    const bins = new Array<number>(10).fill(0);
    for (const draw of draws) bins[Math.floor(draw * 10)]!++;

    expect(Math.max(...bins.map((n) => Math.abs(n - 2000)))).toBeLessThan(150);
    expect(later).toEqual(draws.slice(10_000));
  });

  it('never exceeds what everybody is entitled to, and keeps holders while entitled', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            before: fc.boolean(),
            after: fc.boolean(),
            holds: fc.boolean(),
            draw: fc.double({ min: 0, max: 0.999, noNaN: true }),
          }),
          { minLength: 1, maxLength: 40 },
        ),
        (rows) => {
          const column = (of: (row: (typeof rows)[number]) => boolean) =>
            Uint8Array.from(rows, (row) => Number(of(row)));
          const kept = { before: column((row) => row.before), after: column((row) => row.after) };
          const holders = [...rows.keys()].filter((i) => rows[i]!.holds);
          const takers = takersOf(
            kept,
            holders,
            Float64Array.from(rows, (row) => row.draw),
          );
          for (const [i, row] of rows.entries()) {
            expect(takers.before[i]).toBe(Number(row.before && row.holds));
            if (takers.after[i] === 1) expect(row.after).toBe(true);
            if (row.holds && row.after) expect(takers.after[i]).toBe(1);
            if (row.before && !row.holds) expect(takers.after[i]).toBe(0);
          }
        },
      ),
      { seed: 7, numRuns: 200 },
    );
  });
});

describe('small cells', () => {
  const group = (name: string, households: number, winners: number, losers: number): GroupChange => ({
    group: name,
    ...{ households, winners, losers, change: 100 * (winners - losers) },
  });
  const hiddenOf = (areas: GroupChange[]) =>
    withoutSmallCells({ ...run(scenario({})), areas }, 10).areas.map(
      ({ households, winners, losers, change }) => [households, winners, losers, change],
    );

  it('are left out with their money, and none can be had by subtraction', () => {
    const areas = [group('a', 50, 20, 0), group('b', 9, 3, 2), group('c', 40, 12, 0), group('d', 90, 30, 4)];

    expect(hiddenOf(areas)).toEqual([
      [50, 20, 0, 2000],
      [null, null, null, null],
      [null, null, 0, 1200],
      [90, 30, null, null],
    ]);
  });

  it('of nobody are told, and so is everything when none is small', () => {
    const areas = [group('a', 50, 0, 10), group('b', 60, 10, 0)];
    expect(hiddenOf(areas)).toEqual([
      [50, 0, 10, -1000],
      [60, 10, 0, 1000],
    ]);
  });

  it('leave items of few without their number and cost', () => {
    const few = withoutSmallCells(run(scenario({})), 100);
    expect(few.items.filter(({ householdsBefore }) => (householdsBefore ?? 0) > 0)).toEqual([]);
    expect(few.items.find(({ item }) => item === 'dibao')).toMatchObject({ costBefore: null, takeUp: null });
  });
});

it('tells the same of two scenarios that differ by one household', () => {
  const figures = run(scenario({}));
  const groups = (winners: number, change: number): GroupChange[] => [
    { group: 'a', households: 50, winners, losers: 0, change },
  ];
  const told = (winners: number, change: number) => {
    const { reach, cost, areas } = rounded(
      {
        ...figures,
        areas: groups(winners, change),
        reach: { before: 20, after: winners },
        cost: { before: 0, after: change },
      },
      grainOf(10),
    );
    return { reach, cost, areas };
  };

  expect(told(21, 2_010_000)).toEqual(told(22, 2_030_000));
  expect(told(21, 2_010_000)).toEqual({
    reach: { before: 20, after: 20 },
    cost: { before: 0, after: 2_000_000 },
    areas: groups(20, 2_000_000),
  });
});

it.each(standardFamilies.map(({ id }) => id))('walks the standard family %s up the wage scale', (id) => {
  const facts = factsOfFamily(standardFamily(id), AS_OF);
  const law = snapshotOf(policy.catalogue, REGION, AS_OF);
  const { wage, net, cliffs } = budgetCurve(policy, law, facts, 400_000);
  expect(net[0]).toBeGreaterThan(0);
  expect(net.every((value, i) => value >= wage[i]!)).toBe(true);
  for (const { depth, cut } of cliffs) {
    const drops = cut.reduce((sum, one) => sum + one.fen, 0);
    expect(depth).toBeGreaterThanOrEqual(1);
    expect(drops).toBeGreaterThanOrEqual(depth);
  }
});

it('finds the cliff where Dibao ends and what hangs on it falls away', () => {
  const law = snapshotOf(policy.catalogue, REGION, AS_OF);
  const standard = law.value('dibao.standard_urban');
  const { wage, net, cliffs } = budgetCurve(policy, law, family0(), 9 * standard);
  const edge = cliffs.find((cliff) => Math.abs(cliff.wage - 3 * standard) <= 4000);
  expect(edge?.depth).toBeGreaterThan(0);
  const flat = net.filter((_, i) => wage[i]! < 2 * standard);
  expect(Math.max(...flat) - Math.min(...flat)).toBeLessThanOrEqual(100);
});

it('draws the same page from the same inputs', () => {
  const one = scenario({ reform: { 'dibian.multiplier': 2 } });
  const law = snapshotOf(policy.catalogue, REGION, AS_OF);
  const report = () => {
    const curve = budgetCurve(policy, law, family0(), 500_000);
    return {
      scenario: one,
      family: standardFamilies[0],
      comparison: withoutSmallCells(run(one, { risk: new Map([['h00', 'red']]) }), 3),
      curves: { before: curve, after: curve },
      unchanged: [],
      origin: { asOf: AS_OF },
    };
  };
  expect(renderWhatif(report())).toBe(renderWhatif(report()));
  expect(tablesOf(report())).toEqual(tablesOf(report()));
  expect(renderWhatif(report())).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
});

it.each([
  [2, true],
  [1.5, false],
])('says whether a Dibian line of %s standards is the law already', async (times, isLaw) => {
  const one = scenario({ reform: { 'dibian.multiplier': times } });
  const report = await tryScenario(
    {
      ...{ policy, people, region: REGION, asOf: AS_OF, holdings: new Map() },
      ledger: { generation: 'g0001', manifest: { id: 'none' } },
    },
    one,
    reformOf(policy, one, 'x.yaml'),
  );
  expect(report.unchanged.map(({ en }) => en)).toEqual(
    isLaw ? ['Dibian line as a multiple of the standard'] : [],
  );
  expect(renderWhatif(report).includes('Already the law')).toBe(isLaw);
});

describe('a scenario file', () => {
  const cases: [string, string, string][] = [
    ['an unknown key', 'scenario: 1\ntitle: { zh: 试, en: t }\nreforms: {}', 'Unrecognized'],
    [
      'an unknown fact',
      'scenario: 1\ntitle: { zh: 试, en: t }\nshocks: [{ fact: person.salary, times: 2 }]',
      'person.salary',
    ],
    [
      'a flag to multiply',
      'scenario: 1\ntitle: { zh: 试, en: t }\nshocks: [{ fact: person.alive, times: 2 }]',
      'person.alive',
    ],
    ['no YAML', 'scenario: [', 'YAML'],
  ];
  it.each(cases)('with %s is refused by its place', async (_, text, names) => {
    const file = join(folder, 'bad.yaml');
    await writeFile(file, text);
    await expect(readScenario(file)).rejects.toMatchObject({ code: 'JZ_SCENARIO_INVALID' });
    await expect(readScenario(file)).rejects.toThrow(names);
  });

  it('with an unknown parameter is refused with those it may have meant', () => {
    const refused = (more: Partial<Scenario>) => () => reformOf(policy, scenario(more), 'x.yaml');
    expect(refused({ reform: { 'dibao.standard': 1 } })).toThrow('dibao.standard_urban');
    expect(refused({ waive: ['dibao.incme'] })).toThrow('dibao.income');
    expect(refused({ shocks: [{ fact: 'person.wages', times: 2 }] })).toThrow('person.wage');
  });

  it.each([
    ['dibao.standard_urban', true],
    ['dibao.standard_urban', -1],
    ['dibao.standard_urban', 1.234],
    ['dibao.standard_urban', 1e12],
    ['income.counts.wage', 2],
    ['member.in_school', 1],
  ])('with %s = %s is refused by its place, with what would fit', (id, value) => {
    expect(() => reformOf(policy, scenario({ reform: { [id]: value } }), 'x.yaml')).toThrow(
      expect.objectContaining({
        code: 'JZ_SCENARIO_INVALID',
        details: expect.objectContaining({ pointer: `/reform/${id}` }) as unknown,
      }),
    );
  });

  it('is shipped six times, each fit to run', async () => {
    const names = ['raise-standard', 'dibian-national-floor', 'rigid-ratio', 'wage-shock', 'health-shock'];
    for (const name of [...names, 'vehicles-waived']) {
      const file = new URL(`../../data-samples/scenarios/${name}.yaml`, import.meta.url).pathname;
      expect(await readFile(file, 'utf8')).toContain('scenario: 1');
      expect(run(await readScenario(file)).households).toBe(12);
    }
  });
});
