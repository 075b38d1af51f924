/**
 * Made-up people in households, with realistic collisions: shared surnames, names, homes and phones, twins, clans.
 * Identity numbers are of area 99, which is not assigned: no real person has one.
 */
import type { Rng } from '../../core/rng.ts';
import type { IdentityFields } from '../types.ts';
import { drawGivenCharacter, drawSurname } from './name-lists.ts';

/** A person of whom all is known. */
export interface Person extends IdentityFields {
  readonly name: string;
  readonly sex: '1' | '2';
  readonly birthDate: string;
  readonly phone: string;
  readonly address: string;
  readonly idNumber: string;
}

type Draft = Omit<Person, 'phone' | 'address' | 'idNumber'>;

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const TWIN_BIRTHS = 0.012;
const CLAN_SHARE = 0.3;
/** Persons in a village. */
const VILLAGE = 1_500;

/** So many people, household by household. */
export function makePeople(count: number, rng: Rng): Person[] {
  const people: Person[] = [];
  const numbers = newNumbers();
  const villages = Array.from({ length: Math.ceil(count / VILLAGE) }, (_, i) => newVillage(i, rng));
  for (let household = 0; people.length < count; household++) {
    const village = villages[rng.int(villages.length)]!;
    const members = draftHousehold(village.clan, rng);
    const address = addressOf(village, rng);
    const phone = phoneNumber(rng);
    for (const member of members) {
      const age = 2024 - Number(member.birthDate.slice(0, 4));
      const own = age >= 16 && age < 65 && rng.next() < 0.75;
      people.push({
        ...member,
        address,
        phone: own ? phoneNumber(rng) : phone,
        idNumber: numbers.next(member, rng),
      });
    }
  }
  return people.slice(0, count);
}

interface Village {
  readonly text: string;
  readonly clan: string;
  readonly rural: boolean;
}

const placeCharacters =
  '青白石桥头山水柳溪云龙凤高大小上下东西南北新前后双长金银梅兰竹松杨李桃花清泉沙河湖塘坪岭坡湾';

function newVillage(index: number, rng: Rng): Village {
  const placeAt = (at: number): string => placeCharacters[at % placeCharacters.length]!;
  const draw = (): string => placeAt(rng.int(placeCharacters.length));
  const town = placeAt(Math.floor(index / 12)) + placeAt(Math.floor(index / 600));
  const rural = rng.next() < 0.6;
  const place = `${draw()}${draw()}${rural ? '村' : '小区'}`;
  return { text: `云溪县${town}${rural ? '镇' : '街道'}${place}`, clan: drawSurname(rng), rural };
}

function addressOf({ text, rural }: Village, rng: Rng): string {
  return rural
    ? `${text}${1 + rng.int(12)}组${1 + rng.int(60)}号`
    : `${text}${1 + rng.int(20)}栋${1 + rng.int(3)}单元${1 + rng.int(18)}0${1 + rng.int(2)}室`;
}

function draftHousehold(clan: string, rng: Rng): readonly Draft[] {
  const surname = rng.next() < CLAN_SHARE ? clan : drawSurname(rng);
  const headYear = 1940 + rng.int(60);
  const head = draft(surname, rng.next() < 0.8 ? '1' : '2', headYear, rng);
  const members = [head];
  if (rng.next() < 0.7) {
    members.push(draft(drawSurname(rng), head.sex === '1' ? '2' : '1', headYear - 4 + rng.int(8), rng));
    addChildren(members, surname, headYear, rng);
  }
  if (rng.next() < 0.15) members.push(draft(surname, '1', headYear - 22 - rng.int(10), rng));
  return members;
}

function addChildren(members: Draft[], surname: string, parentYear: number, rng: Rng): void {
  const children = rng.int(4) - (rng.next() < 0.5 ? 1 : 0);
  const generation = rng.next() < 0.4;
  for (let c = 0; c < children; c++) {
    const year = parentYear + 20 + rng.int(16);
    if (year > 2023) continue;
    const child = draft(surname, rng.next() < 0.52 ? '1' : '2', year, rng);
    const shared = generation && child.name.length > 2 ? child.name[1]! : '';
    members.push(child);
    if (rng.next() < TWIN_BIRTHS) members.push(twinOf(child, shared, rng));
  }
}

function twinOf(child: Draft, shared: string, rng: Rng): Draft {
  const sex = rng.next() < 0.65 ? child.sex : child.sex === '1' ? '2' : '1';
  const other = draft(child.name[0]!, sex, Number(child.birthDate.slice(0, 4)), rng);
  const given = shared === '' ? other.name.slice(1) : shared + other.name.slice(-1);
  const name = child.name[0]! + given;
  return { name: name === child.name ? `${name}一` : name, sex, birthDate: child.birthDate };
}

function draft(surname: string, sex: '1' | '2', year: number, rng: Rng): Draft {
  const single = rng.next() < (year > 1998 ? 0.1 : 0.25);
  const first = drawGivenCharacter(rng, sex, year);
  const name = surname + first + (single ? '' : drawGivenCharacter(rng, sex, year));
  const month = rng.int(12);
  const day = 1 + rng.int(DAYS[month]!);
  return { name, sex, birthDate: dateText(year, month + 1, day) };
}

/** `YYYY-MM-DD` */
export function dateText(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Eleven digits that no network gives out. */
export function phoneNumber(rng: Rng): string {
  return `12${String(rng.int(1_000_000_000)).padStart(9, '0')}`;
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Numbers of area 99 with a right check digit, none given twice. */
function newNumbers(): { next(person: Draft, rng: Rng): string } {
  const given = new Map<string, number>();
  return {
    next: ({ birthDate, sex }, rng) => {
      let area = 990_000 + rng.int(3);
      const key = (): string => `${area}${birthDate}${sex}`;
      while ((given.get(key()) ?? 0) > 498) area++;
      const serial = given.get(key()) ?? 0;
      given.set(key(), serial + 1);
      const order = 2 * serial + (sex === '1' ? 1 : 2);
      const body = `${area}${birthDate.replaceAll('-', '')}${String(order).padStart(3, '0')}`;
      const sum = weights.reduce((total, weight, i) => total + weight * Number(body[i]), 0);
      return body + '10X98765432'[sum % 11]!;
    },
  };
}
