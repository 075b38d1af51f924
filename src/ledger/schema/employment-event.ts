import { coded, column, ledgerTable, money, nullable, personId } from './table.ts';

/** Work: contributions month by month, dismissal, unemployment and its benefit, new work. */
export const employmentEvent = ledgerTable(
  'employment_event',
  { zh: '就业与社会保险', en: 'work and social insurance' },
  [
    personId,
    coded('event', 'employment_event', '事件', 'what happened'),
    nullable(coded('scheme', 'insurance_scheme', '险种', 'insurance scheme')),
    money('amount_fen', '缴费基数或待遇金额', 'contribution base, or benefit a month'),
    nullable(column('until', 'DATE', 'date', '待遇到期日', 'day the benefit ends')),
  ],
  { sortedBy: ['person_id', 'occurred_on', 'event'] },
);
