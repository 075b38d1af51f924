import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
import { compare, type Comparison } from './compare.ts';
import { overridesOf } from './reform.ts';
import { renderWhatif, tablesOf } from './report.ts';
import { readScenario, type Scenario } from './scenario.ts';
import { standardFamily } from './standard-family.ts';

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
  shocks: [],
  unverified_savings: 'within_limits',
  ...more,
});
const run = (one: Scenario): Comparison =>
  compare({
    policy,
    people,
    region: REGION,
    scenario: one,
    overrides: overridesOf(policy, one, 'trial.yaml'),
    holdings: new Map(),
  });
const dibao = ({ items }: Comparison) => items.find(({ item }) => item === 'dibao')!;

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
    expect(dibao(higher).householdsAfter).toBeGreaterThanOrEqual(dibao(higher).householdsBefore);
    expect(dibao(higher).costAfter - dibao(higher).costBefore).toBeGreaterThanOrEqual(
      10_000 * dibao(higher).householdsBefore,
    );
    expect(higher.deciles[0]!.winners).toBeGreaterThan(0);
    expect(higher.poverty.after.fgt1).toBeLessThan(higher.poverty.before.fgt1 + 1e-12);
  });

  it('of a shock to wages lets households fall and leaves the baseline as it was', () => {
    const before = people.population.columns.get('person.wage')!.slice();
    const shock = run(scenario({ shocks: [{ fact: 'person.wage', times: 0.5 }] }));
    expect(dibao(shock).householdsAfter).toBeGreaterThan(dibao(shock).householdsBefore);
    expect(people.population.columns.get('person.wage')).toEqual(before);
  });

  it('adds up: households of all tenths and of all areas are all households', () => {
    const { households, deciles, areas } = run(scenario({ reform: { 'dibian.multiplier': 2 } }));
    const sum = (groups: readonly { households: number }[]): number =>
      groups.reduce((total, one) => total + one.households, 0);
    expect([sum(deciles), sum(areas)]).toEqual([households, households]);
  });
});

it('finds the cliff where Dibao ends and what hangs on it falls away', () => {
  const law = snapshotOf(policy.catalogue, REGION, AS_OF);
  const standard = law.value('dibao.standard_urban');
  const { wage, net, cliffs } = budgetCurve(policy, law, standardFamily(AS_OF), 9 * standard);
  const edge = cliffs.find((cliff) => Math.abs(cliff.wage - 3 * standard) <= 4000);
  expect(edge?.depth).toBeGreaterThan(0);
  const flat = net.filter((_, i) => wage[i]! < 2 * standard);
  expect(Math.max(...flat) - Math.min(...flat)).toBeLessThanOrEqual(100);
});

it('draws the same page from the same inputs', () => {
  const one = scenario({ reform: { 'dibian.multiplier': 2 } });
  const law = snapshotOf(policy.catalogue, REGION, AS_OF);
  const report = () => {
    const curve = budgetCurve(policy, law, standardFamily(AS_OF), 500_000);
    return {
      scenario: one,
      comparison: run(one),
      curves: { before: curve, after: curve },
      origin: { asOf: AS_OF },
    };
  };
  expect(renderWhatif(report())).toBe(renderWhatif(report()));
  expect(tablesOf(report())).toEqual(tablesOf(report()));
  expect(renderWhatif(report())).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
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
    expect(() => overridesOf(policy, scenario({ reform: { 'dibao.standard': 1 } }), 'x.yaml')).toThrow(
      'dibao.standard_urban',
    );
  });

  it('is shipped five times, each fit to run', async () => {
    for (const name of ['raise-standard', 'dibian-two-times', 'rigid-ratio', 'wage-shock', 'health-shock']) {
      const file = new URL(`../../data-samples/scenarios/${name}.yaml`, import.meta.url).pathname;
      expect(await readFile(file, 'utf8')).toContain('scenario: 1');
      expect(run(await readScenario(file)).households).toBe(12);
    }
  });
});
