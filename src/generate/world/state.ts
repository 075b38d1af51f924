/**
 * The state of a family (one founding household and what came of it): plain data that can be cloned and stepped again.
 * `home` and person references are positions within the family; `at` is the position in the chunk's history.
 */
import { Home } from './home.ts';
import { Person } from './person.ts';

/** One founding household and all that came of it. */
export interface Family {
  readonly lineage: number;
  readonly homes: Home[];
  readonly persons: Person[];
}

/** A person by position; none at −1, which an array looks up as a name, several times slower. */
export function personOf(family: Family, position: number): Person | undefined {
  return position < 0 ? undefined : family.persons[position];
}

/** A copy that shares nothing. */
export function cloneFamily(family: Family): Family {
  const persons = family.persons.map((person) =>
    Object.assign(new Person(person), person, { money: person.money.slice() }),
  );
  const homes = family.homes.map((home) =>
    Object.assign(new Home(home, home), home, {
      members: [...home.members],
      people: home.members.flatMap((i) => persons[i] ?? []),
      incomeRing: home.incomeRing.slice(),
      rigidRing: home.rigidRing.slice(),
      sizeRing: home.sizeRing.slice(),
      shocks: home.shocks.slice(),
    }),
  );
  return { lineage: family.lineage, persons, homes };
}
