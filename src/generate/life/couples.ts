/**
 * Marriage, divorce and grown children who found households of their own.
 */
import { causes } from '../world/codes.ts';
import { at, between, byAge, chance, monthlyOf, pick } from '../world/draw.ts';
import type { Home } from '../world/home.ts';
import type { Person } from '../world/person.ts';
import { personOf } from '../world/state.ts';
import { ageOf, membersOf, shock, someDay, type Turn } from '../world/turn.ts';
import { furnish } from './furnish.ts';
import { join, leave, NUMBERS_A_LINEAGE, splitHome } from './membership.ts';
import { newPerson } from './new-person.ts';
import { pastHealth } from './illness.ts';
import { pastSchool } from './school.ts';
import { goAway, tellVital } from './vital.ts';
import { drawsWork, takeJob } from './jobs.ts';

const FAMILY = causes.indexOf('family');
const BAND = 5;
const DAYS_A_YEAR = 365;

/** Whether the unmarried grown person marries or leaves home this month; returns whether he left the household. */
export function mayMarry(turn: Turn, home: Home, personAt: number, age: number): boolean {
  const { family, p, rng } = turn;
  const person = family.persons[personAt];
  if (!person || person.spouse >= 0 || age < 20 || age >= 45 || person.stage > 0) return false;
  const canFound = family.homes.length < NUMBERS_A_LINEAGE;
  const able = person.grade > 0 ? p.people.marryDisabled : 1;
  if (chance(rng, monthlyOf(byAge(p.people.marryYearly, age - 20, BAND) * able)))
    return marry(turn, home, personAt, canFound);
  if (!canFound || !mayLeaveHome(person, age) || !chance(rng, monthlyOf(p.people.leaveHomeYearly)))
    return false;
  foundHome(turn, home, [personAt], someDay(turn));
  return true;
}

function mayLeaveHome(person: Person, age: number): boolean {
  const isChild = person.relation === 'son' || person.relation === 'daughter';
  return isChild && person.job >= 0 && person.coresident && age >= 24;
}

function marry(turn: Turn, home: Home, personAt: number, canFound: boolean): boolean {
  const { family, p, rng } = turn;
  const person = family.persons[personAt];
  if (!person) return false;
  const isAlone = home.members.length === 1;
  const isHead = person.relation === 'head';
  const outcome = isHead || isAlone ? 2 : pick(rng, p.people.marryOutcome);
  if (outcome === 0 || (outcome === 1 && !canFound)) {
    goAway(turn, personAt, 'marriage_out');
    return true;
  }
  const day = someDay(turn);
  const spouse = bringSpouse(turn, home, personAt);
  if (outcome === 2) {
    const relation = isHead ? 'spouse' : person.isFemale ? 'son_in_law' : 'daughter_in_law';
    join(turn, spouse, home, { relation, began: 'marriage_in', day });
    tellArrival(turn, spouse, day);
    home.stale = true;
    return false;
  }
  const founded = foundHome(turn, home, [personAt], day);
  join(turn, spouse, founded, { relation: 'spouse', began: 'marriage_in', day });
  tellArrival(turn, spouse, day);
  return true;
}

function tellArrival(turn: Turn, personAt: number, day: number): void {
  const person = turn.family.persons[personAt];
  if (person) tellVital(turn, person, 'move_in', day);
}

/** A spouse from elsewhere, with schooling, health and work of his or her own. */
function bringSpouse(turn: Turn, home: Home, personAt: number): number {
  const { family, p, rng, now } = turn;
  const person = family.persons[personAt];
  const gap = between(rng, at(p.people.spouseGap, 0), at(p.people.spouseGap, 1));
  const years = person?.isFemale === true ? gap : -gap;
  const youngest = now.firstDay - 20.5 * DAYS_A_YEAR;
  const birthDay = Math.floor(Math.min(youngest, (person?.birthDay ?? youngest) - years * DAYS_A_YEAR));
  const spouseAt = newPerson(turn, home, {
    isFemale: person?.isFemale !== true,
    birthDay,
    relation: 'spouse',
  });
  const spouse = family.persons[spouseAt];
  if (!spouse || !person) return spouseAt;
  spouse.spouse = personAt;
  person.spouse = spouseAt;
  pastSchool(turn, home, spouse);
  spouse.stage = 0;
  pastHealth(turn, home, spouse);
  const age = ageOf(spouse, now);
  if (drawsWork(turn, home, spouse, age)) takeJob(turn, home, spouse, age);
  return spouseAt;
}

/** Persons leave and found a household; the first is its head. */
export function foundHome(turn: Turn, from: Home, movers: readonly number[], day: number): Home {
  const founded = splitHome(turn, from, day);
  movers.forEach((personAt, i) => {
    const person = turn.family.persons[personAt];
    leave(turn, personAt, 'split', day);
    const relation = i === 0 ? 'head' : person?.isFemale === true ? 'daughter' : 'son';
    join(turn, personAt, founded, { relation, began: 'split', day });
  });
  from.stale = true;
  const heads = membersOf(founded);
  const income = heads.reduce((sum, person) => sum + (person.job >= 0 ? person.payFen : 0), 0);
  furnish(turn, founded, income, day);
  return founded;
}

/** A couple may part: one founds a household, minor children stay with the other. */
export function mayDivorce(turn: Turn, home: Home, personAt: number): boolean {
  const { family, p, rng } = turn;
  const person = family.persons[personAt];
  if (!person || person.isFemale) return false;
  const spouse = personOf(family, person.spouse);
  if (spouse?.home !== person.home) return false;
  if (family.homes.length >= NUMBERS_A_LINEAGE) return false;
  if (!chance(rng, monthlyOf(p.people.divorceYearly * Math.sqrt(home.workFrailty)))) return false;
  const day = someDay(turn);
  const leaver = leaverOf(turn, home, person, personAt);
  person.spouse = -1;
  spouse.spouse = -1;
  const founded = foundHome(turn, home, [leaver], day);
  founded.assetsFen = Math.round(home.assetsFen / 2);
  home.assetsFen -= founded.assetsFen;
  shock(turn, home, FAMILY);
  shock(turn, founded, FAMILY);
  return true;
}

/** The one who married in leaves; the husband when both founded the household. */
function leaverOf(turn: Turn, home: Home, husband: Person, husbandAt: number): number {
  const wifeAt = husband.spouse;
  const wife = turn.family.persons[wifeAt];
  if (husband.relation === 'son_in_law' || wife?.relation === 'daughter') return husbandAt;
  if (wife?.relation === 'daughter_in_law') return wifeAt;
  return home.members.length > 2 && chance(turn.rng, 0.5) ? wifeAt : husbandAt;
}
