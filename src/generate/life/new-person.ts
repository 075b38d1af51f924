/**
 * Makes a person with everything at rest.
 */
import type { Relation } from '../world/codes.ts';
import { spread } from '../world/draw.ts';
import type { Home } from '../world/home.ts';
import { Person } from '../world/person.ts';
import { personOf } from '../world/state.ts';
import type { Turn } from '../world/turn.ts';

/** What is known of a person to be made. */
export interface PersonDraft {
  readonly isFemale: boolean;
  readonly birthDay: number;
  readonly relation: Relation;
  readonly father?: number;
  readonly mother?: number;
}

/** Numbers given to the persons of one founding household. */
export const NUMBERS_A_FAMILY = 256;
export const schoolings = ['none', 'primary', 'junior', 'senior', 'college', 'bachelor'] as const;

const DAYS_PER_YEAR = 365.25;

/** A birthday that makes a person `age` years old this month. */
export function birthDayAt(turn: Turn, age: number): number {
  return Math.floor(turn.now.firstDay - (age + turn.rng.next()) * DAYS_PER_YEAR) + 1;
}

/** Makes a person and writes him into the history; puts him in no household yet. Returns his position. */
export function newPerson(turn: Turn, home: Home, draft: PersonDraft): number {
  const { family, rec, rng, p } = turn;
  const father = draft.father ?? -1;
  const mother = draft.mother ?? -1;
  const number = family.lineage * NUMBERS_A_FAMILY + family.persons.length;
  const frailty = home.healthFrailty * spread(rng, p.health.frailtyOwnSigma);
  const { isFemale, birthDay, relation } = draft;
  const person = new Person({ number, isFemale, birthDay, father, mother, frailty });
  person.relation = relation;
  if (!rec.isDeaf) {
    person.at = rec.persons.length;
    rec.persons.push({
      number,
      sex: isFemale ? 'female' : 'male',
      birthDay,
      deathDay: -1,
      father: personOf(family, father)?.at ?? -1,
      mother: personOf(family, mother)?.at ?? -1,
      schooling: 'none',
    });
  }
  family.persons.push(person);
  return family.persons.length - 1;
}
