/**
 * Pays what was granted, month by month, and tells it.
 */
import type { AidItem } from '../world/codes.ts';
import type { Home } from '../world/home.ts';
import type { Person } from '../world/person.ts';
import { membersOf, type Turn } from '../world/turn.ts';
import { applicantOf } from './seek.ts';

/** Pays the month's aid into the household's means. */
export function payAid(turn: Turn, home: Home): void {
  let total = 0;
  for (const person of membersOf(home)) {
    total +=
      pay(turn, home, 'tekun', person, person.tekunFen) +
      pay(turn, home, 'disability_living', person, person.livingFen) +
      pay(turn, home, 'disability_nursing', person, person.nursingFen) +
      pay(turn, home, 'elder_allowance', person, person.elderFen) +
      pay(turn, home, 'orphan', person, person.orphanFen);
  }
  const head = home.status > 0 || home.temporaryFen > 0 ? applicantOf(home) : undefined;
  if (head) {
    total += pay(turn, home, 'dibao', head, home.dibaoFen);
    if (home.status === 2) tellGrant(turn, home, { item: 'dibian', person: head.at, amountFen: 0 });
    if (home.status === 4) tellGrant(turn, home, { item: 'rigid', person: head.at, amountFen: 0 });
    total += pay(turn, home, 'temporary', head, home.temporaryFen);
  }
  home.temporaryFen = 0;
  home.aidFen = total;
}

/** Pays an amount if there is one; returns it. */
function pay(turn: Turn, home: Home, item: AidItem, person: Person, amountFen: number): number {
  if (amountFen <= 0) return 0;
  tellGrant(turn, home, { item, person: person.at, amountFen });
  return amountFen;
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
