/**
 * Facts that cannot both be true: refused before any rule runs, naming the person and both facts.
 */
import { JzError } from '../../core/errors/index.ts';
import type { FactId } from './catalogue.ts';
import { codeLists } from './codes.ts';
import type { FactRow, HouseholdFacts } from './row.ts';

/** Youngest age at which people marry, work or have a child in any record we accept. */
const BOUNDS = { spouse: 16, worker: 14, parentOlderThanChild: 12, oldest: 125, retired: 40 } as const;

interface Check {
  readonly fact: string;
  readonly zh: string;
  readonly en: string;
  /** True when the facts contradict each other. */
  readonly broken: (person: Person) => boolean;
}

interface Person {
  is(id: FactId): boolean;
  number(id: FactId): number | null;
  code(id: FactId): string | null;
}

const earned: readonly FactId[] = ['person.wage', 'person.business', 'person.unemployment_benefit'];
const under = (value: number | null, bound: number): boolean => value !== null && value < bound;
const above = (value: number | null, bound: number): boolean => value !== null && value > bound;

const checks: readonly Check[] = [
  {
    fact: 'alive / work',
    zh: '已去世却有就业状况',
    en: 'dead but working',
    broken: (p) =>
      isDead(p) && ['employed', 'self_employed', 'farming'].includes(p.code('person.work') ?? ''),
  },
  {
    fact: 'relation / age',
    zh: `配偶未满 ${BOUNDS.spouse} 岁`,
    en: `a spouse under ${BOUNDS.spouse}`,
    broken: (p) => p.code('person.relation') === 'spouse' && under(p.number('person.age'), BOUNDS.spouse),
  },
  {
    fact: 'age',
    zh: `年龄超过 ${BOUNDS.oldest} 岁`,
    en: `older than ${BOUNDS.oldest}`,
    broken: (p) => above(p.number('person.age'), BOUNDS.oldest),
  },
  {
    fact: 'work / age',
    zh: `未满 ${BOUNDS.worker} 岁却在就业`,
    en: `working under the age of ${BOUNDS.worker}`,
    broken: (p) =>
      ['employed', 'self_employed'].includes(p.code('person.work') ?? '') &&
      under(p.number('person.age'), BOUNDS.worker),
  },
  {
    fact: 'work / age',
    zh: `未满 ${BOUNDS.retired} 岁却已退休`,
    en: `retired under the age of ${BOUNDS.retired}`,
    broken: (p) => p.code('person.work') === 'retired' && under(p.number('person.age'), BOUNDS.retired),
  },
  {
    fact: 'work / registered_unemployed',
    zh: '在职却已办理失业登记',
    en: 'employed and registered as unemployed',
    broken: (p) => p.code('person.work') === 'employed' && p.is('person.registered_unemployed'),
  },
  {
    fact: 'disability_type / disability_grade',
    zh: '残疾类别与等级不一致',
    en: 'disability type and grade disagree',
    broken: (p) =>
      p.code('person.disability_type') !== null &&
      p.number('person.disability_grade') !== null &&
      (p.code('person.disability_type') === 'none') !== (p.number('person.disability_grade') === 0),
  },
  {
    fact: 'disability_grade',
    zh: '残疾等级只能是 0–4',
    en: 'disability grade is not 0 to 4',
    broken: (p) => above(p.number('person.disability_grade'), 4),
  },
  {
    fact: 'self_care_failures',
    zh: '自理指标只有六项',
    en: 'there are only six self-care items',
    broken: (p) => above(p.number('person.self_care_failures'), 6),
  },
  {
    fact: 'new_work_income / wage + business',
    zh: '新就业收入大于全部劳动收入',
    en: 'income from new work above all earned income',
    broken: (p) => {
      const all = sum(p, ['person.wage', 'person.business']);
      return all !== null && above(p.number('person.new_work_income'), Math.max(all, 0));
    },
  },
  {
    fact: 'outside_supporter / coresident',
    zh: '不共同生活的义务人又长期共同居住',
    en: 'a supporter living elsewhere who lives together',
    broken: (p) => p.is('person.outside_supporter') && p.is('person.coresident'),
  },
  {
    fact: 'basic_paid / medical_in_scope',
    zh: '基本医保支付额大于政策范围内费用',
    en: 'basic insurance paid more than the costs in scope',
    broken: (p) => {
      const cost = p.number('person.medical_in_scope');
      return cost !== null && above(p.number('person.basic_paid'), cost);
    },
  },
];

/**
 * Refuses a household whose facts contradict each other.
 *
 * @throws JZ_FACT_CONTRADICTION
 */
export function checkContradictions(facts: HouseholdFacts, file: string): void {
  for (const [i, row] of facts.persons.entries()) {
    const person = reader(row);
    const name = facts.names[i] ?? '';
    const broken = checks.find((check) => check.broken(person));
    if (broken) throw contradiction(file, `${name}.${broken.fact}`, broken);
    if (isDead(person) && earned.some((id) => (person.number(id) ?? 0) > 0)) {
      throw contradiction(file, `${name}.alive / income`, {
        zh: '已去世却有劳动收入',
        en: 'dead but earning',
      });
    }
  }
  checkFamily(facts, file);
}

function checkFamily(facts: HouseholdFacts, file: string): void {
  const persons = facts.persons.map(reader);
  const count = (name: string): number => persons.filter((p) => p.code('person.relation') === name).length;
  if (count('self') !== 1) {
    throw contradiction(file, 'members.relation', {
      zh: `应有且只有一名申请人（self），现有 ${count('self')} 名`,
      en: `there must be exactly one applicant (self), found ${count('self')}`,
    });
  }
  if (count('spouse') > 1) {
    throw contradiction(file, 'members.relation', { zh: '有两名配偶', en: 'there are two spouses' });
  }
  checkGenerations(facts, persons, file);
}

function checkGenerations(facts: HouseholdFacts, persons: readonly Person[], file: string): void {
  const self = persons.find((p) => p.code('person.relation') === 'self')?.number('person.age');
  if (self === null || self === undefined) return;
  for (const [i, person] of persons.entries()) {
    const age = person.number('person.age');
    if (age === null) continue;
    const relation = person.code('person.relation');
    const gap = relation === 'child' ? self - age : relation === 'parent' ? age - self : null;
    if (gap !== null && gap < BOUNDS.parentOlderThanChild) {
      throw contradiction(file, `${facts.names[i] ?? ''}.age / relation`, {
        zh: `父母与子女年龄只差 ${gap} 岁`,
        en: `parent and child are only ${gap} years apart`,
      });
    }
  }
}

function isDead(person: Person): boolean {
  return person.number('person.alive') === 0;
}

function sum(person: Person, ids: readonly FactId[]): number | null {
  return ids.reduce<number | null>((total, id) => {
    const value = person.number(id);
    return total === null || value === null ? null : total + value;
  }, 0);
}

function reader(row: FactRow): Person {
  const number = (id: FactId): number | null => row.get(id) ?? null;
  const lists: Partial<Record<FactId, readonly string[]>> = {
    'person.relation': codeLists.relation,
    'person.work': codeLists.work,
    'person.disability_type': codeLists.disability,
  };
  return { number, is: (id) => number(id) === 1, code: (id) => lists[id]?.[number(id) ?? -1] ?? null };
}

function contradiction(file: string, fact: string, problem: { zh: string; en: string }): JzError {
  return new JzError('JZ_FACT_CONTRADICTION', { file, fact, problem: problem.zh, problemEn: problem.en });
}
