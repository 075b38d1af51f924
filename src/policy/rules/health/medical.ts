/**
 * 医疗费用的法定顺序：基本医保 → 大病保险 → 医疗救助 → 倾斜救助；以及参保资助。全部按人、按年。
 */
import { text } from '../../text.ts';
import type { NumberExpr } from '../ast.ts';
import {
  and,
  excess,
  fact,
  firstKnown,
  gt,
  holds,
  isIn,
  is,
  min,
  not,
  or,
  param,
  ref,
  scale,
  sub,
  when,
  zero,
} from '../build.ts';
import { departments } from '../departments.ts';
import { boolRule, clause, law, numberRule, type Item, type Programme } from '../rule.ts';

const g42 = (article: string): ReturnType<typeof law> => law('g42', article);
const personYear = { level: 'person', unit: 'fen_year' } as const;
const personRatio = { level: 'person', unit: 'ratio' } as const;
const inScope = fact('person.medical_in_scope');

const basic = numberRule(
  'medical.basic',
  personYear,
  text('基本医保支付', 'paid by basic insurance'),
  law('basic_insurance', '待遇'),
  firstKnown(
    fact('person.basic_paid'),
    when(gt(inScope, zero('fen_year')), estimatedBasic(), zero('fen_year')),
  ),
);

function estimatedBasic(): NumberExpr {
  const paid = (scheme: string): NumberExpr =>
    scale(
      excess(inScope, param(`medical.basic_deductible_${scheme}`), 'fen_year'),
      param(`medical.basic_ratio_${scheme}`),
      'down',
    );
  return when(
    is('person.insurance', 'employee'),
    paid('employee'),
    when(is('person.insurance', 'resident'), paid('resident'), zero('fen_year')),
  );
}

const afterBasic = numberRule(
  'medical.after_basic',
  personYear,
  text('基本医保后政策范围内自付', 'in-scope costs left after basic insurance'),
  law('basic_insurance', '待遇'),
  sub(inScope, ref('medical.basic')),
);

const insured = isIn('person.insurance', 'medical.insured');

function seriousPayment(deductible: NumberExpr, ratio: NumberExpr): NumberExpr {
  return scale(excess(ref('medical.after_basic'), deductible, 'fen_year'), ratio, 'down');
}

const plainDeductible = scale(
  param('local.disposable_urban'),
  param('medical.serious_deductible_share'),
  'up',
);

const seriousPlain = numberRule(
  'medical.serious_plain',
  personYear,
  text('大病保险支付（不含倾斜）', 'paid by serious-illness insurance, without tilt'),
  law('serious_insurance', '待遇'),
  when(
    gt(ref('medical.after_basic'), zero('fen_year')),
    when(
      insured,
      min(seriousPayment(plainDeductible, param('medical.serious_ratio')), param('medical.serious_cap')),
      zero('fen_year'),
    ),
    zero('fen_year'),
  ),
);

const afterSeriousPlain = numberRule(
  'medical.after_serious_plain',
  personYear,
  text('大病保险后自付（不含倾斜）', 'left after serious-illness insurance, without tilt'),
  law('serious_insurance', '待遇'),
  sub(ref('medical.after_basic'), ref('medical.serious_plain')),
);

const tilted = boolRule(
  'medical.tilted',
  'person',
  text('大病保险倾斜对象', 'favoured by serious-illness insurance'),
  g42('二'),
  or(holds('status.support'), and(holds('unit.member'), holds('monitoring.eligible'))),
);

const seriousTilted = seriousPayment(
  scale(plainDeductible, param('medical.serious_tilt_deductible'), 'up'),
  param('medical.serious_tilt_ratio'),
);

const serious: Item = {
  id: 'medical_serious',
  title: text('大病保险', 'serious-illness insurance'),
  department: departments.medical,
  level: 'person',
  kind: 'yearly',
  inForce: 'medical.in_force',
  clauses: [
    clause('member', text('在本户', 'of this household'), g42('二'), holds('member.counted')),
    clause('insured', text('已参加基本医保', 'enrolled in basic insurance'), g42('二'), insured),
    clause(
      'over',
      text('自付超过大病保险起付线', 'costs above the deductible'),
      law('serious_insurance', '待遇'),
      gt(
        ref('medical.after_basic'),
        when(
          holds('medical.tilted'),
          scale(plainDeductible, param('medical.serious_tilt_deductible'), 'up'),
          plainDeductible,
        ),
      ),
    ),
  ],
  amount: {
    expr: when(holds('medical.tilted'), seriousTilted, ref('medical.serious_plain')),
    law: law('serious_insurance', '待遇'),
  },
  isCeiling: false,
};

const afterSerious = numberRule(
  'medical.after_serious',
  personYear,
  text('基本医保、大病保险后自付', 'left after basic and serious-illness insurance'),
  g42('二'),
  sub(ref('medical.after_basic'), ref('medical_serious.payable')),
);

/** First tier that holds decides. */
const tiers = [
  ['tekun.eligible', 'tekun'],
  ['person.on_dibao', 'dibao'],
  ['medical.dibian_tier', 'dibian'],
] as const;

function byTier(parameter: string, otherwise: string): NumberExpr {
  return tiers.reduceRight<NumberExpr>(
    (rest, [rule, tier]) => when(holds(rule), param(`${parameter}_${tier}`), rest),
    param(`${parameter}_${otherwise}`),
  );
}

const dibianTier = boolRule(
  'medical.dibian_tier',
  'person',
  text('低边（或监测）医疗救助档', 'Dibian (or monitored) tier of medical aid'),
  g42('三'),
  and(holds('unit.member'), or(holds('dibian.eligible'), holds('monitoring.eligible'))),
);

const aidRatio = numberRule(
  'medical.aid_ratio',
  personRatio,
  text('医疗救助比例', 'ratio of medical aid'),
  g42('三'),
  byTier('medical.aid_ratio', 'illness'),
);

const aidDeductible = numberRule(
  'medical.aid_deductible',
  personYear,
  text('医疗救助起付线', 'deductible of medical aid'),
  g42('三'),
  scale(param('local.disposable_urban'), byTier('medical.aid_deductible', 'illness'), 'up'),
);

const aidOpen = boolRule(
  'medical.aid_open',
  'person',
  text('医疗救助对象', 'within medical aid'),
  g42('一'),
  or(holds('status.low_income'), and(holds('unit.member'), holds('monitoring.eligible'))),
);

const aid: Item = {
  id: 'medical_aid',
  title: text('医疗救助', 'medical assistance'),
  department: departments.medical,
  level: 'person',
  kind: 'yearly',
  inForce: 'medical.in_force',
  clauses: [
    clause('status', text('是医疗救助对象', 'within medical aid'), g42('一'), holds('medical.aid_open')),
    clause(
      'over',
      text('自付超过医疗救助起付线', 'costs above the deductible'),
      g42('三'),
      gt(ref('medical.after_serious'), ref('medical.aid_deductible')),
    ),
  ],
  amount: {
    expr: min(
      scale(
        excess(ref('medical.after_serious'), ref('medical.aid_deductible'), 'fen_year'),
        ref('medical.aid_ratio'),
        'down',
      ),
      param('medical.aid_cap'),
    ),
    law: g42('三'),
  },
  isCeiling: false,
};

const afterAid = numberRule(
  'medical.after_aid',
  personYear,
  text('三重制度后自付', 'left after the three layers'),
  g42('三'),
  sub(ref('medical.after_serious'), ref('medical_aid.payable')),
);

const tilt: Item = {
  id: 'medical_tilt',
  title: text('医疗倾斜救助', 'second-layer medical aid (tilt)'),
  department: departments.medical,
  level: 'person',
  kind: 'yearly',
  inForce: 'medical.tilt_in_force',
  clauses: [
    clause('status', text('是医疗救助对象', 'within medical aid'), g42('三'), holds('medical.aid_open')),
    clause(
      'over',
      text('三重制度后自付仍超过规定', 'still above the limit after three layers'),
      g42('三'),
      gt(ref('medical.after_aid'), param('medical.tilt_threshold')),
    ),
  ],
  amount: {
    expr: scale(
      excess(ref('medical.after_aid'), param('medical.tilt_threshold'), 'fen_year'),
      param('medical.tilt_ratio'),
      'down',
    ),
    law: g42('三'),
  },
  isCeiling: false,
};

const premium: Item = {
  id: 'medical_premium',
  title: text('资助参加居民医保', 'premium of resident insurance paid'),
  department: departments.medical,
  level: 'person',
  kind: 'yearly',
  inForce: 'medical.in_force',
  clauses: [
    clause(
      'status',
      text('是特困、低保或低边对象', 'Tekun, Dibao or Dibian'),
      g42('二'),
      holds('status.basic'),
    ),
    clause(
      'not_employee',
      text('未参加职工医保', 'not in the employee scheme'),
      g42('二'),
      not(is('person.insurance', 'employee')),
    ),
  ],
  amount: {
    expr: scale(param('medical.premium'), byTier('medical.premium_share', 'dibian'), 'down'),
    law: g42('二'),
  },
  isCeiling: false,
};

/** 医疗保障链。 */
export const medicalProgramme: Programme = {
  rules: [
    basic,
    afterBasic,
    seriousPlain,
    afterSeriousPlain,
    tilted,
    afterSerious,
    dibianTier,
    aidRatio,
    aidDeductible,
    aidOpen,
    afterAid,
  ],
  items: [serious, aid, tilt, premium],
};
