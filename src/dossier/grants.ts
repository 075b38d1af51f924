/**
 * Assistance a household drew: payments joined to spells.
 */
import { addMonths, type IsoDate } from '../core/dates.ts';
import { coded, type Coded } from './coded.ts';
import type { EventRow } from './rows.ts';

/** Payments of one item that follow each other. */
export interface Grant {
  readonly item: Coded;
  /** `null` for the household. */
  readonly personId: string | null;
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly isCurrent: boolean;
  readonly isMonthly: boolean;
  /** Of the last payment. */
  readonly lastFen: number | null;
  readonly totalFen: number;
  readonly payments: number;
}

/** A month or two may be paid late; after a longer pause a new spell begins. */
const PAUSE_MONTHS = 3;
/** Paid within so many months: still drawn. */
const CURRENT_MONTHS = 2;

/** Spells as of a day: what is drawn now first, then the latest. */
export function grantsOf(rows: readonly EventRow[], asOf: IsoDate): Grant[] {
  const spells: EventRow[][] = [];
  const open = new Map<string, EventRow[]>();
  for (const row of rows.filter(isPayment)) {
    const key = `${row.code}/${row.personId ?? ''}`;
    const spell = open.get(key);
    const last = spell?.at(-1);
    if (spell && last && addMonths(last.on, PAUSE_MONTHS) >= row.on) spell.push(row);
    else {
      const begun = [row];
      open.set(key, begun);
      spells.push(begun);
    }
  }
  return spells
    .map((spell) => grantOf(spell, asOf))
    .sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent) || (a.to < b.to ? 1 : a.to > b.to ? -1 : 0));
}

/** Whether a row is money paid. */
export function isPayment({ kind, more }: EventRow): boolean {
  return kind === 'grant' && more === 'paid';
}

function grantOf(spell: readonly EventRow[], asOf: IsoDate): Grant {
  const [first, last] = [spell[0], spell.at(-1)];
  if (!first || !last) throw new RangeError('a spell has a payment');
  const isMonthly = spell.length > 1;
  return {
    item: coded('assistance_item', last.code),
    personId: last.personId,
    from: first.on,
    to: last.on,
    isCurrent: isMonthly && addMonths(last.on, CURRENT_MONTHS) > asOf,
    isMonthly,
    lastFen: last.amountFen,
    totalFen: spell.reduce((sum, { amountFen }) => sum + (amountFen ?? 0), 0),
    payments: spell.length,
  };
}
