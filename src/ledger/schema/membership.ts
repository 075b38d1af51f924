import { coded, column, householdId, ledgerTable, nullable, personId } from './table.ts';

/** A statement that a person belongs to a household from one day until another. */
export const membership = ledgerTable(
  'membership',
  { zh: '家庭成员关系', en: 'membership of a household' },
  [
    householdId,
    personId,
    nullable(coded('relation', 'relation', '与户主关系', 'relation to the head')),
    column('valid_from', 'DATE', 'date', '起始日期', 'first day'),
    nullable(column('valid_to', 'DATE', 'date', '截止日期', 'first day no longer; empty while it lasts')),
    nullable(
      column(
        'coresident',
        'BOOLEAN',
        '',
        '是否共同生活',
        'lives in the household, as a visit found; empty if not visited',
      ),
    ),
    nullable(coded('reason', 'membership_reason', '变动原因', 'why it began or ended')),
  ],
  { sortedBy: ['household_id', 'person_id', 'occurred_on'] },
);
