/**
 * 防止返贫监测（农村，可与低保、低边并存的标记）与退出后跟踪。
 */
import { text } from '../../text.ts';
import { and, flag, fact, le, lt, not, or, param, ref, times, holds } from '../build.ts';
import { departments } from '../departments.ts';
import { boolRule, clause, law, type Item, type Programme } from '../rule.ts';

const ffp = law('ffp', '监测对象');

const kinds = boolRule(
  'monitoring.kind',
  'household',
  text(
    '脱贫不稳定户、边缘易致贫户或突发严重困难户',
    'unstably lifted, marginal, or struck by a sudden event',
  ),
  ffp,
  or(
    flag('household.sudden_hardship'),
    and(
      flag('household.return_risk'),
      or(
        flag('household.formerly_poor'),
        lt(ref('income.household'), times(param('monitoring.line'), ref('member.size'))),
      ),
    ),
  ),
);

const monitoring: Item = {
  id: 'monitoring',
  title: text('防止返贫监测对象', 'monitored against falling back into poverty'),
  department: departments.rural,
  level: 'household',
  kind: 'status',
  inForce: 'monitoring.in_force',
  clauses: [
    clause('rural', text('农村户', 'rural household'), ffp, flag('household.rural')),
    clause('kind', text('属于三类监测情形之一', 'one of the three kinds'), ffp, holds('monitoring.kind')),
    clause(
      'not_removed',
      text('风险尚未消除', 'risk not yet removed'),
      ffp,
      not(flag('household.risk_removed')),
    ),
  ],
  amount: null,
  isCeiling: false,
};

const recentExit: Item = {
  id: 'recent_exit',
  title: text('退出救助后的跟踪监测', 'follow-up after leaving assistance'),
  department: departments.civil,
  level: 'household',
  kind: 'service',
  inForce: 'always.in_force',
  clauses: [
    clause(
      'left',
      text('曾退出低保或特困', 'left Dibao or Tekun'),
      law('mca24', '监测范围'),
      flag('household.left_aid'),
    ),
    clause(
      'months',
      text('退出未满规定年限', 'within the months of follow-up'),
      law('mca24', '监测范围'),
      le(fact('household.months_since_exit'), param('monitoring.exit_months')),
    ),
  ],
  amount: null,
  isCeiling: false,
};

/** 防返贫监测。 */
export const monitoringProgramme: Programme = { rules: [kinds], items: [monitoring, recentExit] };
