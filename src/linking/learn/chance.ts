/**
 * Chance agreement: how subjects (rows whose person is known, or else the known persons themselves) agree with other
 * persons. Strangers are drawn at random, neighbours from the person's village, kin and twins through the person's
 * home and phone. Rows as subjects carry the departments' errors into the rates, as the rows to be linked will.
 */
import type { Rng } from '../../core/rng.ts';
import { buildKeyIndex, type KeyIndex } from '../blocking/key-index.ts';
import type { KnownPersons } from '../blocking/known-persons.ts';
import type { Encoded } from '../encode/columns.ts';
import { fields, levelNumber } from '../levels.ts';
import { declaredChance } from '../model/declared.ts';
import {
  LEVELS,
  ratesFromCounts,
  type ChanceRates,
  type LinkModel,
  type Rates,
} from '../model/link-model.ts';
import { learnKin } from './kin.ts';
import { withSameHeads } from './same-heads.ts';
import { countsOf, samePairs, sameNames } from './same-names.ts';
import { shareContact, tally, type Subjects } from './subjects.ts';

/** Pairs drawn of strangers and of neighbours. */
const DRAWN = 200_000;
/** Declared rates count as this many pairs. */
const STRENGTH = 10;

type Learned = Pick<LinkModel, 'chance' | 'sameName' | 'sameSurname' | 'crowd'>;

/** Learns chance agreement; where there is nothing to compare the declared rates stand. */
export function learnChance(known: KnownPersons, subjects: Subjects, rng: Rng): Learned {
  const { kin, twins, crowd } = learnKin(known, subjects, rng);
  const { sameName, sameSurname } = sameNames(known.encoded);
  const strangers = counted(learnStrangers(known, subjects, rng), known, sameName);
  const neighbours = learnNeighbours(known, subjects, rng);
  const { idNumber } = withSameHeads(strangers, known, rng);
  const withIds = ({ share, rates }: ChanceRates): ChanceRates => ({ share, rates: { ...rates, idNumber } });
  return {
    chance: {
      strangers: { share: 1, rates: { ...strangers, idNumber } },
      neighbours: withIds(neighbours),
      kin: withIds(kin),
      twins,
    },
    sameName,
    sameSurname,
    crowd,
  };
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
