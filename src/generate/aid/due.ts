/**
 * Which households the office looks at this month.
 */
import type { Home } from '../world/home.ts';
import type { Person } from '../world/person.ts';
import { personOf } from '../world/state.ts';
import { ageOf, membersOf, type Turn } from '../world/turn.ts';

const ALLOWANCE_AGE = 80;

/** Whether an application is to be decided, a status reviewed, or personal allowances set anew. */
export function isDue(turn: Turn, home: Home): boolean {
  const { month } = turn.now;
  if (home.members.length === 0) return false;
  if (home.asked >= 0 && month >= home.decideMonth) return true;
  if (home.status > 0 && month >= home.reviewMonth) return true;
  const isNewYear = turn.now.ofYear === 1;
  if (!home.stale && !isNewYear) return false;
  home.stale = false;
  return home.status > 0 || hasAllowances(turn, home);
}

function hasAllowances(turn: Turn, home: Home): boolean {
  const persons = membersOf(home);
  return persons.some(
    (person) =>
      person.certified ||
      ageOf(person, turn.now) >= ALLOWANCE_AGE ||
      isWithoutParents(turn, person.father, person.mother),
  );
}

function isWithoutParents({ family }: Turn, father: number, mother: number): boolean {
  return isLost(personOf(family, father)) || isLost(personOf(family, mother));
}

function isLost(parent: Person | undefined): boolean {
  if (!parent) return false;
  return parent.deathDay >= 0 || parent.detained > 0 || parent.missing || parent.grade === 1;
}
