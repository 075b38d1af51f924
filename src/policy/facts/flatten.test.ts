import { describe, expect, it } from 'vitest';
import { isoDate } from '../../core/dates.ts';
import { describe as describeError, JzError } from '../../core/errors/index.ts';
import { householdFacts } from './flatten.ts';
import { checkMemberships } from './population.ts';

const date = isoDate('2025-06-01');
const self = { name: '张三', relation: 'self', age: 40, income: {} };
const home = (member: object, ...others: object[]): object => ({
  members: [{ ...self, ...member }, ...others],
});
const read = (written: unknown): ReturnType<typeof householdFacts> => householdFacts(written, date, 'h.json');

function refusal(written: unknown): JzError {
  try {
    read(written);
  } catch (error) {
    if (error instanceof JzError) return error;
    throw error;
  }
  throw new Error('accepted');
}

describe('a household', () => {
  it.each([
    [
      'dead but earning',
      home({}, { name: '李四', relation: 'spouse', age: 40, alive: false, income: { wage: 1 } }),
      'JZ_FACT_CONTRADICTION',
      /李四.*dead but earning/,
    ],
    [
      'dead but working',
      home({}, { relation: 'spouse', alive: false, work: 'employed' }),
      'JZ_FACT_CONTRADICTION',
      /dead but working/,
    ],
    [
      'a spouse aged 6',
      home({}, { name: '李四', relation: 'spouse', age: 6 }),
      'JZ_FACT_CONTRADICTION',
      /spouse under 16/,
    ],
    [
      'two spouses',
      home({}, { relation: 'spouse', age: 40 }, { relation: 'spouse', age: 41 }),
      'JZ_FACT_CONTRADICTION',
      /two spouses/,
    ],
    [
      'no applicant',
      { members: [{ relation: 'child', age: 3 }] },
      'JZ_FACT_CONTRADICTION',
      /exactly one applicant/,
    ],
    ['two applicants', home({}, { relation: 'self', age: 30 }), 'JZ_FACT_CONTRADICTION', /found 2/],
    [
      'a child older than its parent',
      home({}, { relation: 'child', age: 45 }),
      'JZ_FACT_CONTRADICTION',
      /-5 years apart/,
    ],
    [
      'a parent as old as the child',
      home({}, { relation: 'parent', age: 45 }),
      'JZ_FACT_CONTRADICTION',
      /only 5 years apart/,
    ],
    ['130 years of age', home({ age: 130 }), 'JZ_FACT_CONTRADICTION', /older than 125/],
    ['working at 9', home({ age: 9, work: 'employed' }), 'JZ_FACT_CONTRADICTION', /working under the age/],
    ['retired at 20', home({ age: 20, work: 'retired' }), 'JZ_FACT_CONTRADICTION', /retired under/],
    [
      'employed and unemployed',
      home({ work: 'employed', registered_unemployed: true }),
      'JZ_FACT_CONTRADICTION',
      /registered as unemployed/,
    ],
    [
      'a grade without a disability',
      home({ disability_grade: 2 }),
      'JZ_FACT_CONTRADICTION',
      /type and grade/,
    ],
    [
      'a disability without a grade',
      home({ disability_type: 'mental' }),
      'JZ_FACT_CONTRADICTION',
      /type and grade/,
    ],
    ['grade 5', home({ disability_type: 'mental', disability_grade: 5 }), 'JZ_FACT_CONTRADICTION', /0 to 4/],
    [
      'seven of six self-care items',
      home({ self_care_failures: 7 }),
      'JZ_FACT_CONTRADICTION',
      /six self-care/,
    ],
    [
      'more new income than income',
      home({ income: { wage: 10, new_work_income: 11 } }),
      'JZ_FACT_CONTRADICTION',
      /new work/,
    ],
    [
      'insurance paid more than the bill',
      home({ medical: { medical_in_scope: 10, basic_paid: 11 } }),
      'JZ_FACT_CONTRADICTION',
      /basic insurance/,
    ],
    [
      'a supporter elsewhere who lives here',
      home({}, { relation: 'sibling', age: 50, outside_supporter: true, coresident: true }),
      'JZ_FACT_CONTRADICTION',
      /lives together/,
    ],
    [
      'the same person twice',
      home({ id: 'p1' }, { id: 'p1', relation: 'child', age: 3 }),
      'JZ_MEMBER_TWICE',
      /p1/,
    ],
    ['an unknown key', home({ incom: {} }), 'JZ_FACT_INVALID', /incom/],
    [
      'an unknown kind of income',
      home({ income: { wages: 1 } }),
      'JZ_FACT_INVALID',
      /members.0.income.wages/,
    ],
    ['an unknown relation', home({ relation: 'uncle' }), 'JZ_FACT_INVALID', /members.0.relation.*uncle/],
    ['text for money', home({ income: { wage: '1000元' } }), 'JZ_FACT_INVALID', /1000元/],
    ['a third of a fen', home({ income: { wage: 0.001 } }), 'JZ_FACT_INVALID', /0.001/],
    ['a negative wage', home({ income: { wage: -1 } }), 'JZ_FACT_INVALID', /-1/],
    ['1e308 yuan', home({ income: { wage: 1e308 } }), 'JZ_FACT_INVALID', /1e\+308/],
    [
      'eleven months',
      home({ income: { wage: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] } }),
      'JZ_FACT_INVALID',
      /wage/,
    ],
    ['half a child', home({}, { relation: 'child', age: 0.5 }), 'JZ_FACT_INVALID', /0.5/],
    ['31 February', home({ age: undefined, birth: '1980-02-31' }), 'JZ_DATE_INVALID', /1980-02-31/],
    ['born after the day', home({ age: undefined, birth: '2025-06-02' }), 'JZ_FACT_INVALID', /2025-06-02/],
    ['nobody', { members: [] }, 'JZ_FACT_INVALID', /members/],
    [
      '51 members',
      { members: [self, ...Array.from({ length: 50 }, () => ({ relation: 'other' }))] },
      'JZ_FACT_INVALID',
      /members/,
    ],
    ['a list', [], 'JZ_FACT_INVALID', /household/],
    ['nothing', null, 'JZ_FACT_INVALID', /household/],
    ['yes for a flag', home({ alive: 'yes' }), 'JZ_FACT_INVALID', /alive/],
  ] as const)('is refused: %s', (_name, written, code, message) => {
    const error = refusal(written);

    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(describeError(error.code, error.details, 'zh')).toMatch(/[\u4e00-\u9fff]{4}/);
    expect(error.exitCode).toBe(3);
  });

  it('is read with money in fen, months added up, and age counted on the day', () => {
    const facts = read(
      home({
        age: undefined,
        birth: '1985-06-02',
        income: { wage: Array.from({ length: 12 }, () => 0.1), property: 12.34 },
      }),
    );

    expect(facts.persons[0]?.get('person.wage')).toBe(120);
    expect(facts.persons[0]?.get('person.property')).toBe(1234);
    expect(facts.persons[0]?.get('person.age')).toBe(39);
  });

  it('keeps unknown apart from nothing', () => {
    const [person] = read(home({ income: { property: null } })).persons;
    const [silent] = read({ members: [{ relation: 'self' }] }).persons;

    expect(person?.get('person.wage')).toBe(0);
    expect(person?.get('person.property')).toBeNull();
    expect(silent?.get('person.wage')).toBeNull();
    expect(silent?.get('person.age')).toBeNull();
    expect(read({ members: [self] }).household.get('household.financial_assets')).toBeNull();
    expect(read({ members: [self], assets: {} }).household.get('household.financial_assets')).toBe(0);
  });

  it('takes a child living with a parent as having both parents, unless told otherwise', () => {
    const child = { relation: 'child', age: 3 };

    expect(read(home({}, child)).persons[1]?.get('person.mother')).toBe(0);
    expect(read(home({}, { ...child, mother: 'dead' })).persons[1]?.get('person.mother')).toBe(1);
    expect(read(home({ age: 10 })).persons[0]?.get('person.mother')).toBeNull();
  });
});

describe('memberships', () => {
  it('refuse a person in two households, naming both', () => {
    const pairs = [
      ['甲户', 'p1'],
      ['乙户', 'p2'],
      ['乙户', 'p1'],
    ] as const;

    expect(() => {
      checkMemberships(pairs, 'all.json');
    }).toThrow(/p1 is in household 甲户 and in household 乙户/);
  });
});
