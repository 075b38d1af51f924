/* eslint-disable @typescript-eslint/no-non-null-assertion -- columns are indexed inside checked bounds */
/**
 * Chance agreement, learned from pairs of known persons: strangers drawn at random, neighbours drawn from villages,
 * kin and twins found through their home and phone. Agreement on name and birth date is counted, not drawn.
 */
import { seededRng, type Rng } from '../../core/rng.ts';
import { families } from '../blocking/families.ts';
import { buildKeyIndex, forEachOfKey, type KeyIndex } from '../blocking/key-index.ts';
import type { KnownPersons } from '../blocking/known-persons.ts';
import { compareRows } from '../compare/compare-rows.ts';
import type { Encoded } from '../encode/columns.ts';
import { fields, levelNumber, type Pattern } from '../levels.ts';
import { declaredChance } from '../model/declared.ts';
import {
  LEVELS,
  ratesFromCounts,
  type ChanceRates,
  type LinkModel,
  type Rates,
} from '../model/link-model.ts';
import type { CharacterTable } from '../names/characters.ts';

/** Pairs drawn of strangers and of neighbours, and persons whose kin are looked at. */
const DRAWN = 200_000;
/** Persons looked at in one home or under one phone: institutions have hundreds. */
const LARGEST_HOME = 20;
/** Declared rates count as this many pairs. */
const STRENGTH = 10;

type Learned = Pick<LinkModel, 'chance' | 'sameName' | 'sameSurname' | 'crowd'>;

/** Learns chance agreement; with fewer than two persons the declared rates stand. */
export function learnChance(known: KnownPersons, characters: CharacterTable, seed: number): Learned {
  const { encoded } = known;
  const drawing: Drawing = {
    known,
    pattern: new Uint8Array(fields.length),
    rng: seededRng(`linking/${seed}`),
    compare: (i, j) =>
      compareRows({ characters, rows: encoded, persons: encoded, pattern: drawing.pattern }, i, j),
  };
  const { kin, twins, crowd } = learnKin(drawing);
  const villages = buildKeyIndex(villageKeys(encoded));
  const strangers = learnStrangers(drawing);
  const { sameName, sameSurname } = sameNames(known);
  return {
    chance: {
      strangers: { share: 1, rates: counted(strangers, known, sameName) },
      neighbours: learnNeighbours(drawing, villages),
      kin,
      twins,
    },
    sameName,
    sameSurname,
    crowd,
  };
}

interface Drawing {
  readonly known: KnownPersons;
  readonly pattern: Pattern;
  readonly rng: Rng;
  /** Writes how two persons agree into `pattern`. */
  readonly compare: (i: number, j: number) => void;
}

function tally(counts: Float64Array, pattern: Pattern): void {
  for (let f = 0; f < fields.length; f++) counts[f * LEVELS + pattern[f]!]!++;
}

function sharesContact(pattern: Pattern): boolean {
  const { same, same_door } = levelNumber.address;
  return pattern[3] === levelNumber.phone.same || pattern[4] === same || pattern[4] === same_door;
}

function learnStrangers({ known, pattern, rng, compare }: Drawing): Rates {
  const n = known.encoded.rows.length;
  const counts = new Float64Array(fields.length * LEVELS);
  for (let k = 0; n > 1 && k < DRAWN; k++) {
    const i = rng.int(n);
    const j = (i + 1 + rng.int(n - 1)) % n;
    compare(i, j);
    if (!sharesContact(pattern)) tally(counts, pattern);
  }
  return ratesFromCounts(counts, declaredChance.strangers.rates, STRENGTH);
}

function learnNeighbours({ known, pattern, rng, compare }: Drawing, villages: KeyIndex): ChanceRates {
  const n = known.encoded.rows.length;
  const counts = new Float64Array(fields.length * LEVELS);
  const entries = villages.persons.length;
  for (let k = 0; entries > 1 && k < DRAWN; k++) {
    const at = rng.int(entries);
    const bucket = villages.keys[at]! & villages.mask;
    const first = villages.start[bucket]!;
    const other = first + rng.int(villages.start[bucket + 1]! - first);
    if (other === at || villages.keys[other] !== villages.keys[at]) continue;
    compare(villages.persons[at]!, villages.persons[other]!);
    if (!sharesContact(pattern)) tally(counts, pattern);
  }
  return {
    share: samePairs(countsOf(villages.keys), n),
    rates: ratesFromCounts(counts, declaredChance.neighbours.rates, STRENGTH),
  };
}

function learnKin({ known, pattern, rng, compare }: Drawing): {
  readonly kin: ChanceRates;
  readonly twins: ChanceRates;
  readonly crowd: number;
} {
  const n = known.encoded.rows.length;
  const kinCounts = new Float64Array(fields.length * LEVELS);
  const twinCounts = new Float64Array(fields.length * LEVELS);
  const looked = Math.min(n, DRAWN);
  const pairs = { kin: 0, twins: 0 };
  for (let k = 0; k < looked; k++) {
    const i = looked === n ? k : rng.int(n);
    for (const j of contactsOf(known, i)) {
      compare(i, j);
      const twin = pattern[2] === levelNumber.birthDate.same;
      pairs[twin ? 'twins' : 'kin']++;
      tally(twin ? twinCounts : kinCounts, pattern);
    }
  }
  // Half a pair stands for what a small county has not shown.
  const share = (count: number) => (count + 0.5) / Math.max(1, looked) / Math.max(1, n - 1);
  return {
    kin: { share: share(pairs.kin), rates: ratesFromCounts(kinCounts, declaredChance.kin.rates, STRENGTH) },
    twins: {
      share: share(pairs.twins),
      rates: ratesFromCounts(twinCounts, declaredChance.twins.rates, STRENGTH),
    },
    crowd: Math.max(1, (pairs.kin + pairs.twins) / Math.max(1, looked)),
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

function sameNames({ encoded }: KnownPersons): { readonly sameName: number; readonly sameSurname: number } {
  const { rows, names } = encoded;
  const named = rows.name.filter((name) => name !== 0);
  const least = 1 / Math.max(1, rows.length);
  return {
    sameName: Math.max(
      least,
      samePairs(countsOf(named.map((name) => names.folded[name - 1]!)), named.length),
    ),
    sameSurname: Math.max(
      least,
      samePairs(countsOf(named.map((name) => names.foldedSurname[name - 1]!)), named.length),
    ),
  };
}

function villageKeys({ rows, addresses }: Encoded): Uint32Array {
  return rows.address.map((address) => (address === 0 ? 0 : addresses.village[address - 1]!));
}

function countsOf(keys: Uint32Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** Share of ordered pairs of `n` that are of one group. */
function samePairs(counts: ReadonlyMap<number, number>, n: number): number {
  let pairs = 0;
  for (const count of counts.values()) pairs += count * (count - 1);
  return n < 2 ? 0 : pairs / n / (n - 1);
}
