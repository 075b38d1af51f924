import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  departmentLedger,
  family,
  together,
  type LedgerRow,
} from '../../features/testing/department-ledger.ts';
import { isoDate } from '../core/dates.ts';
import type { DuckDb } from '../io/duckdb.ts';
import type { FactId } from '../policy/index.ts';
import { isolateHousehold, suppose } from './hypothetical.ts';
import { populationAt } from './population.ts';

const AS_OF = isoDate('2024-12-31');
let db: DuckDb;
beforeAll(async () => {
  const wages = Array.from({ length: 12 }, (_, i): LedgerRow => {
    const month = `2024-${String(i + 1).padStart(2, '0')}`;
    return { person_id: 'p1', kind: 'wage', month, amount_fen: 300_000 + i, occurred_on: `${month}-15` };
  });
  const rows = together(
    family('h1', { p1: '1980-01-01', p2: '1982-01-01' }),
    family('h2', { q1: '1990-01-01' }),
    {
      income_month: [...wages, ...wages.map((row) => ({ ...row, person_id: 'q1' }))],
    },
  );
  const membership = rows['membership']!.map((row) => ({ ...row, relation: '02' }));
  db = await departmentLedger({ ...rows, membership });
});
afterAll(() => db.close());

/** The fact of a person as the population reads it off the supposed ledger. */
async function supposed(fact: FactId, personId: string, value: number): Promise<number | undefined> {
  const session = await db.session();
  try {
    await isolateHousehold(session, AS_OF, 'h1');
    await suppose(session, AS_OF, [{ fact, personId, value }]);
    const people = await populationAt(session, AS_OF);
    expect(people.households).toEqual(['h1']);
    return people.population.columns.get(fact)?.[people.persons.indexOf(personId)];
  } finally {
    session.close();
  }
}

describe('a supposed ledger', () => {
  it.each([
    ['person.wage', 'p1', 1_200_000],
    ['person.wage', 'p2', 2_400_000],
    ['person.pension', 'p2', 1_200_000],
    ['person.medical_in_scope', 'p2', 5_000_000],
    ['person.medical_out_of_scope', 'p1', 700_000],
    ['person.disability_grade', 'p2', 2],
    ['person.severe_illness', 'p1', 1],
    ['person.registered_unemployed', 'p2', 1],
  ] as const)('tells %s of %s as it was supposed', async (fact, person, value) => {
    expect(Math.abs((await supposed(fact, person, value))! - value)).toBeLessThanOrEqual(12);
  });

  it('leaves the ledger itself as it was', async () => {
    const before = await populationAt(db, AS_OF);
    await supposed('person.wage', 'p1', 0);

    expect((await populationAt(db, AS_OF)).population.columns).toEqual(before.population.columns);
  });

  it('names the facts that leave no row', async () => {
    const session = await db.session();
    await isolateHousehold(session, AS_OF, 'h1');
    expect(await suppose(session, AS_OF, [{ fact: 'person.coresident', personId: 'p1', value: 0 }])).toEqual([
      'person.coresident',
    ]);
    session.close();
  });
});
