/**
 * Facts of the household as a whole.
 */
import { code, flag, number, type FactSpec } from './spec.ts';

const unknown = null;
const yes = 1;

const place = {
  rural: flag('农村户籍或居住在农村', 'rural', { absent: unknown }),
  local: flag('户籍或居住证在本地', 'registered or holding a residence permit here', { absent: yes }),
  relative_of_staff: flag(
    '有经办人员或村（居）委会成员的近亲属',
    'has a close relative of the staff or of the village committee',
  ),
  irregular_income: flag('收入来源不固定', 'income comes irregularly', { absent: unknown }),
  no_other_supporters: flag('已查明没有其他法定赡养抚养扶养义务人', 'no other legal supporter, as verified', {
    absent: unknown,
  }),
} as const satisfies Record<string, FactSpec>;

const assets = {
  financial_assets: number('货币财产合计', 'financial assets', 'fen', { group: 'assets' }),
  homes: number('住房套数', 'homes owned', 'count', { group: 'assets' }),
  home_area: number('住房总面积', 'floor area of all homes', 'm2', { group: 'assets' }),
  non_residential: number('非居住类房产（商铺、办公、厂房）数', 'non-residential properties', 'count', {
    group: 'assets',
  }),
  vehicles: number(
    '机动车船数（不含残疾人代步车、摩托车）',
    'cars and boats (not scooters for the disabled or motorcycles)',
    'count',
    {
      group: 'assets',
    },
  ),
  vehicle_value: number('最贵一辆车的价值', 'value of the dearest vehicle', 'fen', { group: 'assets' }),
  new_vehicle_value: number('近12个月内新购车辆的价值', 'value of a vehicle bought within 12 months', 'fen', {
    group: 'assets',
  }),
  firm_profit: number('名下企业上年利润', "last year's profit of firms owned", 'fen_year', {
    group: 'assets',
  }),
  registered_capital: number('认缴出资额', 'subscribed capital of firms', 'fen', { group: 'assets' }),
  private_or_overseas_school: flag(
    '自费就读高价私立学校或出国留学',
    'a child in costly private or overseas schooling',
    {
      group: 'assets',
    },
  ),
  shop_owner: flag('为企业主或雇主', 'owns a firm or employs others', { group: 'assets' }),
} as const satisfies Record<string, FactSpec>;

const held = {
  dibao_held: flag('正在享受低保', 'on Dibao now', { group: 'held' }),
  dibao_amount_held: number('现领低保金', 'Dibao received now', 'fen_month', { group: 'held' }),
  income_rose_from_work: flag('收入超标由就业引起', 'income rose above the line because of work', {
    group: 'held',
  }),
  months_over_line: number('收入超过标准已有月数', 'months with income above the line', 'months', {
    group: 'held',
  }),
  left_aid: flag('曾退出低保或特困', 'left Dibao or Tekun', { group: 'held' }),
  months_since_exit: number('退出后已过月数', 'months since leaving', 'months', { group: 'held' }),
  temporary_aid_this_year: number(
    '本年度同一事由已获临时救助次数',
    'temporary aid for the same cause this year',
    'count',
    {
      group: 'held',
    },
  ),
  change_unreported_months: number(
    '家庭情况变化未报告的月数',
    'months a change of circumstances went unreported',
    'months',
    { group: 'held' },
  ),
  overpaid: number('多领的救助款', 'aid drawn without right', 'fen', { group: 'held' }),
  obtained_by_fraud: flag(
    '以虚报、隐瞒、伪造等手段骗取',
    'obtained by false statement, concealment or forgery',
    {
      group: 'held',
    },
  ),
  charity_received: number('已获慈善捐赠和救助', 'charity and aid received', 'fen_year', { group: 'held' }),
} as const satisfies Record<string, FactSpec>;

const need = {
  living_costs: number('基本生活必需支出', 'necessary living costs', 'fen_year', { group: 'spending' }),
  other_rigid_costs: number('县级认定的其他刚性支出', 'other rigid costs defined by the county', 'fen_year', {
    group: 'spending',
  }),
  emergency: code('突发急难情形', 'kind of emergency', 'emergency', { group: 'emergency' }),
  emergency_loss: number('急难造成的必需支出或损失', 'necessary spending or loss from it', 'fen', {
    group: 'emergency',
  }),
  basic_living_at_risk: flag('基本生活暂时出现严重困难', 'basic living is gravely endangered', {
    group: 'emergency',
    absent: unknown,
  }),
  special_hardship: flag('经县级认定情况特殊', 'special case confirmed by the county', {
    group: 'emergency',
  }),
  disaster: flag('遭受自然灾害', 'struck by a natural disaster', { group: 'disaster' }),
  house: code('灾后住房状况', 'house after the disaster', 'house', { group: 'disaster' }),
  disaster_deaths: number('因灾死亡人数', 'deaths in the disaster', 'count', { group: 'disaster' }),
  relocated_persons: number('需过渡安置人数', 'persons to be lodged meanwhile', 'count', {
    group: 'disaster',
  }),
  relocated_days: number('过渡安置天数', 'days of lodging', 'days', { group: 'disaster' }),
  winter_need: flag('冬春口粮、衣被、取暖困难', 'lacks food, clothing or heat in winter', {
    group: 'disaster',
  }),
  tenure: code('住房来源', 'tenure', 'tenure', { group: 'housing' }),
  dwelling_grade: code('房屋安全等级', 'safety grade of the dwelling', 'dwelling_grade', {
    group: 'housing',
  }),
  rent: number('月租金', 'rent', 'fen_month', { group: 'housing' }),
  dwelling_area: number('现住房建筑面积', 'floor area of the dwelling', 'm2', {
    group: 'housing',
    absent: unknown,
  }),
} as const satisfies Record<string, FactSpec>;

const other = {
  formerly_poor: flag('脱贫户', 'lifted out of registered poverty', { group: 'monitoring' }),
  sudden_hardship: flag('因突发事件严重困难', 'in grave difficulty after a sudden event', {
    group: 'monitoring',
  }),
  return_risk: flag('存在返贫致贫风险', 'at risk of falling into poverty', {
    group: 'monitoring',
    absent: unknown,
  }),
  risk_removed: flag('风险已消除', 'risk removed', { group: 'monitoring' }),
  victim_unpaid: flag('刑事被害人或申请执行人未获赔偿', 'victim or creditor left unpaid', {
    group: 'justice',
  }),
  victim_loss: number('未获赔偿的损失', 'loss left unpaid', 'fen', { group: 'justice' }),
  legal_matter: flag('有法律援助事项', 'has a matter for legal aid', { group: 'justice' }),
  accident_loss: number('意外事件净支出（职工）', "worker's net cost of an accident", 'fen_year', {
    group: 'union',
  }),
} as const satisfies Record<string, FactSpec>;

/** Fact name → declaration, for households. */
export const householdFacts = { ...place, ...assets, ...held, ...need, ...other };
