/**
 * Names drawn by frequency: a surname that goes from father to child, a given name of the sex and the time of birth.
 */
import type { Rng } from '../../core/rng.ts';
import type { NameLists } from './lists.ts';

/** Draws names. */
export interface Namer {
  readonly surname: (rng: Rng) => string;
  readonly given: (rng: Rng, sex: 'male' | 'female', birthYear: number) => string;
  /** A character of given names, whatever the sex. */
  readonly character: (rng: Rng) => string;
}

/** A namer for the lists. */
export function createNamer(lists: NameLists): Namer {
  const surnames = weighted(Object.entries(lists.surnames));
  const male = lists.male.map(cohort);
  const female = lists.female.map(cohort);
  const any = [
    ...new Set([...lists.male, ...lists.female].flatMap(({ characters }) => Array.from(characters))),
  ];
  return {
    surname: surnames,
    given: (rng, sex, birthYear) => {
      const draw = ofYear(sex === 'male' ? male : female, birthYear).draw;
      const first = draw(rng);
      return rng.next() < ofYear(lists.one_character, birthYear).share ? first : first + draw(rng);
    },
    character: (rng) => any[rng.int(any.length)] ?? '',
  };
}

function cohort(list: NameLists['male'][number]): { until: number; draw: (rng: Rng) => string } {
  const entries = Array.from(list.characters).map((character, rank): [string, number] => [
    character,
    1 / (rank + 4),
  ]);
  return { until: list.until, draw: weighted(entries) };
}

function ofYear<Entry extends { readonly until: number }>(entries: readonly Entry[], year: number): Entry {
  const found = entries.find(({ until }) => year <= until) ?? entries.at(-1);
  if (!found) throw new RangeError('an empty list of cohorts');
  return found;
}

function weighted(entries: readonly (readonly [string, number])[]): (rng: Rng) => string {
  const sums: number[] = [];
  let total = 0;
  for (const [, weight] of entries) sums.push((total += weight));
  return (rng) => {
    const at = rng.next() * total;
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    return entries[low]?.[0] ?? '';
  };
}
