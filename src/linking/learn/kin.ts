import type { Rng } from '../../core/rng.ts';
import { families } from '../blocking/families.ts';
import { forEachOfKey } from '../blocking/key-index.ts';
import type { KnownPersons } from '../blocking/known-persons.ts';
import { fields, levelNumber } from '../levels.ts';
import { declaredChance, declaredMatch } from '../model/declared.ts';
import { LEVELS, ratesFromCounts, type ChanceRates, type Rates } from '../model/link-model.ts';
import { tally, type Subjects } from './subjects.ts';

/** Subjects whose kin are looked at, at most. */
const DRAWN = 200_000;
/** Persons looked at in one home or under one phone: institutions have hundreds. */
const LARGEST_HOME = 20;
/** Declared rates count as this many pairs. */
const STRENGTH = 10;

/** What kin and twins are like. */
interface Kin {
  readonly kin: ChanceRates;
  readonly twins: ChanceRates;
  readonly crowd: number;
}

/** Learns how subjects agree with persons that share the home or the phone of the person they are. */
export function learnKin(known: KnownPersons, subjects: Subjects, rng: Rng): Kin {
  const n = known.encoded.rows.length;
  const { birth } = known.encoded.rows;
  const counts = {
    kin: new Float64Array(fields.length * LEVELS),
    twins: new Float64Array(fields.length * LEVELS),
  };
  const looked = Math.min(subjects.count, DRAWN);
  const pairs = { kin: 0, twins: 0 };
  for (let k = 0; k < looked; k++) {
    const subject = looked === subjects.count ? k : rng.int(subjects.count);
    const person = subjects.personOf(subject);
    for (const other of contactsOf(known, person)) {
      subjects.compare(subject, other);
      const kind = birth[person] !== 0 && birth[person] === birth[other] ? 'twins' : 'kin';
      pairs[kind]++;
      tally(counts[kind], subjects.pattern);
    }
  }
  const rates = (kind: 'kin' | 'twins'): ChanceRates => {
    const learned = ratesFromCounts(counts[kind], declaredChance[kind].rates, STRENGTH);
    return {
      // Half a pair stands for what a small county has not shown.
      share: (pairs[kind] + 0.5) / Math.max(1, looked) / Math.max(1, n - 1),
      rates: subjects.areRows ? learned : asRowsWouldBe(learned),
    };
  };
  const crowd = Math.max(1, (pairs.kin + pairs.twins) / Math.max(1, looked));
  return { kin: rates('kin'), twins: rates('twins'), crowd };
}

/** Persons that share the home or the phone of person `i`. */
function contactsOf(known: KnownPersons, i: number): Iterable<number> {
  const found = new Set<number>();
  const home = known.homeKeys[i]!;
  const phone = known.phoneKeys[i]!;
  const add = (person: number): void => {
    if (person !== i && found.size < LARGEST_HOME) found.add(person);
  };
  if (home !== 0) forEachOfKey(known.homes, home, add);
  if (phone !== 0) forEachOfKey(known.indexes[families.indexOf('phone')]!, phone, add);
  return found;
}

/** What the rates would be with the errors of rows: where two persons have the same value, a row agrees as a match does. */
function asRowsWouldBe(rates: Rates): Rates {
  const { phone, address, birthDate } = levelNumber;
  const spread = (field: 'phone' | 'address' | 'birthDate', same: readonly number[]): readonly number[] => {
    const together = same.reduce((sum, level) => sum + rates[field][level]!, 0);
    return rates[field].map((rate, level) =>
      level === 0 ? 1 : together * declaredMatch[field][level]! + (same.includes(level) ? 0 : rate),
    );
  };
  return {
    ...rates,
    phone: spread('phone', [phone.same]),
    address: spread('address', [address.same, address.same_door]),
    birthDate: spread('birthDate', [birthDate.same]),
  };
}
