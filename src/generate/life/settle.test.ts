import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compileColumns,
  facts,
  loadPolicy,
  columnFor,
  snapshotOf,
  type Population,
} from '../../policy/index.ts';
import { lawNumbers } from '../world/county-plan.ts';
import { upperLayers } from './settle.ts';

const policy = await loadPolicy();
const snapshot = snapshotOf(policy.catalogue, '330199', '2024-07-01');
const law = lawNumbers(snapshot);
const program = compileColumns(policy, [
  'medical_serious.payable',
  'medical_aid.payable',
  'medical_tilt.payable',
  'dibao.kept',
  'dibian.kept',
]);

/** One person alone with a year's in-scope costs and a yearly wage, as the rules see it. */
function yearByRules(inScopeFen: number, basicFen: number, wageFen: number): Record<string, number> {
  const columns = new Map(facts.map((fact) => [fact.id, columnFor(fact, 1).fill(fact.absent ?? 0)]));
  const set = (id: (typeof facts)[number]['id'], value: number): void => {
    columns.get(id)![0] = value;
  };
  set('person.age', 40);
  set('person.insurance', 1);
  set('person.wage', wageFen);
  set('person.medical_in_scope', inScopeFen);
  set('person.basic_paid', basicFen);
  const population: Population = { nHouseholds: 1, personStart: new Uint32Array([0, 1]), columns };
  const found = program.run(snapshot, population);
  return Object.fromEntries([...found].map(([id, column]) => [id, column.values[0] ?? 0]));
}

/** The same year settled bill by bill. */
function yearByBills(
  status: number,
  left: readonly number[],
): { serious: number; aid: number; afterBasic: number } {
  const year = { afterBasicFen: 0, seriousFen: 0, aidFen: 0 };
  for (const leftFen of left) {
    const paid = upperLayers(law, status, leftFen, year);
    expect(paid.seriousFen + paid.aidFen).toBeLessThanOrEqual(leftFen);
    year.afterBasicFen += leftFen;
    year.seriousFen += paid.seriousFen;
    year.aidFen += paid.aidFen;
  }
  return { serious: year.seriousFen, aid: year.aidFen, afterBasic: year.afterBasicFen };
}

const bills = fc.array(fc.integer({ min: 0, max: 6_000_000 }), { minLength: 1, maxLength: 12 });

describe('upperLayers', () => {
  it.each([
    ['nobody special', 0, 12 * 400_000],
    ['on Dibao', 1, 0],
    ['on Dibian', 2, 12 * 180_000],
  ])('settles bill by bill what the rules pay for the year: %s', (_, status, wageFen) => {
    fc.assert(
      fc.property(bills, (left) => {
        const settled = yearByBills(status, left);
        const rules = yearByRules(settled.afterBasic * 2, settled.afterBasic, wageFen);

        expect(rules['dibao.kept']).toBe(status === 1 ? 1 : 0);
        expect(rules['dibian.kept']).toBe(status === 2 ? 1 : 0);
        expect(settled.serious).toBe(rules['medical_serious.payable']);
        expect(settled.aid).toBe((rules['medical_aid.payable'] ?? 0) + (rules['medical_tilt.payable'] ?? 0));
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it('never pays more than is left, nor less than nothing, when the status changes within the year', () => {
    const step = fc.tuple(fc.integer({ min: 0, max: 6_000_000 }), fc.integer({ min: 0, max: 4 }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const year = { afterBasicFen: 0, seriousFen: 0, aidFen: 0 };
        for (const [leftFen, status] of steps) {
          const paid = upperLayers(law, status, leftFen, year);
          expect(paid.seriousFen).toBeGreaterThanOrEqual(0);
          expect(paid.aidFen).toBeGreaterThanOrEqual(0);
          expect(paid.seriousFen + paid.aidFen).toBeLessThanOrEqual(leftFen);
          year.afterBasicFen += leftFen;
          year.seriousFen += paid.seriousFen;
          year.aidFen += paid.aidFen;
        }
      }),
      { seed: 8, numRuns: 200 },
    );
  });
});
