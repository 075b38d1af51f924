/**
 * 司法救助与法律援助。
 */
import { text } from '../../text.ts';
import { any, flag, holds, lt, min, or, param, ref, times, fact } from '../build.ts';
import { departments } from '../departments.ts';
import { clause, law, type Item, type Programme } from '../rule.ts';

const judicial: Item = {
  id: 'judicial_aid',
  title: text('国家司法救助', 'state judicial assistance'),
  department: departments.politicalLegal,
  level: 'household',
  kind: 'once',
  inForce: 'justice.in_force',
  clauses: [
    clause(
      'victim',
      text('被害人或申请执行人未获赔偿', 'victim or creditor left unpaid'),
      law('zw3', '救助对象'),
      flag('household.victim_unpaid'),
    ),
    clause(
      'hardship',
      text('生活困难（低收入家庭或收入低于低边线）', 'in hardship: low-income or below the Dibian line'),
      law('zw3', '救助对象'),
      or(any(holds('status.low_income')), lt(ref('income.household'), ref('dibian.line'))),
    ),
  ],
  amount: {
    expr: min(fact('household.victim_loss'), times(param('local.mean_wage'), param('justice.months'))),
    law: law('zw3', '救助标准'),
  },
  isCeiling: true,
};

const legalAid: Item = {
  id: 'legal_aid',
  title: text('法律援助（免予核查经济困难）', 'legal aid without a further means check'),
  department: departments.justice,
  level: 'household',
  kind: 'service',
  inForce: 'justice.in_force',
  clauses: [
    clause(
      'matter',
      text('有法律援助事项', 'has a matter for legal aid'),
      law('legal_aid', '第三十一条'),
      flag('household.legal_matter'),
    ),
    clause(
      'status',
      text('是低收入人口', 'a low-income household'),
      law('legal_aid', '第四十二条'),
      any(holds('status.low_income')),
    ),
  ],
  amount: null,
  isCeiling: false,
};

/** 司法救助、法律援助。 */
export const justiceProgramme: Programme = { rules: [], items: [judicial, legalAid] };
