/** Assets, housing and utilities. */
import { coded, column, householdId, ledgerTable, money, nullable, personId, sensitive } from './table.ts';

/** What a person or household owned on a day. */
export const assetSnapshot = ledgerTable(
  'asset_snapshot',
  { zh: '财产快照', en: 'assets on a day', legalBasis: '社会救助暂行办法第58条（查询核对须经授权）' },
  [
    nullable(householdId),
    nullable(personId),
    coded('kind', 'asset_kind', '财产种类', 'kind of asset'),
    money('value_fen', '价值或余额', 'value or balance'),
    nullable(column('area_m2', 'DOUBLE', 'm2', '建筑面积', 'floor area')),
    nullable(coded('status', 'asset_status', '状态', 'held, given up, revoked …')),
  ],
  { sortedBy: ['household_id', 'person_id', 'occurred_on', 'kind'], entity: ['household_id', 'person_id'] },
);

/** Public housing, rent subsidy, safety of the dwelling, arrears. */
export const housing = ledgerTable(
  'housing',
  { zh: '住房保障', en: 'housing support and safety' },
  [
    nullable(householdId),
    nullable(personId),
    coded('kind', 'housing_kind', '保障方式', 'public rental, rent subsidy, dilapidated dwelling'),
    nullable(coded('grade', 'dwelling_grade', '房屋安全等级', 'safety grade A to D')),
    money('rent_fen', '月租金', 'rent a month'),
    nullable(column('arrears_months', 'BIGINT', 'count', '欠租月数', 'months of rent owed')),
    money('arrears_fen', '欠租金额', 'rent owed'),
  ],
  { sortedBy: ['household_id', 'person_id', 'occurred_on'], entity: ['household_id', 'person_id'] },
);

/** A month's (or reading period's) use of power or water. */
export const utilityMonth = ledgerTable(
  'utility_month',
  { zh: '水电用量', en: 'use of utilities' },
  [
    nullable(householdId),
    nullable({ ...personId, zh: '户主（开户人）', en: 'account holder' }),
    coded('kind', 'utility_kind', '种类', 'electricity, water, gas'),
    column('month', 'VARCHAR', '', '月份 YYYY-MM', 'month, YYYY-MM'),
    nullable(
      sensitive(column('usage', 'DOUBLE', 'as coded', '用量（电 kWh，水 m³）', 'kWh of power, m³ of water')),
    ),
    money('amount_fen', '费用', 'bill'),
    nullable(column('arrears_bills', 'BIGINT', 'count', '欠费笔数', 'unpaid bills')),
  ],
  { sortedBy: ['household_id', 'person_id', 'occurred_on', 'kind'], entity: ['household_id', 'person_id'] },
);

/** A disaster or accident that struck a household. */
export const disasterEvent = ledgerTable(
  'disaster_event',
  { zh: '灾害与意外', en: 'disaster or accident' },
  [
    nullable(householdId),
    nullable(personId),
    coded('kind', 'disaster_kind', '种类', 'flood, typhoon, fire, traffic, work injury …'),
    nullable(coded('damage', 'disaster_damage', '受灾情形', 'house collapsed, damaged, crops …')),
    money('loss_fen', '损失金额', 'loss'),
    nullable(column('crop_loss_share', 'DOUBLE', 'share', '农作物损失比例', 'share of the crop lost')),
  ],
  { sortedBy: ['household_id', 'person_id', 'occurred_on'], entity: ['household_id', 'person_id'] },
);
