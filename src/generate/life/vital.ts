/**
 * Births, deaths, detention, disappearance, moving away.
 */
import { causes } from '../world/codes.ts';
import { at, between, byAge, chance, monthlyOf, spread } from '../world/draw.ts';
import type { VitalEvent } from '../world/events.ts';
import type { Home } from '../world/home.ts';
import type { Person } from '../world/person.ts';
import { ageOf, membersOf, shock, someDay, type Turn } from '../world/turn.ts';
import { admit } from './illness.ts';
import { join, leave } from './membership.ts';
import { newPerson } from './new-person.ts';
import { stopWork } from './jobs.ts';
import { diagnosesOf } from '../world/diagnoses.ts';

const DEATH = causes.indexOf('death');
const FAMILY = causes.indexOf('family');
const BAND = 5;
const birthDiagnosis = diagnosesOf('birth')[0] ?? 0;

/** Tells a vital event. */
export function tellVital(turn: Turn, person: Person, kind: VitalEvent['kind'], day: number): void {
  if (turn.rec.isOn) turn.rec.vitalEvents.push({ person: person.at, kind, day });
}

/** Whether the person dies this month; if so everything that follows from it is done. */
export function dies(turn: Turn, home: Home, personAt: number, age: number): boolean {
  const { family, p, rng, now } = turn;
  const person = family.persons[personAt];
  if (!person) return true;
  const table = person.isFemale ? p.people.deathFemale : p.people.deathMale;
  const years = (now.month - person.illSince) / 12;
  const grave = person.ill >= 0 ? at(p.health.majorDeathYearly, years < 1 ? 0 : 1) : 0;
  const usual = (byAge(table, age, BAND) / 1000) * p.people.deathScale * Math.sqrt(person.frailty);
  const yearly = usual * home.hardship + grave;
  if (!chance(rng, Math.min(0.9, yearly) / 12)) return false;
  const day = someDay(turn);
  if (person.job >= 0 || person.pension === 1) {
    shock(turn, home, DEATH);
    home.rigidFen += Math.round(p.people.funeralFen * spread(rng, 0.5) * now.payIndex);
  }
  bury(turn, home, personAt, day);
  return true;
}

function bury(turn: Turn, home: Home, personAt: number, day: number): void {
  const { family, rec } = turn;
  const person = family.persons[personAt];
  if (!person) return;
  const spouse = family.persons[person.spouse];
  if (spouse) spouse.spouse = -1;
  person.spouse = -1;
  person.deathDay = day;
  stopWork(person);
  tellVital(turn, person, 'death', day);
  const told = rec.persons[person.at];
  if (!rec.isDeaf && told) told.deathDay = day;
  home.stale = true;
  leave(turn, personAt, 'death', day);
}

/** A mother may give birth. */
export function mayGiveBirth(turn: Turn, home: Home, motherAt: number, age: number): void {
  const { family, p, rng } = turn;
  const mother = family.persons[motherAt];
  if (!mother?.isFemale || mother.spouse < 0 || age < 20 || age >= 45) return;
  let children = 0;
  for (const child of family.persons) if (child.mother === motherAt && child.deathDay < 0) children++;
  const yearly = byAge(p.people.birthYearly, age - 20, BAND) * at(p.people.birthByChildren, children);
  if (!chance(rng, monthlyOf(yearly))) return;
  const day = someDay(turn);
  const isFemale = chance(rng, 0.47);
  const relation = childRelation(family.persons[motherAt]?.relation ?? 'other', isFemale);
  const child = newPerson(turn, home, {
    isFemale,
    birthDay: day,
    relation,
    father: mother.spouse,
    mother: motherAt,
  });
  join(turn, child, home, { relation, began: 'birth', day });
  const born = family.persons[child];
  if (born) tellVital(turn, born, 'birth', day);
  home.stale = true;
  admit(turn, home, mother, { diagnosis: birthDiagnosis, isGrave: false, factor: 1 });
}

function childRelation(mother: Person['relation'], isFemale: boolean): Person['relation'] {
  if (mother === 'head' || mother === 'spouse') return isFemale ? 'daughter' : 'son';
  if (mother === 'daughter' || mother === 'daughter_in_law') return isFemale ? 'granddaughter' : 'grandson';
  return 'other';
}

/** Detention, disappearance, moving away for good. Returns whether the person has left the household. */
export function mayVanish(turn: Turn, home: Home, personAt: number, age: number): boolean {
  const { family, p, rng } = turn;
  const person = family.persons[personAt];
  if (!person || age < 18) return false;
  if (person.detained > 0) {
    person.detained--;
    if (person.detained === 0) {
      person.active = true;
      tellVital(turn, person, 'released', someDay(turn));
    }
    return false;
  }
  if (!person.isFemale && age <= 60 && chance(rng, monthlyOf(p.people.detainYearly * home.workFrailty)))
    detain(turn, home, person);
  if (!person.missing && chance(rng, monthlyOf(p.people.missingYearly))) {
    person.missing = true;
    stopWork(person);
    shock(turn, home, FAMILY);
    tellVital(turn, person, 'missing', someDay(turn));
  }
  return mayMoveAway(turn, home, personAt, age);
}

function detain(turn: Turn, home: Home, person: Person): void {
  const { p, rng } = turn;
  person.detained = Math.round(between(rng, at(p.people.detainMonths, 0), at(p.people.detainMonths, 1)));
  stopWork(person);
  shock(turn, home, FAMILY);
  home.stale = true;
  tellVital(turn, person, 'detained', someDay(turn));
}

function mayMoveAway(turn: Turn, home: Home, personAt: number, age: number): boolean {
  const { family, p, rng } = turn;
  const person = family.persons[personAt];
  if (!person || age < 20 || age > 45 || person.spouse >= 0 || home.members.length < 2) return false;
  if (!chance(rng, monthlyOf(p.people.moveAwayYearly)) || hasMinors(turn, home, personAt)) return false;
  goAway(turn, personAt, 'move_out');
  return true;
}

function hasMinors(turn: Turn, home: Home, parentAt: number): boolean {
  return membersOf(home).some(
    (child) => (child.father === parentAt || child.mother === parentAt) && ageOf(child, turn.now) < 18,
  );
}

/** Leaves the county for good. */
export function goAway(turn: Turn, personAt: number, ended: 'move_out' | 'marriage_out'): void {
  const person = turn.family.persons[personAt];
  if (!person) return;
  const day = someDay(turn);
  tellVital(turn, person, 'move_out', day);
  stopWork(person);
  leave(turn, personAt, ended, day);
}
