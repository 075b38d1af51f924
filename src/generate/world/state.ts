/**
 * The state of a family (one founding household and what came of it): plain data that can be cloned and stepped again.
 * `home` and person references are positions within the family; `at` is the position in the chunk's history.
 */
import type { Relation } from './codes.ts';

/** Yearly flows of a person, in the order of `Person.money`. */
export const flows = {
  wage: 0,
  business: 1,
  property: 2,
  pension: 3,
  basicPension: 4,
  benefit: 5,
  support: 6,
  inScope: 7,
  outOfScope: 8,
  basicPaid: 9,
  aidPaid: 10,
  selfPaid: 11,
  education: 12,
  deducted: 13,
  rehabilitation: 14,
  hidden: 15,
} as const;
export const FLOWS = 16;
export const RING = 12;

/** A person as it stands at the end of a month. */
export interface Person {
  at: number;
  number: number;
  isFemale: boolean;
  birthDay: number;
  /** −1 while alive. */
  deathDay: number;
  /** Position of the household; −1 when dead or gone for good. */
  home: number;
  relation: Relation;
  coresident: boolean;
  /** Position of the open membership in the history. */
  spell: number;
  father: number;
  mother: number;
  spouse: number;
  /** 0 none … 5 bachelor. */
  schooling: number;
  /** Stage now attended: 0 none, 1 preschool … 8 graduate. */
  stage: number;
  stageYear: number;
  boards: boolean;
  /** 0 formal, 1 informal, 2 farming, 3 self-employed, −1 no work. */
  job: number;
  lastJob: number;
  /** Wants work. */
  active: boolean;
  jobless: number;
  /** Usual pay a month at the plan's start's prices. */
  payFen: number;
  /** Months of reduced pay left, and the share still paid. */
  distress: number;
  distressPay: number;
  /** Lasting level of a business, 1 is usual. */
  level: number;
  /** Business income of the quarter, to be declared at its end. */
  undeclaredFen: number;
  contributed: number;
  /** Contributions are paid on the least base, not on the pay. */
  declaresLeast: boolean;
  benefitLeft: number;
  benefitFen: number;
  registered: boolean;
  newWorkMonths: number;
  /** 0 none, 1 resident, 2 employee. */
  scheme: number;
  /** 0 none, 1 employee, 2 resident. */
  pension: number;
  pensionFen: number;
  frailty: number;
  chronic: boolean;
  /** Position in `diagnoses`, −1 when not gravely ill. */
  ill: number;
  illSince: number;
  acuteUntil: number;
  illUntil: number;
  /** Months until a coming diagnosis; 0 when none. */
  prodrome: number;
  coming: number;
  disability: number;
  grade: number;
  disabledSince: number;
  certified: boolean;
  needsCare: boolean;
  caring: boolean;
  detained: number;
  missing: boolean;
  onTekun: boolean;
  /** Paid monthly to this person: disability living, nursing, elder allowance, orphan. */
  livingFen: number;
  nursingFen: number;
  elderFen: number;
  orphanFen: number;
  tekunFen: number;
  /** Of the calendar year: left after basic insurance, paid by serious illness insurance, by medical aid. */
  yearAfterBasicFen: number;
  yearSeriousFen: number;
  yearAidFen: number;
  providentFen: number;
  /** Months in which the memory of flows still changes; 0 when all of it is zero. */
  flowing: number;
  /** This month's flows, sums of 12 months, ring of 12 months. */
  money: number[];
}

/** A household as it stands at the end of a month. */
export interface Home {
  at: number;
  number: number;
  village: number;
  rural: boolean;
  kilometres: number;
  dwelling: number;
  formedDay: number;
  dissolvedDay: number;
  members: number[];
  /** The persons `members` points at, in the same order. */
  people: Person[];
  /** Lasting, hidden: standard normal of means, and risk factors of health and work. */
  means: number;
  healthFrailty: number;
  workFrailty: number;
  /** Below `aid.reticence`: never asks by itself. */
  reticence: number;
  visibleIncome: number;
  /** Share of a hole that relatives fill; 0 for those without such relatives. */
  kin: number;
  visibleAssets: number;
  assetsFen: number;
  debtFen: number;
  spendFen: number;
  mortgageFen: number;
  rentFen: number;
  /** 0 owned, 1 public rental, 2 private rental. */
  tenure: number;
  homes: number;
  areaM2: number;
  grade: number;
  shops: number;
  cars: number;
  carFen: number;
  capitalFen: number;
  firm: number;
  firmKind: number;
  rentArrears: number;
  remittanceFen: number;
  remitting: boolean;
  noSupporters: boolean;
  propertyFen: number;
  powerScale: number;
  powerArrears: number;
  waterArrears: number;
  water: number;
  /** 0 none, 1 dibao, 2 dibian, 3 tekun, 4 rigid. */
  status: number;
  dibaoFen: number;
  statusSince: number;
  reviewMonth: number;
  leftMonth: number;
  /** Item asked for (position in `aidItems`), −1 when none is pending. */
  asked: number;
  askedMonth: number;
  decideMonth: number;
  coolUntil: number;
  temporaryThisYear: number;
  /** Months over the line at the last reviews; things owned that have a number; months lived through. */
  overMonths: number;
  things: number;
  lived: number;
  temporaryFen: number;
  /** Code of the emergency and its cost, for temporary aid. */
  emergency: number;
  emergencyFen: number;
  stale: boolean;
  monitored: boolean;
  /** Of the month: disposable income without aid, aid, rigid spending, persons. */
  incomeFen: number;
  aidFen: number;
  rigidFen: number;
  size: number;
  /** Rings of 12 months: income without aid, rigid spending, persons. */
  incomeRing: number[];
  rigidRing: number[];
  sizeRing: number[];
  levelFen: number;
  inNeed: boolean;
  /** Months in need without a break, and months clear of it. */
  needMonths: number;
  clear: number;
  /** Month of the latest shock of each cause. */
  shocks: number[];
  cause: number;
}

/** One founding household and all that came of it. */
export interface Family {
  readonly lineage: number;
  readonly homes: Home[];
  readonly persons: Person[];
}

/** A copy that shares nothing. */
export function cloneFamily(family: Family): Family {
  const persons = family.persons.map((person) => ({ ...person, money: person.money.slice() }));
  return {
    lineage: family.lineage,
    persons,
    homes: family.homes.map((home) => ({
      ...home,
      members: [...home.members],
      people: home.members.flatMap((i) => persons[i] ?? []),
      incomeRing: home.incomeRing.slice(),
      rigidRing: home.rigidRing.slice(),
      sizeRing: home.sizeRing.slice(),
      shocks: home.shocks.slice(),
    })),
  };
}

/** Zeros in plain memory: small typed arrays cost more to make and to collect than they save. */
export function zeros(length: number): number[] {
  return new Array<number>(length).fill(0);
}

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
    money[FLOWS + kind] = (money[FLOWS + kind] ?? 0) + now - (money[slot + kind] ?? 0);
    money[slot + kind] = now;
    money[kind] = 0;
  }
}

/** Sum over the last `months` of a ring whose newest month is `month`. */
export function lastMonths(ring: readonly number[], month: number, months: number): number {
  let sum = 0;
  if (months >= RING) {
    for (const value of ring) sum += value;
    return sum;
  }
  for (let back = 0; back < months; back++) sum += ring[(((month - back) % RING) + RING) % RING] ?? 0;
  return sum;
}

/** Writes the month into a ring. */
export function remember(ring: number[], month: number, value: number): void {
  ring[((month % RING) + RING) % RING] = Math.round(value);
}
