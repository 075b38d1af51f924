/**
 * One month of a family's life, before anything is spent or asked for.
 */
import type { Home } from '../world/home.ts';
import { ageOf, type Turn } from '../world/turn.ts';
import { strikeHome, strikePerson } from './accidents.ts';
import { mayDivorce, mayMarry } from './couples.ts';
import { stepDisability } from './disability.ts';
import { endCare, stepHealth } from './illness.ts';
import { payHousehold } from './pay.ts';
import { mayRepair } from './spending.ts';
import { stepSchool } from './school.ts';
import { dies, mayGiveBirth, mayVanish } from './vital.ts';
import { stepWork } from './work.ts';
import { turnYear } from './year.ts';

/** Lives a household's month: who comes and goes, health, school, work; then everybody is paid. */
export function liveMonth(turn: Turn, home: Home): void {
  home.rigidFen = 0;
  if (turn.now.ofYear === 1) home.temporaryThisYear = 0;
  strikeHome(turn, home);
  const { members } = home;
  const { length } = members;
  // Those who join during the month come after these; those who leave are taken out of another list.
  for (let i = 0; i < length; i++) livePerson(turn, home, members[i] ?? -1);
  if (home.members.length === 0) return;
  endCare(turn, home);
  mayRepair(turn, home);
  payHousehold(turn, home);
}

function livePerson(turn: Turn, home: Home, personAt: number): void {
  const person = turn.family.persons[personAt];
  if (!person || turn.family.homes[person.home] !== home) return;
  const age = ageOf(person, turn.now);
  if (dies(turn, home, personAt, age)) return;
  if (mayVanish(turn, home, personAt, age) || mayMarry(turn, home, personAt, age)) return;
  mayGiveBirth(turn, home, personAt, age);
  if (mayDivorce(turn, home, personAt) && turn.family.homes[person.home] !== home) return;
  turnYear(turn, home, person);
  if (isMilestone(turn, person.birthDay, age)) home.stale = true;
  if (person.detained > 0 || person.missing) return;
  stepHealth(turn, home, person, age);
  strikePerson(turn, home, person, age);
  stepDisability(turn, home, person, age);
  stepSchool(turn, home, person, age);
  stepWork(turn, home, person, age);
}

/** The months in which an allowance by age may begin. */
function isMilestone(turn: Turn, birthDay: number, age: number): boolean {
  const DAYS_PER_YEAR = 365.25;
  const isRound = age >= 60 && age % 10 === 0;
  return isRound && turn.now.firstDay + 15 - birthDay - age * DAYS_PER_YEAR < 31;
}
