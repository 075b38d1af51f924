/**
 * A person as the simulation steps him: one class, so that the code that steps millions of them is compiled for one
 * shape.
 */
import type { Relation } from './codes.ts';
import { FLOWS, RING, zeros } from './memory.ts';

/** What a person is born with. */
export interface Birth {
  readonly number: number;
  readonly isFemale: boolean;
  readonly birthDay: number;
  readonly father: number;
  readonly mother: number;
  readonly frailty: number;
}

/** A person as it stands at the end of a month; when made, everything is at rest. */
export class Person {
  at = -1;
  number = 0;
  isFemale = false;
  birthDay = 0;
  /** −1 while alive. */
  deathDay = -1;
  /** Position of the household; −1 when dead or gone for good. */
  home = -1;
  relation: Relation = 'other';
  coresident = true;
  /** Position of the open membership in the history. */
  spell = -1;
  father = -1;
  mother = -1;
  spouse = -1;
  /** 0 none … 5 bachelor. */
  schooling = 0;
  /** Stage now attended: 0 none, 1 preschool … 8 graduate. */
  stage = 0;
  stageYear = 0;
  boards = false;
  /** 0 formal, 1 informal, 2 farming, 3 self-employed, −1 no work. */
  job = -1;
  lastJob = -1;
  /** Wants work. */
  active = false;
  jobless = 0;
  /** Usual pay a month at the plan's start's prices. */
  payFen = 0;
  /** Months of reduced pay left, and the share still paid. */
  distress = 0;
  distressPay = 1;
  /** Lasting level of a business, 1 is usual. */
  level = 1;
  /** Business income of the quarter, to be declared at its end. */
  undeclaredFen = 0;
  contributed = 0;
  /** Contributions are paid on the least base, not on the pay. */
  declaresLeast = false;
  benefitLeft = 0;
  benefitFen = 0;
  registered = false;
  newWorkMonths = 0;
  /** 0 none, 1 resident, 2 employee. */
  scheme = 1;
  /** 0 none, 1 employee, 2 resident. */
  pension = 0;
  pensionFen = 0;
  frailty = 1;
  chronic = false;
  /** Position in `diagnoses`, −1 when not gravely ill. */
  ill = -1;
  illSince = 0;
  acuteUntil = 0;
  illUntil = 0;
  /** Months until a coming diagnosis; 0 when none. */
  prodrome = 0;
  coming = -1;
  disability = 0;
  grade = 0;
  disabledSince = 0;
  certified = false;
  needsCare = false;
  caring = false;
  detained = 0;
  missing = false;
  onTekun = false;
  /** Paid monthly to this person: disability living, nursing, elder allowance, orphan. */
  livingFen = 0;
  nursingFen = 0;
  elderFen = 0;
  orphanFen = 0;
  tekunFen = 0;
  /** Of the calendar year: left after basic insurance, paid by serious illness insurance, by medical aid. */
  yearAfterBasicFen = 0;
  yearSeriousFen = 0;
  yearAidFen = 0;
  providentFen = 0;
  /** Months in which the memory of flows still changes; 0 when all of it is zero. */
  flowing = 0;
  /** This month's flows, sums of 12 months, ring of 12 months. */
  money = zeros(FLOWS * (RING + 2));

  constructor({ number, isFemale, birthDay, father, mother, frailty }: Birth) {
    this.number = number;
    this.isFemale = isFemale;
    this.birthDay = birthDay;
    this.father = father;
    this.mother = mother;
    this.frailty = frailty;
  }
}

/** The first person is laid out for amounts that are no whole numbers, for the reason given at the first household. */
function layOut(): void {
  const birth = { number: 0, isFemale: false, birthDay: 0, father: -1, mother: -1, frailty: 0.5 };
  const person = new Person(birth);
  for (const key of ['payFen', 'pensionFen', 'distressPay', 'level'] as const) person[key] = 0.5;
}

layOut();

/** Adds to a flow of the month. */
export function flow(person: Person, kind: number, amountFen: number): void {
  person.money[kind] = (person.money[kind] ?? 0) + Math.round(amountFen);
  person.flowing = RING + 1;
}

/** A flow of the last 12 months. */
export function yearly(person: Person, kind: number): number {
  return person.money[FLOWS + kind] ?? 0;
}

/** Closes the month: flows move into the 12-month memory. */
export function closeFlows(person: Person, month: number): void {
  if (person.flowing === 0) return;
  person.flowing--;
  const { money } = person;
  const slot = (2 + (((month % RING) + RING) % RING)) * FLOWS;
  for (let kind = 0; kind < FLOWS; kind++) {
    const now = money[kind] ?? 0;
    const yearAgo = money[slot + kind] ?? 0;
    if (now === 0 && yearAgo === 0) continue;
    money[FLOWS + kind] = (money[FLOWS + kind] ?? 0) + now - yearAgo;
    money[slot + kind] = now;
    money[kind] = 0;
  }
}
