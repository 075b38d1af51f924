/**
 * How two names agree, by their UTF-16 units.
 */
import { levelNumber } from '../levels.ts';
import { soundOf, type CharacterTable } from './characters.ts';
import { looksAlike } from './similar.ts';

/** A name's units in a heap of texts. */
export interface NameTexts {
  readonly units: Uint16Array;
  /** `[names + 1]` */
  readonly start: Uint32Array;
  /** `[names]` units of the surname. */
  readonly surname: Uint8Array;
}

const level = levelNumber.name;

/** Two sets of names and what is known of their characters. */
export interface NamePair {
  readonly characters: CharacterTable;
  readonly a: NameTexts;
  readonly b: NameTexts;
}

/** Number of a level in `nameLevels` for name `i` of `a` and name `j` of `b`; neither is empty. */
export function compareNames(pair: NamePair, i: number, j: number): number {
  const lengthA = pair.a.start[i + 1]! - pair.a.start[i]!;
  const lengthB = pair.b.start[j + 1]! - pair.b.start[j]!;
  if (lengthA === lengthB) return compareSameLength(pair, i, j, lengthA);
  if (Math.abs(lengthA - lengthB) === 1 && Math.min(lengthA, lengthB) > 1 && lacksOne(pair, i, j)) {
    return level.one_character_missing;
  }
  return bySurname(pair, i, j);
}

function compareSameLength(pair: NamePair, i: number, j: number, length: number): number {
  const { simple } = pair.characters;
  const startA = pair.a.start[i]!;
  const startB = pair.b.start[j]!;
  let traditional = 0;
  let differing = 0;
  let at = -1;
  for (let k = 0; k < length && differing <= 2; k++) {
    const x = pair.a.units[startA + k]!;
    const y = pair.b.units[startB + k]!;
    if (x === y) continue;
    if (simple[x] === simple[y]) traditional++;
    else if (differing++ === 0) at = k;
  }
  if (differing === 0) return traditional > 0 ? level.same_traditional : level.same;
  const sound = bySound(pair, i, j, length);
  if (sound !== level.different) return sound;
  if (differing === 1 && length > 1) {
    const similar = looksAlike(simple[pair.a.units[startA + at]!]!, simple[pair.b.units[startB + at]!]!);
    return similar ? level.one_similar_character : byLength(length);
  }
  return differing === 2 && swapped(pair, i, j, length) ? level.characters_swapped : bySurname(pair, i, j);
}

/** Level of names that differ in one character that is nothing like the other. */
function byLength(length: number): number {
  return length > 2 ? level.one_of_many_characters : level.one_of_two_characters;
}

/** Level of names of one length that sound the same; `different` where they do not. */
function bySound(pair: NamePair, i: number, j: number, length: number): number {
  const { simple } = pair.characters;
  let answer: number = level.same_pinyin;
  for (let k = 0; k < length; k++) {
    const x = simple[pair.a.units[pair.a.start[i]! + k]!]!;
    const y = simple[pair.b.units[pair.b.start[j]! + k]!]!;
    if (x === y) continue;
    const kind = soundOf(pair.characters, x, y);
    if (kind === 'other') return level.different;
    if (kind === 'same_but_tone') answer = level.same_pinyin_but_tone;
  }
  return answer;
}

/** Whether the two characters that differ stand in exchanged places. */
function swapped(pair: NamePair, i: number, j: number, length: number): boolean {
  const { simple } = pair.characters;
  const unitA = (k: number): number => simple[pair.a.units[pair.a.start[i]! + k]!]!;
  const unitB = (k: number): number => simple[pair.b.units[pair.b.start[j]! + k]!]!;
  let first = 0;
  while (unitA(first) === unitB(first)) first++;
  let last = length - 1;
  while (unitA(last) === unitB(last)) last--;
  return unitA(first) === unitB(last) && unitA(last) === unitB(first);
}

/** Whether leaving out one unit of the longer name gives the shorter. */
function lacksOne(pair: NamePair, i: number, j: number): boolean {
  const { simple } = pair.characters;
  const endA = pair.a.start[i + 1]!;
  const endB = pair.b.start[j + 1]!;
  let x = pair.a.start[i]!;
  let y = pair.b.start[j]!;
  const longerA = endA - x > endB - y;
  let skipped = 0;
  while (x < endA && y < endB) {
    if (simple[pair.a.units[x]!] === simple[pair.b.units[y]!]) {
      x++;
      y++;
      continue;
    }
    if (++skipped > 1) return false;
    if (longerA) x++;
    else y++;
  }
  return true;
}

function bySurname(pair: NamePair, i: number, j: number): number {
  const { simple } = pair.characters;
  const length = pair.a.surname[i]!;
  if (length !== pair.b.surname[j]!) return level.different;
  for (let k = 0; k < length; k++) {
    const x = pair.a.units[pair.a.start[i]! + k]!;
    const y = pair.b.units[pair.b.start[j]! + k]!;
    if (simple[x] !== simple[y]) return level.different;
  }
  return level.same_surname;
}
