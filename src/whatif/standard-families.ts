/**
 * Families whose budget curves are drawn: in their own homes, without savings, nobody else to support them.
 */
import type { IsoDate } from '../core/dates.ts';
import { JzError } from '../core/errors/index.ts';
import { householdFacts, type HouseholdFacts, type WrittenPerson } from '../policy/index.ts';

/** A family to draw a curve of. */
export interface StandardFamily {
  readonly id: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly members: readonly FamilyMember[];
}

/** One of its members; the first is the head. */
export interface FamilyMember {
  readonly title: { readonly zh: string; readonly en: string };
  readonly facts: WrittenPerson;
}

const base = { insurance: 'resident', income: {}, needs_long_care: false, self_care_failures: 0 } as const;

function adult(zh: string, en: string, facts: WrittenPerson): FamilyMember {
  return { title: { zh, en }, facts: { ...base, name: zh, ...facts } };
}

function child(age: number, student: string): FamilyMember {
  const facts = { relation: 'child', age, work: 'student', father: 'present', mother: 'present' };
  return {
    title: { zh: `${age} 岁子女`, en: `child of ${age}` },
    facts: { ...base, name: '子女', ...facts, education: { student } },
  };
}

const head = adult('本人', 'head', { relation: 'self', age: 38, work: 'employed' });

/** All of them; the first is the one reports draw. */
export const standardFamilies: readonly [StandardFamily, ...StandardFamily[]] = [
  {
    id: 'couple-and-child',
    title: { zh: '夫妻与 10 岁子女', en: 'a couple with a child of ten' },
    members: [
      head,
      adult('配偶', 'spouse', { relation: 'spouse', age: 36, work: 'none' }),
      child(10, 'primary'),
    ],
  },
  { id: 'single', title: { zh: '单身一人', en: 'a single adult' }, members: [head] },
  {
    id: 'single-parent',
    title: { zh: '单亲与两名子女', en: 'a single parent with two children' },
    members: [head, child(13, 'junior'), child(7, 'primary')],
  },
  {
    id: 'elderly-couple',
    title: { zh: '老年夫妻', en: 'an elderly couple' },
    members: [
      adult('本人', 'head', { relation: 'self', age: 72, work: 'retired' }),
      adult('配偶', 'spouse', { relation: 'spouse', age: 70, work: 'retired' }),
    ],
  },
  {
    id: 'disabled-adult',
    title: {
      zh: '夫妻，一人重度残疾，与 15 岁子女',
      en: 'a couple, one severely disabled, with a child of 15',
    },
    members: [
      head,
      adult('配偶', 'spouse', {
        relation: 'spouse',
        age: 40,
        work: 'none',
        disability_type: 'physical',
        disability_grade: 1,
      }),
      child(15, 'junior'),
    ],
  },
];

/** A family by its id. @throws JZ_WHATIF_FAMILY with those there are */
export function standardFamily(id: string): StandardFamily {
  const found = standardFamilies.find((family) => family.id === id);
  if (found) return found;
  throw new JzError('JZ_WHATIF_FAMILY', {
    family: id,
    known: standardFamilies.map((one) => one.id).join(', '),
  });
}

/** Its facts on a day. */
export function factsOfFamily({ id, members }: StandardFamily, date: IsoDate): HouseholdFacts {
  const household = {
    id,
    rural: false,
    no_other_supporters: true,
    assets: {},
    monitoring: { return_risk: false },
    emergency: { basic_living_at_risk: false },
    housing: { dwelling_area: 80 },
    members: members.map(({ facts }) => facts),
  };
  return householdFacts(household, date, id);
}
