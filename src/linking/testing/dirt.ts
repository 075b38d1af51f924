/**
 * What departments make of a person: rows with the usual share of missing, misspelt and outdated values.
 */
import { pinyin } from 'pinyin-pro';
import type { Rng } from '../../core/rng.ts';
import type { IdentityFields } from '../types.ts';
import { givenCharacters } from './name-lists.ts';
import { dateText, phoneNumber, type Person } from './people.ts';

/** Shares of rows with each defect. */
export interface DirtRates {
  readonly numberMissing: number;
  readonly numberDamaged: number;
  readonly nameWrong: number;
  readonly birthWrong: number;
  readonly phoneMissing: number;
  readonly phoneChanged: number;
  readonly addressChanged: number;
}

/** The departments' usual dirt. */
export const usualDirt: DirtRates = {
  numberMissing: 0.03,
  numberDamaged: 0.01,
  nameWrong: 0.08,
  birthWrong: 0.03,
  phoneMissing: 0.12,
  phoneChanged: 0.18,
  addressChanged: 0.2,
};

/** A department's row about the person; `others` give the addresses that people move to. */
export function dirty(person: Person, others: readonly Person[], rates: DirtRates, rng: Rng): IdentityFields {
  const phoneDraw = rng.next();
  const numberDraw = rng.next();
  return {
    name: rng.next() < rates.nameWrong ? wrongName(person.name, rng) : person.name,
    sex: rng.next() < 0.002 ? (person.sex === '1' ? '2' : '1') : person.sex,
    birthDate: rng.next() < rates.birthWrong ? wrongBirth(person.birthDate, rng) : person.birthDate,
    phone:
      phoneDraw < rates.phoneMissing
        ? null
        : phoneDraw < rates.phoneMissing + rates.phoneChanged
          ? phoneNumber(rng)
          : person.phone,
    address:
      rng.next() < rates.addressChanged
        ? others[rng.int(others.length)]!.address
        : rng.next() < 0.2
          ? person.address.replace('云溪县', '')
          : person.address,
    idNumber:
      numberDraw < rates.numberMissing
        ? null
        : numberDraw < rates.numberMissing + rates.numberDamaged
          ? damaged(person.idNumber, rng)
          : person.idNumber,
  };
}

const homophones = new Map<string, string[]>();
const soundOf = (character: string): string => pinyin(character, { toneType: 'none' });
for (const character of givenCharacters) {
  const sound = soundOf(character);
  homophones.set(sound, [...(homophones.get(sound) ?? []), character]);
}

/** One character replaced: by a homophone where there is one, in half of the cases; else by any. */
function wrongName(name: string, rng: Rng): string {
  const at = rng.next() < 0.15 ? 0 : 1 + rng.int(name.length - 1);
  const right = name[at]!;
  const alike = (homophones.get(soundOf(right)) ?? []).filter((character) => character !== right);
  const pool = alike.length > 0 && rng.next() < 0.6 ? alike : givenCharacters;
  return name.slice(0, at) + pool[rng.int(pool.length)]! + name.slice(at + 1);
}

function wrongBirth(date: string, rng: Rng): string {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  const day = Number(date.slice(8, 10));
  const draw = rng.next();
  if (draw < 0.4) return oneDigitWrong(date, rng);
  if (draw < 0.6 && day <= 12) return dateText(year, day, month);
  if (draw < 0.8) return dateText(year, month, 1 + rng.int(28));
  return dateText(year - 5 + rng.int(10), 1 + rng.int(12), 1 + rng.int(28));
}

function oneDigitWrong(date: string, rng: Rng): string {
  const at = [3, 6, 8, 9][rng.int(4)]!;
  return date.slice(0, at) + String(rng.int(at === 8 ? 3 : at === 6 ? 2 : 10)) + date.slice(at + 1);
}

function damaged(number: string, rng: Rng): string {
  const draw = rng.next();
  const at = rng.int(17);
  if (draw < 0.45)
    return number.slice(0, at) + String((Number(number[at]) + 1 + rng.int(9)) % 10) + number.slice(at + 1);
  if (draw < 0.7) return number.slice(0, at) + number[at + 1]! + number[at]! + number.slice(at + 2);
  if (draw < 0.9) return `${number.slice(0, 15)}000`;
  if (draw < 0.95) return number.slice(0, 6) + number.slice(8, 17);
  return `${number.slice(0, 6)}********${number.slice(14)}`;
}
