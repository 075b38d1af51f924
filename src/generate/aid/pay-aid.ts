/**
 * Pays what was granted, month by month, and tells it.
 */
import type { AidItem } from '../world/codes.ts';
import type { Home, Person } from '../world/state.ts';
import { membersOf, type Turn } from '../world/turn.ts';
import { applicantOf } from './seek.ts';

/** Pays the month's aid into the household's means. */
export function payAid(turn: Turn, home: Home): void {
  let total = 0;
  const head = applicantOf(home);
  const pay = (item: AidItem, person: Person | undefined, amountFen: number): void => {
    if (!person) return;
    total += amountFen;
    tellGrant(turn, home, { item, person: person.at, amountFen });
  };
  for (const person of membersOf(home)) {
    if (person.tekunFen > 0) pay('tekun', person, person.tekunFen);
    if (person.livingFen > 0) pay('disability_living', person, person.livingFen);
    if (person.nursingFen > 0) pay('disability_nursing', person, person.nursingFen);
    if (person.elderFen > 0) pay('elder_allowance', person, person.elderFen);
    if (person.orphanFen > 0) pay('orphan', person, person.orphanFen);
  }
  if (home.dibaoFen > 0) pay('dibao', head, home.dibaoFen);
  if (home.status === 2) pay('dibian', head, 0);
  if (home.status === 4) pay('rigid', head, 0);
  if (home.temporaryFen > 0) pay('temporary', head, home.temporaryFen);
  home.temporaryFen = 0;
  home.aidFen = total;
}

const PAY_DAY = 9;

function tellGrant(
  turn: Turn,
  home: Home,
  grant: { readonly item: AidItem; readonly person: number; readonly amountFen: number },
): void {
  const { now, rec } = turn;
  if (rec.isOn)
    rec.grants.push({ household: home.at, month: now.month, day: now.firstDay + PAY_DAY, ...grant });
}
