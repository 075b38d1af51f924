/** Assistance: what was applied for, granted and paid, reported and found by visits. */
import { coded, column, householdId, ledgerTable, money, nullable, personId } from './table.ts';

/** A payment or a change of a grant. */
export const assistanceGrant = ledgerTable(
  'assistance_grant',
  { zh: '救助发放', en: 'assistance granted' },
  [
    nullable(householdId),
    nullable(personId),
    coded('item', 'assistance_item', '救助事项', 'item'),
    coded('action', 'grant_action', '动作', 'started, paid, changed, stopped'),
    nullable(column('month', 'VARCHAR', '', '所属月份 YYYY-MM', 'month it is for, YYYY-MM')),
    money('amount_fen', '金额', 'amount'),
  ],
  { sortedBy: ['household_id', 'person_id', 'occurred_on', 'item'], entity: ['household_id', 'person_id'] },
);

/** A step of an application. */
export const assistanceApplication = ledgerTable(
  'assistance_application',
  { zh: '救助申请', en: 'application for assistance' },
  [
    nullable(householdId),
    nullable(personId),
    coded('item', 'assistance_item', '救助事项', 'item'),
    coded('action', 'application_action', '办理环节', 'applied, approved, refused, withdrawn, left'),
    nullable(coded('reason', 'application_reason', '原因', 'reason')),
  ],
  { sortedBy: ['household_id', 'person_id', 'occurred_on', 'item'], entity: ['household_id', 'person_id'] },
);

/** A report of hardship: QR code, hotline, grid worker. */
export const report = ledgerTable(
  'report',
  { zh: '困难上报', en: 'report of hardship' },
  [
    nullable(householdId),
    nullable(personId),
    coded('channel', 'report_channel', '渠道', 'happiness code, 12345 hotline, grid worker'),
    nullable(coded('reporter', 'reporter', '上报人', 'the person, a grid worker, a third party')),
    coded('topic', 'report_topic', '事由', 'topic'),
  ],
  { sortedBy: ['household_id', 'person_id', 'occurred_on'], entity: [] },
);

/** What a visit found, with the four kinds of income over the last 12 months. */
export const visit = ledgerTable(
  'visit',
  { zh: '入户核查', en: 'home visit' },
  [
    householdId,
    coded('outcome', 'visit_outcome', '核实结论', 'outcome'),
    nullable(column('members', 'BIGINT', 'count', '共同生活人口', 'members living together')),
    money('wage_fen', '工资性收入（年）', 'wages a year'),
    money('business_fen', '生产经营性净收入（年）', 'net business income a year'),
    money('property_fen', '财产性收入（年）', 'property income a year'),
    money('transfer_fen', '转移性收入（年）', 'transfers a year'),
    money('medical_self_paid_fen', '合规自付医疗支出（年）', 'medical costs borne a year'),
    money('education_fen', '教育支出（年）', 'education costs a year'),
    nullable(coded('cause', 'hardship_cause', '主要困难原因', 'main cause of hardship')),
  ],
  { sortedBy: ['household_id', 'occurred_on'] },
);
