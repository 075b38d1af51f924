/**
 * Identities of synthetic persons and homes: all a department ever sees of them. Made from the person's number in
 * the county alone, so that a person is the same in every chunk size and every file.
 */
import { seededRng, type Rng } from '../../core/rng.ts';
import { Word } from '../files/word.ts';
import { NUMBERS_A_FAMILY } from '../life/new-person.ts';
import type { ChunkHistory, MembershipSpell } from '../world/types.ts';
import type { Calendar } from './calendar.ts';
import { identitySerial, syntheticNumber } from './identity-number.ts';
import type { PlaceLists } from './lists.ts';
import type { Namer } from './names.ts';
import { sexWords } from './words.ts';

/** A person as papers show them. */
export interface Face {
  /** Identity number, 18 characters. */
  readonly number: Word;
  readonly name: Word;
  /** 男 or 女. */
  readonly sex: Word;
  readonly birthDay: number;
  readonly phone: Word;
  /** The number some departments still have. */
  readonly formerPhone: Word;
}

/** A household as papers show it. */
export interface Home {
  /** 户号. */
  readonly number: Word;
  readonly address: Word;
  /** 12-digit code of the village. */
  readonly region: Word;
}

/** Identities of one chunk. */
export interface Faces {
  person(person: number): Face;
  home(household: number): Home;
  /** The household a person belongs to on a day; the nearest in time when they belong to none. */
  homeOf(person: number, day: number): number;
  /** The head of a household on a day; −1 when there never was one. */
  headOf(household: number, day: number): number;
}

/**
 * No operator was given 154 when this was written (general knowledge, not verified); eight digits follow.
 */
const PHONE_PREFIX = '154';

/** Identities for a chunk's persons and households. */
export function createFaces(
  history: ChunkHistory,
  calendar: Calendar,
  sources: {
    readonly namer: Namer;
    readonly places: PlaceLists;
    readonly seed: string;
    readonly region: string;
  },
): Faces {
  const { namer, places, seed, region } = sources;
  const faces: Face[] = [];
  const surnames: string[] = [];
  const surname = (person: number): string =>
    (surnames[person] ??=
      inherited(history.persons[person]?.father ?? -1) ?? namer.surname(rngOf('surname', person)));
  const inherited = (father: number): string | null => (father < 0 ? null : surname(father));
  const rngOf = (use: string, person: number): Rng =>
    seededRng(`${seed}/${use}/${history.persons[person]?.number ?? -1}`);

  const face = (person: number): Face => {
    const truth = history.persons[person];
    if (!truth) throw new RangeError(`person ${person}`);
    const rng = rngOf('face', person);
    const serial = identitySerial(truth.number, NUMBERS_A_FAMILY);
    return {
      number: new Word(syntheticNumber(calendar.day(truth.birthDay, 'compact').text, truth.sex, serial)),
      name: new Word(surname(person) + namer.given(rng, truth.sex, calendar.yearOf(truth.birthDay))),
      sex: sexWords[truth.sex],
      birthDay: truth.birthDay,
      phone: drawnPhone(rng),
      formerPhone: drawnPhone(rng),
    };
  };
  const homes: Home[] = [];
  const spellsOf = group(history.memberships, (spell) => spell.person);
  const headsOf = group(
    history.memberships.filter(({ relation }) => relation === 'head'),
    (spell) => spell.household,
  );
  return {
    person: (person) => (faces[person] ??= face(person)),
    home: (household) => (homes[household] ??= homeAt(history, household, places, region)),
    homeOf: (person, day) => spellOn(spellsOf.get(person), day)?.household ?? -1,
    headOf: (household, day) => spellOn(headsOf.get(household), day)?.person ?? -1,
  };
}

function homeAt(history: ChunkHistory, household: number, places: PlaceLists, region: string): Home {
  const truth = history.households[household];
  if (!truth) throw new RangeError(`household ${household}`);
  const { dwelling, village } = truth;
  const township = Number(village.slice(6, 9)) - 1;
  const place = `${places.county}${pick(places.townships, township)}`;
  const house = truth.rural
    ? `${villageName(places, Number(village.slice(6)))}村${(dwelling % 12) + 1}组${(Math.floor(dwelling / 12) % 180) + 1}号`
    : `${pick(places.streets, dwelling)}${(Math.floor(dwelling / 7) % 300) + 1}号${(dwelling % 24) + 1}幢${(Math.floor(dwelling / 24) % 4) + 1}单元${(Math.floor(dwelling / 96) % 18) + 1}0${(dwelling % 4) + 1}室`;
  return {
    number: new Word(`${region}${String(truth.number).padStart(9, '0')}`),
    address: new Word(place + house),
    region: new Word(village),
  };
}

function villageName(places: PlaceLists, code: number): string {
  const { village_first: first, village_second: second } = places;
  return pick(first, code) + pick(second, Math.floor(code / first.length) + code);
}

function pick(words: readonly string[], position: number): string {
  return words[((position % words.length) + words.length) % words.length] ?? '';
}

function group(
  spells: readonly MembershipSpell[],
  key: (spell: MembershipSpell) => number,
): Map<number, MembershipSpell[]> {
  const groups = new Map<number, MembershipSpell[]>();
  for (const spell of spells) {
    const known = groups.get(key(spell));
    if (known) known.push(spell);
    else groups.set(key(spell), [spell]);
  }
  return groups;
}

/** The spell a day lies in, else the last one begun before it, else the first. */
function spellOn(spells: readonly MembershipSpell[] | undefined, day: number): MembershipSpell | undefined {
  let found = spells?.[0];
  for (const spell of spells ?? [])
    if (spell.fromDay <= day && spell.fromDay >= (found?.fromDay ?? day)) found = spell;
  return found;
}

function drawnPhone(rng: Rng): Word {
  return new Word(PHONE_PREFIX + String(rng.int(100_000_000)).padStart(8, '0'));
}
