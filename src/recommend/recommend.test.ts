import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  departmentLedger,
  family,
  together,
  type LedgerRow,
  type LedgerRows,
} from '../../features/testing/department-ledger.ts';
import { isoDate } from '../core/dates.ts';
import type { DuckDb } from '../io/duckdb.ts';
import { seededRng } from '../core/rng.ts';
import { randomHousehold } from '../policy/facts/random.ts';
import { compileItems, explain, loadPolicy, populationOf, snapshotOf, type Policy } from '../policy/index.ts';
import { populationAt, type LedgerPopulation } from '../population/population.ts';
import { holdingsAt } from './held.ts';
import type { Recommendation } from './finding.ts';
import { matchAll } from './match.ts';
import { nearMisses } from './near.ts';
import { adviseHousehold, factsOfHousehold } from './one-household.ts';

const AS_OF = isoDate('2024-12-31');
const REGION = '330100';
let policy: Policy;

beforeAll(async () => {
  policy = await loadPolicy();
});

/** A widow of 50 without income or savings, both looked up. */
const poor = together(family('h1', { p1: '1974-01-01' }), {
  membership: [],
  asset_snapshot: [
    { person_id: 'p1', kind: 'deposit', value_fen: 100_000, status: 'held', occurred_on: '2024-06-01' },
  ],
  household: [
    { household_id: 'h1', hukou_type: 'rural', region_code: '330100001001', occurred_on: '2020-01-02' },
  ],
  employment_event: [{ person_id: 'p1', event: 'unemployment_registered', occurred_on: '2024-06-01' }],
});
const grant = (item: string, amount: number, day = '2024-12-10'): LedgerRows => ({
  assistance_grant: [{ household_id: 'h1', item, action: 'paid', amount_fen: amount, occurred_on: day }],
});

describe('a household', () => {
  const dbs: DuckDb[] = [];
  afterAll(() => {
    for (const db of dbs) db.close();
  });

  async function findings(rows: LedgerRows): Promise<Recommendation[]> {
    const db = await departmentLedger(withRelation(rows));
    dbs.push(db);
    const people = await populationAt(db, AS_OF);
    const answers = compileItems(policy).run(snapshotOf(policy.catalogue, REGION, AS_OF), people.population);
    const law = snapshotOf(policy.catalogue, REGION, AS_OF);
    const near = await nearMisses(policy, law, people.population);
    return [...matchAll({ policy, people, answers, near, holdings: await holdingsAt(db, AS_OF) })];
  }

  it('is told of Dibao that it does not hold, with the whole standard', async () => {
    const dibao = (await findings(poor)).find((one) => one.item === 'dibao' && one.finding === 'entitled');
    const standard = snapshotOf(policy.catalogue, REGION, AS_OF).value('dibao.standard_urban');
    expect(dibao).toMatchObject({ finding: 'entitled', amountFen: standard });
    expect(dibao?.with).toContain('medical_premium');
  });

  it('is not told of what it holds', async () => {
    const items = (await findings(together(poor, grant('dibao', 100_000)))).filter(
      ({ item }) => item === 'dibao',
    );
    expect(items).toEqual([]);
  });

  it('whose payments ended three months ago does not hold it any more', async () => {
    const found = await findings(together(poor, grant('dibao', 100_000, '2024-09-10')));
    expect(found.filter(({ item }) => item === 'dibao').map(({ finding }) => finding)).toContain('entitled');
  });

  it('that earns well and draws Dibao is to be reviewed, with what it draws', async () => {
    const wages = Array.from({ length: 12 }, (_, i): LedgerRow => ({
      person_id: 'p1',
      kind: 'wage',
      month: `2024-${String(i + 1).padStart(2, '0')}`,
      amount_fen: 900_000,
      occurred_on: `2024-${String(i + 1).padStart(2, '0')}-15`,
    }));
    const found = await findings(together(poor, grant('dibao', 77_700), { income_month: wages }));
    expect(found.find(({ item }) => item === 'dibao')).toMatchObject({
      finding: 'review',
      amountFen: 77_700,
      rank: 1,
    });
  });

  it('without verified savings is to be asked, not refused', async () => {
    expect(
      (await findings({ ...poor, asset_snapshot: [] })).find(({ item }) => item === 'dibao')?.finding,
    ).toBe('ask');
  });

  it('that holds nothing and is due money falls between the programmes: first of all, with the money', async () => {
    const [first, ...others] = await findings(poor);
    expect(first).toMatchObject({ finding: 'gap', rank: 1 });
    expect(first?.zh).toContain('没有在享任何救助');
    expect(first?.amountFen).toBeGreaterThan(0);
    const held = await findings(together(poor, grant('elder_allowance', 1)));
    expect([...others, ...held].filter(({ finding }) => finding === 'gap')).toEqual([]);
  });

  it('that earns a little too much is told by how much, and of no limit that it misses by far', async () => {
    const standard = snapshotOf(policy.catalogue, REGION, AS_OF).value('dibao.standard_urban');
    const earning = (fen: number): LedgerRows =>
      together(poor, {
        income_month: Array.from({ length: 12 }, (_, i): LedgerRow => {
          const month = `2024-${String(i + 1).padStart(2, '0')}`;
          return { person_id: 'p1', kind: 'transfer', month, amount_fen: fen, occurred_on: `${month}-15` };
        }),
      });
    const near = (found: readonly Recommendation[]) =>
      found.filter((one) => one.finding === 'near' && one.item === 'dibao');

    expect(near(await findings(earning(standard + 2000)))).toMatchObject([{ marginFen: 24_000 }]);
    expect(near(await findings(earning(standard + 2000)))[0]?.zh).toContain('超出 240 元');
    expect(near(await findings(earning(3 * standard)))).toEqual([]);
    expect(near(await findings(earning(standard - 2000)))).toEqual([]);
  });

  it('is not asked for what a status would open anyhow: the status tells it', async () => {
    const found = await findings({ ...poor, asset_snapshot: [] });
    const dibao = found.find((one) => one.item === 'dibao' && one.finding === 'ask');
    expect(dibao?.with).toContain('medical_aid');
    expect(found.some((one) => one.item === 'medical_aid' && one.finding === 'ask')).toBe(false);
  });

  it('that draws two items which exclude each other has an overlap', async () => {
    const found = await findings(together(poor, grant('dibao', 1), grant('tekun', 1)));
    expect(found.find(({ finding }) => finding === 'overlap')).toMatchObject({
      item: 'tekun',
      with: ['dibao'],
    });
  });
});

describe('one household explained', () => {
  it('has the amounts of the list, its procedure and its last days', async () => {
    const db = await departmentLedger(withRelation(poor));
    const people: LedgerPopulation = await populationAt(db, AS_OF);
    db.close();
    const advice = adviseHousehold(policy, people, { household: 'h1', region: REGION, holdings: [] });
    const answers = compileItems(policy).run(snapshotOf(policy.catalogue, REGION, AS_OF), people.population);
    const kept = advice.explanation.items.filter(
      (item) => item.kept === 'met' && typeof item.amount === 'number',
    );
    for (const { item, amount } of kept) expect(answers.get(item.id)?.amount?.[0]).toBe(amount);
    expect(kept.map(({ item }) => item.id)).toContain('dibao');
    const bundle = advice.bundles.find(({ procedure }) => procedure === 'dibao');
    expect(bundle?.items).toContain('dibao');
    expect(factsOfHousehold(people, 'h1').persons[0]?.get('person.age')).toBe(50);
  });

  it('that is not there is refused by name', async () => {
    const db = await departmentLedger(withRelation(poor));
    const people = await populationAt(db, AS_OF);
    db.close();
    expect(() => adviseHousehold(policy, people, { household: 'h9', region: REGION, holdings: [] })).toThrow(
      expect.objectContaining({ code: 'JZ_HOUSEHOLD_UNKNOWN' }),
    );
  });
});

/** Everybody is the head of the household. */
function withRelation(rows: LedgerRows): LedgerRows {
  return { ...rows, membership: (rows['membership'] ?? []).map((row) => ({ ...row, relation: '02' })) };
}

it('finds the near misses that the full explanation finds', async () => {
  const rng = seededRng('near');
  const law = snapshotOf(policy.catalogue, REGION, AS_OF);
  const families = Array.from({ length: 400 }, (_, i) => randomHousehold(rng, `h${i}`, { unknownShare: 0 }));
  const near = await nearMisses(policy, law, populationOf(families));

  const ours = families.map((_, row) =>
    near
      .filter((one) => one.near[row] === 1 && one.margin[row]! > 0)
      .map(({ item, clause }) => `${item.id}.${clause.id}`),
  );
  const theirs = families.map((one) =>
    explain(policy, one, law)
      .items.filter((item) => item.isNearMiss && item.item.level === 'household')
      .map(
        ({ item, clauses }) =>
          `${item.id}.${clauses.find(({ outcome }) => outcome !== 'met')?.clause.id ?? ''}`,
      ),
  );

  expect(ours.flat().length).toBeGreaterThan(5);
  for (const [row, found] of ours.entries()) expect(theirs[row]).toEqual(expect.arrayContaining(found));
});
