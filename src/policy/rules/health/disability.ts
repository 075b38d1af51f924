/**
 * 残疾人两项补贴。
 */
import { text } from '../../text.ts';
import {
  and,
  fact,
  flag,
  ge,
  holds,
  isIn,
  le,
  max,
  not,
  one,
  or,
  param,
  paramFlag,
  ref,
  roundTo,
  scale,
  when,
} from '../build.ts';
import { departments } from '../departments.ts';
import { boolRule, clause, law, type Item, type Programme } from '../rule.ts';

const g52 = (article: string): ReturnType<typeof law> => law('g52', article);

const livingStatus = boolRule(
  'disability.living_status',
  'person',
  text('在低保（或扩面的低边）家庭', 'in a Dibao (or, where widened, Dibian) household'),
  g52('一'),
  or(
    holds('person.on_dibao'),
    and(paramFlag('disability.living_covers_dibian'), holds('unit.member'), holds('dibian.eligible')),
  ),
);

const living: Item = {
  id: 'disability_living',
  title: text('困难残疾人生活补贴', 'living subsidy for disabled persons in hardship'),
  department: departments.civil,
  level: 'person',
  kind: 'monthly',
  inForce: 'disability.in_force',
  clauses: [
    clause(
      'disabled',
      text('持有残疾人证', 'holds a disability certificate'),
      g52('一'),
      ge(fact('person.disability_grade'), one),
    ),
    clause(
      'status',
      text('在低保（或扩面的低边）家庭', 'in a Dibao or covered Dibian household'),
      g52('一'),
      holds('disability.living_status'),
    ),
  ],
  amount: {
    expr: roundTo(
      max(
        param('disability.living_amount'),
        scale(ref('standard.monthly'), param('disability.living_share'), 'up'),
      ),
      param('dibao.round_up_to'),
      'up',
    ),
    law: g52('一'),
  },
  isCeiling: false,
};

const nursing: Item = {
  id: 'disability_nursing',
  title: text('重度残疾人护理补贴', 'nursing subsidy for severely disabled persons'),
  department: departments.civil,
  level: 'person',
  kind: 'monthly',
  inForce: 'disability.in_force',
  clauses: [
    clause('member', text('在本户且健在', 'of this household and alive'), g52('二'), holds('member.counted')),
    clause(
      'severe',
      text(
        '重度残疾（一、二级；扩面地区含三、四级智力精神）',
        'grade 1–2 (where widened, 3–4 intellectual or mental)',
      ),
      g52('二'),
      and(
        ge(fact('person.disability_grade'), one),
        or(
          le(fact('person.disability_grade'), param('disability.severe_grade')),
          and(
            isIn('person.disability_type', 'disability.mind_types'),
            le(fact('person.disability_grade'), param('disability.nursing_mind_grade')),
          ),
        ),
      ),
    ),
    clause('care', text('需要长期照护', 'needs long-term care'), g52('二'), flag('person.needs_long_care')),
    clause(
      'no_other_care',
      text('未领工伤护理费、长护险同类待遇', 'no work-injury care fee or long-term-care insurance'),
      g52('三'),
      and(not(flag('person.injury_care_fee')), not(flag('person.insurance_care'))),
    ),
  ],
  amount: {
    expr: when(
      ge(fact('person.self_care_failures'), param('tekun.full_care_from')),
      param('disability.nursing_full'),
      when(
        ge(fact('person.self_care_failures'), param('tekun.half_care_from')),
        param('disability.nursing_half'),
        param('disability.nursing_light'),
      ),
    ),
    law: g52('二'),
  },
  isCeiling: false,
};

/** 残疾人两项补贴。 */
export const disabilityProgramme: Programme = { rules: [livingStatus], items: [living, nursing] };
