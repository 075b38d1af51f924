/* eslint-disable @typescript-eslint/no-non-null-assertion -- columns are indexed inside checked bounds */
/**
 * Chance agreement: how subjects (rows whose person is known, or else the known persons themselves) agree with other
 * persons. Strangers are drawn at random, neighbours from the person's village, kin and twins through the person's
 * home and phone. Rows as subjects carry the departments' errors into the rates, as the rows to be linked will.
 */
import type { Rng } from '../../core/rng.ts';
import { families } from '../blocking/families.ts';
import { buildKeyIndex, forEachOfKey, type KeyIndex } from '../blocking/key-index.ts';
import type { KnownPersons } from '../blocking/known-persons.ts';
import type { Encoded } from '../encode/columns.ts';
import { fields, levelNumber, type Pattern } from '../levels.ts';
import { declaredChance, declaredMatch } from '../model/declared.ts';
import {
  LEVELS,
  ratesFromCounts,
  type ChanceRates,
  type LinkModel,
  type Rates,
} from '../model/link-model.ts';
import { countsOf, samePairs, sameNames } from './same-names.ts';

/** Pairs drawn of strangers and of neighbours, and subjects whose kin are looked at. */
const DRAWN = 200_000;
/** Persons looked at in one home or under one phone: institutions have hundreds. */
const LARGEST_HOME = 20;
/** Declared rates count as this many pairs. */
const STRENGTH = 10;

/** Those whose agreement with others is looked at. */
export interface Subjects {
  readonly count: number;
  /** The person that subject `k` is. */
  readonly personOf: (k: number) => number;
  /** Writes how subject `k` agrees with a person into `pattern`. */
  readonly compare: (k: number, person: number) => void;
  readonly pattern: Pattern;
  /** Whether subjects bear the errors of rows. */
  readonly areRows: boolean;
}

type Learned = Pick<LinkModel, 'chance' | 'sameName' | 'sameSurname' | 'crowd'>;

/** Learns chance agreement; where there is nothing to compare the declared rates stand. */
export function learnChance(known: KnownPersons, subjects: Subjects, rng: Rng): Learned {
  const { kin, twins, crowd } = learnKin(known, subjects, rng);
  const { sameName, sameSurname } = sameNames(known.encoded);
  return {
    chance: {
      strangers: { share: 1, rates: counted(learnStrangers(known, subjects, rng), known, sameName) },
      neighbours: learnNeighbours(known, subjects, rng),
      kin,
      twins,
    },
    sameName,
    sameSurname,
    crowd,
  };
}

function tally(counts: Float64Array, pattern: Pattern): void {
  for (let f = 0; f < fields.length; f++) counts[f * LEVELS + pattern[f]!]!++;
}

function shareContact({ homeKeys, phoneKeys }: KnownPersons, a: number, b: number): boolean {
  const home = homeKeys[a]!;
  const phone = phoneKeys[a]!;
  return (home !== 0 && home === homeKeys[b]) || (phone !== 0 && phone === phoneKeys[b]);
}

function learnStrangers(known: KnownPersons, subjects: Subjects, rng: Rng): Rates {
  const n = known.encoded.rows.length;
  const counts = new Float64Array(fields.length * LEVELS);
  for (let k = 0; n > 1 && subjects.count > 0 && k < DRAWN; k++) {
    const subject = rng.int(subjects.count);
    const person = subjects.personOf(subject);
    const other = (person + 1 + rng.int(n - 1)) % n;
    if (shareContact(known, person, other)) continue;
    subjects.compare(subject, other);
    tally(counts, subjects.pattern);
  }
  return ratesFromCounts(counts, declaredChance.strangers.rates, STRENGTH);
}

function learnNeighbours(known: KnownPersons, subjects: Subjects, rng: Rng): ChanceRates {
  const n = known.encoded.rows.length;
  const keys = villageKeys(known.encoded);
  const villages = buildKeyIndex(keys);
  const counts = new Float64Array(fields.length * LEVELS);
  for (let k = 0; subjects.count > 0 && k < DRAWN; k++) {
    const subject = rng.int(subjects.count);
    const person = subjects.personOf(subject);
    if (keys[person] === 0) continue;
    const other = drawOfKey(villages, keys[person]!, rng);
    if (other === person || keys[other] !== keys[person] || shareContact(known, person, other)) continue;
    subjects.compare(subject, other);
    tally(counts, subjects.pattern);
  }
  return {
    share: samePairs(countsOf(villages.keys), n),
    rates: ratesFromCounts(counts, declaredChance.neighbours.rates, STRENGTH),
  };
}

/** A person of the key's bucket. */
function drawOfKey(index: KeyIndex, key: number, rng: Rng): number {
  const bucket = key & index.mask;
  const first = index.start[bucket]!;
  return index.persons[first + rng.int(index.start[bucket + 1]! - first)]!;
}

interface Kin {
  readonly kin: ChanceRates;
  readonly twins: ChanceRates;
  readonly crowd: number;
}

function learnKin(known: KnownPersons, subjects: Subjects, rng: Rng): Kin {
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
      rates: subjects.areRows ? learned : asRowsAreWritten(learned),
    };
  };
  const crowd = Math.max(1, (pairs.kin + pairs.twins) / Math.max(1, looked));
  return { kin: rates('kin'), twins: rates('twins'), crowd };
}

/** Persons of one register write their common address in one way; rows write it as often otherwise as matches do. */
function asRowsAreWritten(rates: Rates): Rates {
  const { same, same_door } = levelNumber.address;
  const together = rates.address[same]! + rates.address[same_door]!;
  const matches = declaredMatch.address[same]! + declaredMatch.address[same_door]!;
  return {
    ...rates,
    address: rates.address.map((rate, level) =>
      level === same || level === same_door ? (together * declaredMatch.address[level]!) / matches : rate,
    ),
  };
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

/** Strangers' rates with what can be counted over all pairs put in place of what was drawn. */
function counted(rates: Rates, { encoded }: KnownPersons, sameName: number): Rates {
  const n = encoded.rows.length;
  const sameBirth = samePairs(countsOf(encoded.rows.birth.filter((birth) => birth !== 0)), n);
  const put = (values: readonly number[], level: number, rate: number): readonly number[] =>
    values.map((value, i) => (i === level && rate > 0 ? rate : value));
  return {
    ...rates,
    name: put(rates.name, levelNumber.name.same, sameName),
    birthDate: put(rates.birthDate, levelNumber.birthDate.same, sameBirth),
  };
}

function villageKeys({ rows, addresses }: Encoded): Uint32Array {
  return rows.address.map((address) => (address === 0 ? 0 : addresses.village[address - 1]!));
}
