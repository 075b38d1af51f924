/**
 * Counts the population once a year, for the calibration table.
 */
import type { Stock } from '../world/types.ts';
import type { Home } from '../world/home.ts';
import { RING } from '../world/memory.ts';
import type { Person } from '../world/person.ts';
import { ageOf, membersOf, type Turn } from '../world/turn.ts';

type Counts = { -readonly [K in keyof Stock]: number };
const OLD = 60;
const LABOUR_FROM = 16;

/** Adds the family to the year's count in the recorder. */
export function countStock(turn: Turn): void {
  const { rec, now, family } = turn;
  if (!rec.isOn || now.month % RING !== 0) return;
  let stock = stockOf(turn);
  if (!stock) {
    stock = emptyStock(now.month);
    rec.stocks.push(stock);
  }
  for (const home of family.homes) if (home.members.length > 0) countHome(turn, stock, home);
}

function stockOf({ rec, now }: Turn): Counts | undefined {
  return rec.stocks.find((stock) => stock.month === now.month);
}

function emptyStock(month: number): Counts {
  return {
    month,
    households: 0,
    persons: 0,
    rural: 0,
    disabled: 0,
    severe: 0,
    certified: 0,
    withDisabled: 0,
    labour: 0,
    unemployed: 0,
    old: 0,
    oldChronic: 0,
    dibao: 0,
    dibian: 0,
    entitled: 0,
    entitledAided: 0,
    residentInsured: 0,
    employeeInsured: 0,
  };
}

function countHome(turn: Turn, stock: Counts, home: Home): void {
  const persons = membersOf(home);
  stock.households++;
  stock.persons += persons.length;
  if (home.rural) stock.rural += persons.length;
  if (persons.some((person) => person.grade > 0)) stock.withDisabled++;
  const single = home.status === 2 && home.dibaoFen > 0 ? 1 : 0;
  if (home.status === 1 || home.status === 3) stock.dibao += persons.length;
  if (home.status === 2) stock.dibian += persons.length - single;
  stock.dibao += single;
  for (const person of persons) countPerson(turn, stock, home, person);
}

function countPerson(turn: Turn, stock: Counts, home: Home, person: Person): void {
  const age = ageOf(person, turn.now);
  if (person.grade > 0) stock.disabled++;
  if (person.grade === 1 || person.grade === 2) stock.severe++;
  if (person.certified) stock.certified++;
  if (age >= OLD) stock.old++;
  if (age >= OLD && person.chronic) stock.oldChronic++;
  if (person.scheme === 1) stock.residentInsured++;
  if (person.scheme === 2) stock.employeeInsured++;
  if (!home.rural && age >= LABOUR_FROM && age < OLD) countLabour(stock, person);
}

function countLabour(stock: Counts, person: Person): void {
  if (person.job >= 0 || person.jobless > 0) stock.labour++;
  if (person.jobless > 0) stock.unemployed++;
}

/** Counts a household in need that the rules would aid; whether it is aided. */
export function countEntitled(turn: Turn, isAided: boolean): void {
  const stock = turn.rec.isOn ? stockOf(turn) : undefined;
  if (!stock) return;
  stock.entitled++;
  if (isAided) stock.entitledAided++;
}

/** Whether the household is to be put to the rules for that count. */
export function isSurveyed(turn: Turn, home: Home): boolean {
  return turn.rec.isOn && turn.now.month % RING === 0 && home.inNeed && home.members.length > 0;
}
