/** Housing, property, vehicles, firms, savings and their run-down. */
import type { LedgerFeature } from '../engine/declaration.ts';
import { feature, ratio, sum } from '../expression.ts';
import { housing, means } from './departments.ts';
import { text } from './define.ts';

const assets = 'asset_snapshot';
const gone = [{ column: 'status', in: ['given_up', 'revoked'] }];
const kept = { column: 'status', in: ['held', 'sealed'] };
const kind = (...codes: string[]): { column: string; in: string[] } => ({ column: 'kind', in: codes });

const housingFeatures: LedgerFeature[] = [
  housing.event(
    {
      name: 'housing__arrears_months',
      direction: 'rises',
      title: text('公租房欠租月数', 'months of rent owed'),
    },
    { source: 'housing', columns: ['arrears_months'], unit: 'months', aggregate: 'last', months: 18 },
  ),
  housing.event(
    { name: 'housing__arrears_fen', direction: 'rises', title: text('欠租金额', 'rent owed') },
    { source: 'housing', columns: ['arrears_fen'], aggregate: 'last', months: 18 },
  ),
  housing.event(
    {
      name: 'housing__rent_fen',
      direction: 'either',
      title: text('保障房月租金', 'rent of public housing a month'),
    },
    { source: 'housing', columns: ['rent_fen'], aggregate: 'last', months: 36 },
  ),
  housing.event(
    {
      name: 'housing__unsafe_flag',
      direction: 'rises',
      title: text('住房鉴定为 C、D 级危房', 'dwelling graded C or D'),
      reasonNot: text('没有危房记录', 'no unsafe dwelling on record'),
    },
    { source: 'housing', where: [{ column: 'grade', in: ['C', 'D'] }], aggregate: 'any', months: 60 },
  ),
  housing.event(
    {
      name: 'housing__supported_flag',
      direction: 'either',
      title: text('享受公租房或租赁补贴', 'in public rental or on a rent subsidy'),
      reasonNot: text('没有住房保障', 'no housing support'),
    },
    { source: 'housing', where: [kind('public_rental', 'rent_subsidy')], aggregate: 'any', months: 24 },
  ),
];

const owned = (name: string, zh: string, en: string, kinds: string[]): LedgerFeature =>
  means.event(
    { name, direction: 'falls', title: text(zh, en) },
    {
      source: assets,
      where: [kind(...kinds), kept],
      endedBy: [kind(...kinds), ...gone],
      aggregate: 'last',
      months: 600,
      perPerson: 'count',
    },
  );

const worth = (name: string, zh: string, en: string, kinds: string[], before = 0): LedgerFeature =>
  means.event(
    { name, direction: 'falls', title: text(zh, en), missing: text('没有登记', 'none on record') },
    {
      source: assets,
      where: [kind(...kinds)],
      columns: ['value_fen'],
      aggregate: 'last',
      months: before > 0 ? 18 : 600,
      before,
      perPerson: 'sum',
      empty: before > 0 ? 'missing' : 'zero',
    },
  );

const assetFeatures: LedgerFeature[] = [
  owned('assets__car_owners_members', '有小客车或货车的成员', 'members with a car or lorry', [
    'vehicle_car',
    'vehicle_truck',
  ]),
  worth('assets__car_fen', '最近登记的小客车价值', 'value of the car last recorded', ['vehicle_car']),
  owned('assets__home_owners_members', '有住宅产权的成员', 'members who own a dwelling', ['property_home']),
  owned('assets__shop_owners_members', '有商铺、办公房产的成员', 'members who own a shop or office', [
    'property_shop',
    'property_office',
  ]),
  means.event(
    {
      name: 'assets__home_area_m2',
      direction: 'falls',
      title: text('住宅面积', 'area of dwellings'),
    },
    {
      source: assets,
      where: [kind('property_home')],
      columns: ['area_m2'],
      unit: 'm2',
      aggregate: 'last',
      months: 600,
      perPerson: 'sum',
    },
  ),
  owned('assets__firm_owners_members', '经营市场主体的成员', 'members who run a business', [
    'company_individual',
    'company_limited',
  ]),
  worth('assets__capital_fen', '认缴资本', 'subscribed capital', ['company_individual', 'company_limited']),
  means.event(
    {
      name: 'assets__firm_closed_24m_count',
      direction: 'rises',
      title: text('近 24 个月注销或吊销的市场主体', 'businesses closed or revoked in 24 months'),
    },
    {
      source: assets,
      where: [kind('company_individual', 'company_limited'), ...gone],
      aggregate: 'count',
      months: 24,
    },
  ),
  worth('assets__provident_fund_fen', '公积金余额', 'provident fund balance', ['provident_fund']),
  worth(
    'assets__provident_fund_year_ago_fen',
    '一年前公积金余额',
    'provident fund balance a year ago',
    ['provident_fund'],
    12,
  ),
  worth('assets__verified_savings_fen', '核对查得的存款、证券、保险', 'savings found by verification', [
    'deposit',
    'securities',
    'insurance_policy',
  ]),
  means.derived(
    {
      name: 'assets__provident_fund_to_year_ago_ratio',
      direction: 'falls',
      title: text('公积金余额与一年前之比', 'provident fund balance against a year ago'),
      missing: text('一年前没有余额', 'no balance a year ago'),
    },
    ratio(feature('assets__provident_fund_fen'), feature('assets__provident_fund_year_ago_fen')),
  ),
  means.derived(
    {
      name: 'assets__owners_members',
      direction: 'falls',
      title: text('有车、商铺或企业的成员人次', 'members with cars, shops or firms'),
    },
    sum(
      feature('assets__car_owners_members'),
      feature('assets__shop_owners_members'),
      feature('assets__firm_owners_members'),
    ),
  ),
];

/** Housing and assets. */
export const meansFeatures: readonly LedgerFeature[] = [...housingFeatures, ...assetFeatures];
