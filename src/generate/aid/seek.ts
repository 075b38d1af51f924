/**
 * Who asks for aid, and who stays silent: depth of need, distance, schooling, age, shame, helpers from outside.
 */
import { aidItems } from '../world/codes.ts';
import { at, between, chance, monthlyOf } from '../world/draw.ts';
import type { ApplicationStep } from '../world/events.ts';
import type { Home } from '../world/home.ts';
import type { Person } from '../world/person.ts';
import { ageOf, isBroke, membersOf, someDay, type Turn } from '../world/turn.ts';
import { isReticent } from '../truth/observe.ts';

export const DIBAO = aidItems.indexOf('dibao');
export const TEMPORARY = aidItems.indexOf('temporary');

/** The one who asks for the household: its head. */
export function applicantOf(home: Home): Person | undefined {
  const persons = membersOf(home);
  return persons.find((person) => person.relation === 'head') ?? persons[0];
}

/** Tells a step of an application. */
export function tellStep(
  turn: Turn,
  home: Home,
  step: Pick<ApplicationStep, 'item' | 'step' | 'reason' | 'day'>,
): void {
  const person = applicantOf(home);
  if (turn.rec.isOn && person) turn.rec.applications.push({ household: home.at, person: person.at, ...step });
}

/** The household may ask this month, or give up what it has. */
export function seekAid(turn: Turn, home: Home): void {
  const { p, rng, now } = turn;
  if (home.asked >= 0) return;
  if (home.emergency > 0) {
    const asks = chance(rng, p.aid.emergencyAsk);
    if (asks) {
      apply(turn, home, TEMPORARY);
      return;
    }
    home.emergency = 0;
    home.emergencyFen = 0;
  }
  if (home.status > 0) {
    const yearly = at(p.aid.gaveUpYearly, home.status === 1 ? 0 : 1);
    if (home.status !== 3 && chance(rng, monthlyOf(yearly)))
      home.reviewMonth = Math.min(home.reviewMonth, -1);
    return;
  }
  if (now.month < home.coolUntil) return;
  if (chance(rng, chanceToAsk(turn, home))) apply(turn, home, DIBAO);
  else if (home.inNeed && home.rigidFen > 0 && chance(rng, p.aid.expenditureAsk))
    apply(turn, home, TEMPORARY);
}

function chanceToAsk(turn: Turn, home: Home): number {
  const { p, now } = turn;
  const { standardFen, dibianFen } = now.law;
  if (home.levelFen >= 2 * dibianFen || home.size === 0) return 0;
  if (home.levelFen >= dibianFen) return p.aid.askUnneedy;
  const helped = home.inNeed ? p.aid.helpers : 0;
  if (isReticent(turn, home)) return helped;
  const depth = Math.min(1.5, Math.max(0, (standardFen - home.levelFen) / standardFen));
  const willing =
    p.aid.askMonthly * Math.exp(p.aid.depthFactor * depth) * (home.inNeed ? 1 : p.aid.betweenFactor);
  const money = isBroke(turn, home) ? 1 : p.aid.askWithMoney;
  const lasting = Math.min(1, home.needMonths / p.aid.patienceMonths);
  return Math.min(0.9, willing * money * (home.inNeed ? lasting : 1) * easeOf(turn, home)) + helped;
}

/** Distance, schooling and age of the one who would ask. */
function easeOf(turn: Turn, home: Home): number {
  const { p, now } = turn;
  const person = applicantOf(home);
  if (!person) return 0;
  const age = ageOf(person, now);
  const atEase = age >= 35 && age < 70 ? 1 : 1 - p.aid.ageFactor;
  return (
    atEase *
    Math.max(0.2, 1 - p.aid.distanceFactor * home.kilometres) *
    (1 + p.aid.schoolFactor * person.schooling)
  );
}

function apply(turn: Turn, home: Home, item: number): void {
  const { p, rng, now } = turn;
  home.asked = item;
  home.askedMonth = now.month;
  const wait = between(rng, at(p.aid.decideMonths, 0), at(p.aid.decideMonths, 1) + 1);
  home.decideMonth = now.month + (item === TEMPORARY ? 1 : Math.floor(wait));
  tellStep(turn, home, {
    item: aidItems[item] ?? 'dibao',
    step: 'applied',
    reason: 'none',
    day: someDay(turn),
  });
}
