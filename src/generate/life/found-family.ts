/**
 * A family at the start: who lives together, how old, what they have learned, earn, own and suffer from.
 */
import type { Relation } from '../world/codes.ts';
import { aroundMedian, at, between, chance, pick } from '../world/draw.ts';
import { Home } from '../world/home.ts';
import type { Person } from '../world/person.ts';
import { ageOf, byPlace, membersOf, type Turn } from '../world/turn.ts';
import { pastDisability } from './disability.ts';
import { drawTraits, furnish } from './furnish.ts';
import { pastHealth } from './illness.ts';
import { join, NUMBERS_A_LINEAGE, setCoresident, toldHome } from './membership.ts';
import { birthDayAt, newPerson, schoolings } from './new-person.ts';
import { pastSchool } from './school.ts';
import { drawsWork, takeJob } from './jobs.ts';

/** Creates the family of a lineage; the turn's family must be empty. */
export function foundFamily(turn: Turn): Home {
  const { family, p, rng, rec, villages } = turn;
  const village = rng.int(villages.length);
  const { rural = false, kilometres = 0 } = villages[village] ?? {};
  const traits = drawTraits(turn, village, kilometres, rural);
  const home = new Home(traits, {
    at: rec.households.length,
    number: family.lineage * NUMBERS_A_LINEAGE,
    formedDay: turn.now.firstDay - 365 * (1 + rng.int(20)),
  });
  family.homes.push(home);
  if (!rec.isDeaf) rec.households.push(toldHome(turn, home));
  people(turn, home, 1 + pick(rng, p.people.sizeShares));
  const persons = membersOf(home);
  for (const person of persons) equip(turn, home, person);
  somebodyWorks(turn, home, persons);
  support(turn, home, persons);
  furnish(turn, home, usualIncome(turn, home, persons), turn.now.firstDay);
  return home;
}

/** Draws who lives together. */
function people(turn: Turn, home: Home, size: number): void {
  switch (size) {
    case 1: {
      alone(turn, home);
      return;
    }
    case 2: {
      two(turn, home);
      return;
    }
    case 3: {
      three(turn, home);
      return;
    }
    case 4: {
      four(turn, home);
      return;
    }
    default: {
      many(turn, home, size);
      return;
    }
  }
}

function drawnAge(turn: Turn, shares: readonly number[]): number {
  const { p, rng } = turn;
  const ages = [p.people.youngAges, p.people.middleAges, p.people.oldAges][pick(rng, shares)] ?? [];
  const old = at(ages, 0) >= 60;
  const share = old ? rng.next() ** 1.7 : rng.next();
  return Math.floor(at(ages, 0) + share * (at(ages, 1) - at(ages, 0) + 1));
}

function alone(turn: Turn, home: Home): void {
  const { p, rng } = turn;
  const age = drawnAge(turn, p.people.aloneAges);
  add(turn, home, { relation: 'head', age, isFemale: chance(rng, age >= 60 ? 0.6 : 0.42) });
}

function two(turn: Turn, home: Home): void {
  const { p, rng } = turn;
  const kind = pick(rng, p.people.pairKinds);
  if (kind === 0) couple(turn, home, drawnAge(turn, p.people.coupleAges));
  else if (kind === 1) {
    const head = add(turn, home, { relation: 'head', age: rngAge(turn, 27, 50), isFemale: chance(rng, 0.7) });
    child(turn, home, [head], 22);
  } else {
    const head = add(turn, home, { relation: 'head', age: rngAge(turn, 36, 60), isFemale: chance(rng, 0.3) });
    parent(turn, home, head, true);
  }
}

function three(turn: Turn, home: Home): void {
  const { p, rng } = turn;
  const kind = pick(rng, p.people.threeKinds);
  if (kind === 1) {
    const head = add(turn, home, { relation: 'head', age: rngAge(turn, 28, 50), isFemale: chance(rng, 0.7) });
    child(turn, home, [head], 20);
    child(turn, home, [head], 20);
    return;
  }
  const pair = couple(turn, home, headAge(turn));
  if (kind === 0) child(turn, home, pair, 32);
  else parent(turn, home, pair[0] ?? 0, true);
}

function four(turn: Turn, home: Home): void {
  const { p, rng } = turn;
  const kind = pick(rng, p.people.fourKinds);
  const pair = couple(turn, home, headAge(turn));
  if (kind < 2) child(turn, home, pair, 28);
  if (kind === 0) child(turn, home, pair, 28);
  else parents(turn, home, pair[0] ?? 0, kind === 1 ? 1 : 2);
}

function many(turn: Turn, home: Home, size: number): void {
  const { p, rng } = turn;
  const oneChild = size === 5 && pick(rng, p.people.fiveKinds) === 0;
  const pair = couple(turn, home, rngAge(turn, 28, 50));
  child(turn, home, pair, 24);
  if (!oneChild) child(turn, home, pair, 24);
  parents(turn, home, pair[0] ?? 0, size === 5 && !oneChild ? 1 : 2);
  const more = size >= 6 ? rng.int(2) : 0;
  for (let i = 0; i < more; i++) child(turn, home, pair, 24);
}

const rngAge = (turn: Turn, low: number, high: number): number =>
  Math.floor(between(turn.rng, low, high + 1));
const headAge = (turn: Turn): number =>
  rngAge(turn, at(turn.p.people.headAges, 0), at(turn.p.people.headAges, 1));

interface Someone {
  readonly relation: Relation;
  readonly age: number;
  readonly isFemale: boolean;
  readonly father?: number;
  readonly mother?: number;
}

function add(turn: Turn, home: Home, who: Someone): number {
  const birthDay = birthDayAt(turn, Math.max(0, who.age));
  const personAt = newPerson(turn, home, { ...who, birthDay });
  const day = Math.max(home.formedDay, birthDay);
  join(turn, personAt, home, { relation: who.relation, began: 'initial', day });
  return personAt;
}

function couple(turn: Turn, home: Home, age: number): readonly number[] {
  const { family, p, rng } = turn;
  const gap = Math.round(between(rng, at(p.people.spouseGap, 0), at(p.people.spouseGap, 1)));
  const husband = add(turn, home, { relation: 'head', age, isFemale: false });
  const wife = add(turn, home, { relation: 'spouse', age: Math.max(21, age - gap), isFemale: true });
  const [man, woman] = [family.persons[husband], family.persons[wife]];
  if (man && woman) {
    man.spouse = wife;
    woman.spouse = husband;
  }
  return [husband, wife];
}

/** A child of the given parents, at most `oldest` years old. */
function child(turn: Turn, home: Home, of: readonly number[], oldest: number): void {
  const { family, p, rng, now } = turn;
  const known = of.map((i) => family.persons[i]).filter((person) => person !== undefined);
  const mother = of.find((i) => family.persons[i]?.isFemale === true) ?? -1;
  const father = of.find((i) => family.persons[i]?.isFemale === false) ?? -1;
  const young = Math.min(...known.map((person) => ageOf(person, now)));
  const generation = between(rng, at(p.people.generation, 0), at(p.people.generation, 1));
  const age = Math.floor(Math.max(0, Math.min(oldest, young - generation + rng.int(3))));
  const isFemale = chance(rng, age >= 20 ? 0.4 : 0.47);
  add(turn, home, { relation: isFemale ? 'daughter' : 'son', age, isFemale, father, mother });
}

function parents(turn: Turn, home: Home, headAt: number, howMany: number): void {
  parent(turn, home, headAt, howMany === 1);
  if (howMany === 2) parent(turn, home, headAt, false);
}

/** A parent of the head; `alone` decides the sex at random, the second of two is the mother. */
function parent(turn: Turn, home: Home, headAt: number, isAlone: boolean): void {
  const { family, p, rng, now } = turn;
  const head = family.persons[headAt];
  if (!head) return;
  const isFemale = isAlone ? chance(rng, 0.66) : head.father >= 0;
  const generation = between(rng, at(p.people.generation, 0), at(p.people.generation, 1));
  const age = Math.min(96, Math.floor(ageOf(head, now) + generation));
  const personAt = add(turn, home, { relation: isFemale ? 'mother' : 'father', age, isFemale });
  const person = family.persons[personAt];
  if (!person) return;
  if (isFemale) head.mother = personAt;
  else head.father = personAt;
  const other = family.persons[isFemale ? head.father : head.mother];
  if (other && !isAlone) {
    person.spouse = isFemale ? head.father : head.mother;
    other.spouse = personAt;
  }
  tellParents(turn, head);
}

function tellParents(turn: Turn, head: Person): void {
  const { family, rec } = turn;
  const told = rec.persons[head.at];
  if (rec.isDeaf || !told) return;
  told.father = family.persons[head.father]?.at ?? -1;
  told.mother = family.persons[head.mother]?.at ?? -1;
}

/** Schooling, disability, pension, work, health, insurance, whether he lives here. */
function equip(turn: Turn, home: Home, person: Person): void {
  const { now, rec } = turn;
  const age = ageOf(person, now);
  pastSchool(turn, home, person);
  pastDisability(turn, person);
  const told = rec.persons[person.at];
  if (!rec.isDeaf && told) told.schooling = schoolings[person.schooling] ?? 'none';
  if (age >= retirementAge(turn, person)) pensionOf(turn, home, person, age);
  if (person.pension === 0 || (person.pension === 2 && home.rural)) workAtStart(turn, home, person, age);
  pastHealth(turn, home, person);
  settleIn(turn, person);
}

function settleIn(turn: Turn, person: Person): void {
  const { p, rng } = turn;
  person.scheme = person.job === 0 || person.pension === 1 ? 2 : chance(rng, p.health.uninsured) ? 0 : 1;
  const isGrownChild = (person.relation === 'son' || person.relation === 'daughter') && person.job >= 0;
  if (isGrownChild && chance(rng, p.people.awayShare)) setCoresident(turn, person, false);
  if (person.stage >= 6 && person.boards) setCoresident(turn, person, false);
}

function retirementAge(turn: Turn, person: Person): number {
  const { work } = turn.p;
  return person.isFemale ? work.retireFemale : work.retireMale;
}

function pensionOf(turn: Turn, home: Home, person: Person, age: number): void {
  const { p, rng } = turn;
  const tilt = Math.exp(0.35 * home.means + 0.1 * (person.schooling - 1));
  const isEmployee = chance(rng, Math.min(0.97, byPlace(p.income.employeePensionShare, home) * tilt));
  if (!isEmployee && age < 60) return;
  person.pension = isEmployee ? 1 : 2;
  person.pensionFen = isEmployee
    ? aroundMedian(rng, p.income.employeePensionFen, p.income.pensionSigma) *
      Math.exp(0.5 * p.income.familySigma * home.means)
    : aroundMedian(rng, p.income.residentPensionFen, p.income.residentSigma);
}

const LABOUR_FROM = 16;

function workAtStart(turn: Turn, home: Home, person: Person, age: number): void {
  const { p, rng } = turn;
  if (age < LABOUR_FROM || person.stage > 0 || !drawsWork(turn, home, person, age)) return;
  takeJob(turn, home, person, age);
  person.contributed = 12 + rng.int(120);
  if (age >= 60 || !chance(rng, p.work.unemployed * Math.sqrt(home.workFrailty))) return;
  person.lastJob = person.job;
  person.job = -1;
  person.jobless = 1 + rng.int(6);
}

/** Where nobody earns, somebody who can nearly always does. */
function somebodyWorks(turn: Turn, home: Home, persons: readonly Person[]): void {
  const { p, rng, now } = turn;
  if (persons.some((person) => person.job >= 0 || person.jobless > 0 || person.pension === 1)) return;
  const able = persons.find((person) => {
    const age = ageOf(person, now);
    return age >= 20 && age < 60 && person.stage === 0 && (person.grade === 0 || person.grade > 2);
  });
  if (!able || !chance(rng, at(p.work.necessity, 0))) return;
  takeJob(turn, home, able, ageOf(able, now));
  able.contributed = 12 + rng.int(120);
  if (able.job === 0) able.scheme = 2;
}

/** Children and relatives outside: for the old, and for some others. */
function support(turn: Turn, home: Home, persons: readonly Person[]): void {
  const { p, rng, now } = turn;
  const youngest = Math.min(...persons.map((person) => ageOf(person, now)));
  if (youngest < 60) return;
  home.noSupporters = chance(rng, persons.length === 1 ? p.people.noSupporters : p.people.noSupporters / 4);
  if (home.noSupporters || !chance(rng, p.income.remittanceShare)) return;
  const poor = persons.every((person) => person.pension !== 1);
  const wish = poor ? 1 : 0.25;
  home.remitting = true;
  home.remittanceFen = Math.round(
    aroundMedian(rng, p.income.remittanceFen, p.income.remittanceSigma) *
      wish *
      persons.length ** 0.7 *
      Math.exp(p.income.familySigma * home.means),
  );
}

function usualIncome(turn: Turn, home: Home, persons: readonly Person[]): number {
  const { p, rng } = turn;
  if (chance(rng, p.income.propertyShare * Math.exp(0.5 * home.means)))
    home.propertyFen = Math.round(
      aroundMedian(rng, p.income.propertyFen, p.income.propertySigma) * Math.exp(0.6 * home.means),
    );
  const own = persons.reduce(
    (sum, person) =>
      sum +
      (person.job >= 0 ? person.payFen : 0) +
      person.pensionFen +
      (person.pension === 2 ? p.income.basicPensionFen : 0),
    0,
  );
  return own + home.remittanceFen + home.propertyFen;
}
