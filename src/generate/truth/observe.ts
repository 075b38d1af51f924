/**
 * What is true of a household this month: its level of living, whether it is in need, what began it. Hidden from everybody.
 */
import { causes } from '../world/codes.ts';
import { at } from '../world/draw.ts';
import type { Home } from '../world/home.ts';
import { flows, lastMonths, remember } from '../world/memory.ts';
import { yearly } from '../world/person.ts';
import { membersOf, type Turn } from '../world/turn.ts';

const ILLNESS = causes.indexOf('illness');
const WORK = causes.indexOf('work');
const EDUCATION = causes.indexOf('education');
const DISABILITY = causes.indexOf('disability');
const DEATH = causes.indexOf('death');
const DISASTER = causes.indexOf('disaster');
const HOUSING = causes.indexOf('housing');
const FAMILY = causes.indexOf('family');

/** Remembers the month and judges need. Returns whether the household falls into need this month. */
export function judgeNeed(turn: Turn, home: Home): boolean {
  const { p, now } = turn;
  remember(home.incomeRing, now.month, home.incomeFen);
  remember(home.rigidRing, now.month, home.rigidFen);
  remember(home.sizeRing, now.month, home.size);
  home.lived++;
  home.levelFen = levelOf(turn, home);
  const wasClear = home.clear >= p.need.clearMonths;
  home.inNeed = home.size > 0 && home.levelFen < now.law.standardFen;
  home.needMonths = home.inNeed ? home.needMonths + 1 : 0;
  if (!home.inNeed) {
    home.clear++;
    if (home.clear >= p.need.clearMonths) home.cause = 0;
    return false;
  }
  home.clear = 0;
  if (home.cause === 0) home.cause = firstShock(turn, home);
  return wasClear;
}

/** Income after rigid spending a head and month, each over its window. */
function levelOf(turn: Turn, home: Home): number {
  const { p, now } = turn;
  const earned = Math.min(p.need.incomeMonths, home.lived);
  const burdened = Math.min(p.need.rigidMonths, home.lived);
  const persons = lastMonths(home.sizeRing, now.month, earned);
  if (persons === 0) return now.law.dibianFen;
  const income = lastMonths(home.incomeRing, now.month, earned) / earned;
  const rigid = lastMonths(home.rigidRing, now.month, burdened) / burdened;
  return Math.round((income - rigid) / (persons / earned));
}

/** What led here: an earner lost or a disability; else spending when income alone would do, else the earliest blow to it. */
function firstShock(turn: Turn, home: Home): number {
  const { p, now } = turn;
  const months = Math.min(p.need.incomeMonths, home.lived);
  const persons = lastMonths(home.sizeRing, now.month, months);
  const incomeAHead = lastMonths(home.incomeRing, now.month, months) / Math.max(1, persons);
  const isBySpending = incomeAHead >= now.law.standardFen;
  return (
    earliest(turn, home, [DEATH]) ||
    earliest(turn, home, [DISABILITY]) ||
    (isBySpending ? 0 : earliest(turn, home, blows)) ||
    heaviest(turn, home)
  );
}

function earliest(turn: Turn, home: Home, among: readonly number[]): number {
  const since = turn.now.month - turn.p.need.shockMonths;
  let first = 0;
  let month = Number.POSITIVE_INFINITY;
  for (const cause of among) {
    const when = home.shocks[cause] ?? Number.NEGATIVE_INFINITY;
    if (when < since || when >= month) continue;
    first = cause;
    month = when;
  }
  return first;
}

/** Blows to income. */
const blows = [ILLNESS, WORK, DISABILITY, DEATH, DISASTER, FAMILY];

/** The heaviest spending, unless it has long been there and a blow is new; when there is little of it, low pay. */
function heaviest(turn: Turn, home: Home): number {
  let school = 0;
  let care = 0;
  for (const person of membersOf(home)) {
    care += yearly(person, flows.rehabilitation);
    const away = person.boards ? at(turn.p.school.awayCostFen, person.stage) * turn.now.payIndex : 0;
    school += yearly(person, flows.education) + away;
  }
  const rigid = lastMonths(home.rigidRing, turn.now.month, turn.p.need.rigidMonths);
  const income = lastMonths(home.incomeRing, turn.now.month, turn.p.need.rigidMonths);
  if (rigid < income * LITTLE) return earliest(turn, home, [HOUSING, ...blows]) || WORK;
  const struck = earliest(turn, home, [DISASTER, HOUSING]);
  if (struck > 0) return struck;
  const medical = rigid - school - care;
  if (school > medical && school > care) return EDUCATION;
  if (care > medical) return DISABILITY;
  return earliest(turn, home, [ILLNESS]) || earliest(turn, home, blows) || ILLNESS;
}

const LITTLE = 0.08;

/** Whether the household would never ask by itself. */
export function isReticent(turn: Turn, home: Home): boolean {
  return home.reticence < turn.p.aid.reticence;
}

/** Writes the month's truth. */
export function tellTruth(turn: Turn, home: Home, falls: boolean): void {
  const { now, rec } = turn;
  const isAlone = home.inNeed && home.status === 0 && home.asked < 0;
  const i = rec.truth.add();
  const { cells } = rec.truth;
  cells.household[i] = home.at;
  cells.month[i] = now.month;
  cells.size[i] = home.size;
  cells.incomeFen[i] = home.incomeFen + home.aidFen;
  cells.aidFen[i] = home.aidFen;
  cells.rigidFen[i] = home.rigidFen;
  cells.levelFen[i] = home.levelFen;
  cells.standardFen[i] = now.law.standardFen;
  cells.dibianFen[i] = now.law.dibianFen;
  cells.need[i] = home.inNeed ? 1 : 0;
  cells.nearNeed[i] = home.size > 0 && home.levelFen < now.law.dibianFen ? 1 : 0;
  cells.falls[i] = falls ? 1 : 0;
  cells.cause[i] = home.inNeed ? home.cause : 0;
  cells.silent[i] = isAlone && isReticent(turn, home) ? 1 : 0;
  cells.status[i] = home.status;
  cells.financialAssetsFen[i] = home.assetsFen;
}
