/**
 * 共同生活家庭成员：谁算一家人，谁有劳动能力，谁重残。
 */
import { text } from '../../text.ts';
import { and, count, fact, flag, ge, holds, is, isIn, le, lt, not, one, or, param } from '../build.ts';
import { boolRule, law, numberRule, type Programme } from '../rule.ts';

const n57 = law('n57', '第七条');

const minor = boolRule(
  'person.minor',
  'person',
  text('未成年人', 'a minor'),
  law('civil', '第十七条'),
  lt(fact('person.age'), param('age.adult')),
);

const excluded = boolRule(
  'member.excluded',
  'person',
  text('不计入共同生活家庭成员', 'not counted as a member'),
  n57,
  or(
    not(flag('person.alive')),
    flag('person.outside_supporter'),
    flag('person.religious_apart_3y'),
    flag('person.imprisoned'),
    flag('person.compulsory_rehab'),
    flag('person.declared_missing'),
    flag('person.excluded_locally'),
  ),
);

const dependentAdultChild = boolRule(
  'member.dependent_adult_child',
  'person',
  text(
    '不能独立生活的成年子女（含全日制在读）',
    'an adult child who cannot live independently, students included',
  ),
  n57,
  and(
    is('person.relation', 'child'),
    or(
      flag('person.cannot_live_independently'),
      and(flag('person.full_time'), isIn('person.student', 'member.student_stages')),
    ),
  ),
);

const supportDuty = boolRule(
  'member.support_duty',
  'person',
  text('有法定赡养、抚养、扶养关系', 'bound by a legal duty of support'),
  n57,
  or(isIn('person.relation', 'member.support_relations'), flag('person.support_duty')),
);

const counted = boolRule(
  'member.counted',
  'person',
  text('共同生活家庭成员', 'a member of the household'),
  n57,
  and(
    not(holds('member.excluded')),
    or(
      is('person.relation', 'self'),
      is('person.relation', 'spouse'),
      and(is('person.relation', 'child'), holds('person.minor')),
      holds('member.dependent_adult_child'),
      and(holds('member.support_duty'), flag('person.coresident')),
    ),
  ),
);

const size = numberRule(
  'member.size',
  { level: 'household', unit: 'count' },
  text('共同生活家庭成员人数', 'members of the household'),
  n57,
  count(holds('member.counted')),
);

const severe = boolRule(
  'person.severe_disability',
  'person',
  text('重度残疾（含三级智力、精神残疾）', 'severe disability (grade 3 intellectual or mental included)'),
  law('n57', '第八条'),
  and(
    ge(fact('person.disability_grade'), one),
    or(
      le(fact('person.disability_grade'), param('disability.severe_grade')),
      and(
        isIn('person.disability_type', 'disability.mind_types'),
        le(fact('person.disability_grade'), param('disability.severe_mind_grade')),
      ),
    ),
  ),
);

const capable = boolRule(
  'person.labour_capable',
  'person',
  text('有劳动能力', 'able to work'),
  law('n57', '第三十四条'),
  and(
    ge(fact('person.age'), param('age.labour_from')),
    lt(fact('person.age'), param('age.labour_until')),
    not(holds('person.severe_disability')),
    not(and(flag('person.full_time'), isIn('person.student', 'member.in_school'))),
  ),
);

const employed = boolRule(
  'person.employed',
  'person',
  text('在业', 'in work'),
  law('zj', '第三十三至三十七条'),
  isIn('person.work', 'employment.working'),
);

/** Composition of the household. */
export const members: Programme = {
  rules: [minor, excluded, dependentAdultChild, supportDuty, counted, size, severe, capable, employed],
  items: [],
};
