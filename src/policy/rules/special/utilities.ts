/**
 * 价格补贴与各类减免：电、水、气、有线、通信、公交、殡葬、公证。
 */
import { text, type Text } from '../../text.ts';
import { holds, paramFlag, param, ref, roundTo, scale, times, count } from '../build.ts';
import { departments } from '../departments.ts';
import { clause, law, numberRule, type Item, type Law, type Programme } from '../rule.ts';

const support = (cited: Law): ReturnType<typeof clause> =>
  clause(
    'status',
    text('家庭有特困或低保对象', 'the household has a Tekun or Dibao member'),
    cited,
    holds('household.support'),
  );

const supported = numberRule(
  'household.supported',
  { level: 'household', unit: 'count' },
  text('特困和低保人数', 'Tekun and Dibao persons'),
  law('g39', '分层分类'),
  count(holds('status.support')),
);

const price: Item = {
  id: 'price_subsidy',
  title: text('临时价格补贴', 'temporary price subsidy'),
  department: departments.prices,
  level: 'household',
  kind: 'monthly',
  inForce: 'price.in_force',
  clauses: [
    support(law('price', '联动机制')),
    clause(
      'triggered',
      text('价格联动机制已启动', 'the price mechanism is triggered'),
      law('price', '联动机制'),
      paramFlag('price.triggered'),
    ),
  ],
  amount: {
    expr: roundTo(
      times(scale(ref('standard.monthly'), param('price.food_inflation'), 'up'), ref('household.supported')),
      param('dibao.round_up_to'),
      'up',
    ),
    law: law('price', '联动机制'),
  },
  isCeiling: false,
};

const electricity: Item = {
  id: 'utility_electricity',
  title: text('用电减免（免费电量）', 'free electricity quota'),
  department: departments.power,
  level: 'household',
  kind: 'monthly',
  inForce: 'utility.in_force',
  clauses: [support(law('power', '免费电量'))],
  amount: {
    expr: times(param('utility.power_price'), param('utility.power_quota')),
    law: law('power', '免费电量'),
  },
  isCeiling: false,
};

function waiver(id: string, title: Text): Item {
  const cited = law('local', '减免');
  return {
    id,
    title,
    department: departments.utilities,
    level: 'household',
    kind: 'waiver',
    inForce: 'utility.in_force',
    clauses: [support(cited)],
    amount: null,
    isCeiling: false,
  };
}

/** 价格补贴和公用事业减免。 */
export const utilitiesProgramme: Programme = {
  rules: [supported],
  items: [
    price,
    electricity,
    waiver('utility_water_gas', text('水费、燃气费减免', 'water and gas reduction')),
    waiver('utility_cable_telecom', text('有线电视、通信资费减免', 'cable and telecom reduction')),
    waiver('utility_bus', text('公共交通减免', 'bus fare reduction')),
    waiver('utility_funeral', text('基本殡葬服务减免', 'basic funeral services waived')),
    waiver('utility_notary', text('公证费减免', 'notary fee reduction')),
  ],
};
