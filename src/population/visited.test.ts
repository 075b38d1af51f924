import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { FactColumn, FactId, Population } from '../policy/index.ts';
import { withVisits, type VisitFacts } from './visited.ts';

const silent: VisitFacts = {
  wageFen: null,
  businessFen: null,
  propertyFen: null,
  transferFen: null,
  medicalFen: null,
  educationFen: null,
};

const facts = [
  'person.wage',
  'person.business',
  'person.property',
  'person.pension',
  'person.basic_pension',
  'person.unemployment_benefit',
  'person.other_transfer',
  'person.medical_in_scope',
  'person.basic_paid',
  'person.aid_paid',
  'person.education_fees',
] as const satisfies readonly FactId[];

/** Household a of two persons, household b of one. */
function population(some: Partial<Record<FactId, readonly number[]>>): Population {
  const columns = facts.map((fact): [FactId, FactColumn] => [
    fact,
    Float64Array.from(some[fact] ?? [0, 0, 0]),
  ]);
  return { nHouseholds: 2, personStart: Uint32Array.of(0, 2, 3), columns: new Map(columns) };
}

function visited(
  some: Partial<Record<FactId, readonly number[]>>,
  found: Partial<VisitFacts>,
): (fact: FactId) => number[] {
  const before = population(some);
  const copy = population(some);
  const after = withVisits(before, ['a', 'b'], new Map([['a', { ...silent, ...found }]]));
  expect(before).toEqual(copy);
  return (fact) => [...(after.columns.get(fact) ?? [])];
}

describe('what a visit found', () => {
  it('is shared out as the records share it, and leaves other households alone', () => {
    const after = visited({ 'person.wage': [3000, 1000, 500] }, { wageFen: 8000 });

    expect(after('person.wage')).toEqual([6000, 2000, 500]);
  });

  it('goes to the head where nothing is on record', () => {
    expect(visited({}, { businessFen: 700 })('person.business')).toEqual([700, 0, 0]);
  });

  it('leaves the records where the visit did not ask', () => {
    expect(visited({ 'person.wage': [3000, 0, 0] }, { propertyFen: 10 })('person.wage')).toEqual([
      3000, 0, 0,
    ]);
  });

  it('beyond the pensions on record is another transfer', () => {
    const after = visited({ 'person.pension': [1000, 200, 0] }, { transferFen: 1500 });

    expect(after('person.pension')).toEqual([1000, 200, 0]);
    expect(after('person.other_transfer')).toEqual([300, 0, 0]);
  });

  it('below the pensions on record shrinks them', () => {
    const after = visited(
      { 'person.pension': [1000, 0, 0], 'person.basic_pension': [0, 200, 0] },
      { transferFen: 600 },
    );

    expect(after('person.pension')).toEqual([500, 0, 0]);
    expect(after('person.basic_pension')).toEqual([0, 100, 0]);
    expect(after('person.other_transfer')).toEqual([0, 0, 0]);
  });

  it('of medical costs is what is left after insurance and assistance', () => {
    const after = visited(
      {
        'person.medical_in_scope': [1000, 400, 9],
        'person.basic_paid': [600, 300, 0],
        'person.aid_paid': [100, 0, 0],
      },
      { medicalFen: 800 },
    );

    expect(after('person.medical_in_scope')).toEqual([1300, 500, 9]);
  });

  it('is the household’s sum, to a fen a person, whatever the records say', () => {
    const fen = fc.integer({ min: 0, max: 10_000_000 });
    fc.assert(
      fc.property(fen, fen, fen, (one, two, wageFen) => {
        const [head = 0, other = 0] = visited({ 'person.wage': [one, two, 0] }, { wageFen })('person.wage');
        expect(Math.abs(head + other - wageFen)).toBeLessThanOrEqual(1);
      }),
      { seed: 1 },
    );
  });
});
