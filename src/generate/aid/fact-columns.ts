/**
 * The facts of the households that are due, as columns for the rules: what the inquiry finds, not what is true.
 */
import {
  columnIn,
  factById,
  startArena,
  type Arena,
  type FactColumn,
  type Population,
} from '../../policy/index.ts';
import { JzError } from '../../core/errors/index.ts';
import type { Relation } from '../world/codes.ts';
import type { Home } from '../world/home.ts';
import { flows } from '../world/memory.ts';
import { yearly, type Person } from '../world/person.ts';
import { personOf } from '../world/state.ts';
import { ageOf, isBroke, membersOf, type Turn } from '../world/turn.ts';

const personIds = [
  'person.age',
  'person.relation',
  'person.coresident',
  'person.support_duty',
  'person.imprisoned',
  'person.declared_missing',
  'person.disability_type',
  'person.disability_grade',
  'person.needs_long_care',
  'person.self_care_failures',
  'person.severe_illness',
  'person.work',
  'person.registered_unemployed',
  'person.new_work_months',
  'person.new_work_income',
  'person.new_work_on_dibao',
  'person.wage',
  'person.business',
  'person.property',
  'person.pension',
  'person.basic_pension',
  'person.unemployment_benefit',
  'person.support_received',
  'person.contributions',
  'person.insurance',
  'person.medical_in_scope',
  'person.medical_out_of_scope',
  'person.basic_paid',
  'person.aid_paid',
  'person.education_fees',
  'person.rehabilitation',
  'person.student',
  'person.boards',
  'person.father',
  'person.mother',
  'person.on_tekun',
  'person.on_dibao',
] as const;
const householdIds = [
  'household.rural',
  'household.no_other_supporters',
  'household.financial_assets',
  'household.homes',
  'household.home_area',
  'household.non_residential',
  'household.vehicles',
  'household.vehicle_value',
  'household.registered_capital',
  'household.dibao_held',
  'household.dibao_amount_held',
  'household.income_rose_from_work',
  'household.months_over_line',
  'household.living_costs',
  'household.temporary_aid_this_year',
  'household.emergency',
  'household.emergency_loss',
  'household.basic_living_at_risk',
  'household.tenure',
  'household.dwelling_grade',
  'household.rent',
] as const;
type Id = (typeof personIds)[number] | (typeof householdIds)[number];

/** Households at most in one batch. */
export const BATCH_HOMES = 256;
const BATCH_PERSONS = BATCH_HOMES * 12;

/** Columns that are filled again and again, in memory where the rules read them. */
export interface FactBatch {
  readonly columns: Readonly<Record<Id, FactColumn>>;
  readonly map: Population['columns'];
  readonly personStart: Uint32Array;
  readonly arena: Arena;
  homes: number;
  persons: number;
}

/** An empty batch. */
export function newBatch(): FactBatch {
  const arena = startArena();
  const start = arena.take((BATCH_HOMES + 1) * Uint32Array.BYTES_PER_ELEMENT);
  const personStart = new Uint32Array(arena.memory.buffer, start, BATCH_HOMES + 1);
  const made = [...personIds, ...householdIds].map((id) => [id, columnOf(id, arena)] as const);
  const columns = Object.fromEntries(made) as Record<Id, FactColumn>;
  return { columns, map: new Map(made), personStart, arena, homes: 0, persons: 0 };
}

function columnOf(id: Id, arena: Arena): FactColumn {
  const fact = factById(id);
  if (!fact) throw new JzError('JZ_INTERNAL', { problem: `no fact ${id}` });
  const form = fact.kind === 'number' ? 'double' : 'byte';
  return columnIn(arena, form, fact.level === 'person' ? BATCH_PERSONS : BATCH_HOMES);
}

/** The batch as a population. */
export function populationIn({ homes, personStart, map, arena }: FactBatch): Population {
  return { nHouseholds: homes, personStart, columns: map, arena };
}

/** Whether another household of this size still fits. */
export function fits(batch: FactBatch, home: Home): boolean {
  return batch.homes < BATCH_HOMES && batch.persons + home.members.length <= BATCH_PERSONS;
}

/** Adds a household; its persons keep the order of `home.members`. */
export function addFacts(batch: FactBatch, turn: Turn, home: Home): void {
  const i = batch.homes;
  householdFacts(batch, turn, home, i);
  const persons = membersOf(home);
  persons.forEach((person, k) => {
    personFacts(batch, turn, home, person, batch.persons + k);
    moneyFacts(batch, home, person, batch.persons + k);
    impute(batch, turn, person, batch.persons + k);
  });
  batch.persons += persons.length;
  batch.homes = i + 1;
  batch.personStart[i + 1] = batch.persons;
}

function householdFacts({ columns: c }: FactBatch, turn: Turn, home: Home, i: number): void {
  const { p } = turn;
  c['household.rural'][i] = home.rural ? 1 : 0;
  c['household.no_other_supporters'][i] = home.noSupporters ? 1 : 0;
  c['household.financial_assets'][i] = Math.round(home.assetsFen * home.visibleAssets);
  c['household.homes'][i] = home.homes;
  c['household.home_area'][i] = home.areaM2;
  c['household.non_residential'][i] = home.shops;
  c['household.vehicles'][i] = home.cars;
  c['household.vehicle_value'][i] = home.carFen;
  c['household.registered_capital'][i] = home.capitalFen;
  c['household.dibao_held'][i] = home.status === 1 ? 1 : 0;
  c['household.dibao_amount_held'][i] = home.dibaoFen;
  c['household.income_rose_from_work'][i] = hasNewWork(home) ? 1 : 0;
  c['household.months_over_line'][i] = home.overMonths;
  c['household.living_costs'][i] = Math.round(12 * home.size * turn.now.law.standardFen * p.aid.livingShare);
  c['household.temporary_aid_this_year'][i] = home.temporaryThisYear;
  c['household.emergency'][i] = home.emergency;
  c['household.emergency_loss'][i] = home.emergencyFen;
  c['household.basic_living_at_risk'][i] = isBroke(turn, home) || home.emergencyFen > home.assetsFen ? 1 : 0;
  c['household.tenure'][i] = home.tenure;
  c['household.dwelling_grade'][i] = home.grade;
  c['household.rent'][i] = home.rentFen;
}

/** Whether somebody has taken up work in the last year while on aid. */
export function hasNewWork(home: Home): boolean {
  return membersOf(home).some((person) => person.newWorkMonths > 0 && person.newWorkMonths <= 12);
}

function personFacts({ columns: c }: FactBatch, turn: Turn, home: Home, person: Person, k: number): void {
  const { now } = turn;
  const age = ageOf(person, now);
  c['person.age'][k] = Math.max(0, age);
  c['person.relation'][k] = relationCodes[person.relation];
  c['person.coresident'][k] = person.coresident ? 1 : 0;
  c['person.support_duty'][k] = owesSupport(person, age) ? 1 : 0;
  c['person.imprisoned'][k] = person.detained > 0 ? 1 : 0;
  c['person.declared_missing'][k] = person.missing ? 1 : 0;
  c['person.disability_type'][k] = person.certified ? person.disability : 0;
  c['person.disability_grade'][k] = person.certified ? person.grade : 0;
  c['person.needs_long_care'][k] = person.needsCare ? 1 : 0;
  c['person.self_care_failures'][k] = selfCareFailures(person, age);
  c['person.severe_illness'][k] = person.ill >= 0 ? 1 : 0;
  c['person.work'][k] = workCode(person, age);
  c['person.registered_unemployed'][k] = person.registered ? 1 : 0;
  c['person.student'][k] = person.stage;
  c['person.boards'][k] = person.boards ? 1 : 0;
  c['person.father'][k] = parentCode(turn, person.father);
  c['person.mother'][k] = parentCode(turn, person.mother);
  c['person.on_tekun'][k] = person.onTekun ? 1 : 0;
  c['person.on_dibao'][k] = home.status === 1 ? 1 : 0;
  c['person.insurance'][k] = person.scheme;
}

function moneyFacts({ columns: c }: FactBatch, home: Home, person: Person, k: number): void {
  const worked = yearly(person, flows.wage) + yearly(person, flows.business);
  const unseen = worked > 0 ? (yearly(person, flows.hidden) * (1 - home.visibleIncome)) / worked : 0;
  const seen = Math.max(0, 1 - unseen);
  const isNew = person.newWorkMonths > 0 && home.status === 1;
  c['person.wage'][k] = Math.round(yearly(person, flows.wage) * seen);
  c['person.business'][k] = Math.round(yearly(person, flows.business) * seen);
  c['person.property'][k] = yearly(person, flows.property);
  c['person.pension'][k] = yearly(person, flows.pension);
  c['person.basic_pension'][k] = yearly(person, flows.basicPension);
  c['person.unemployment_benefit'][k] = yearly(person, flows.benefit);
  c['person.support_received'][k] = Math.round(yearly(person, flows.support) * home.visibleIncome);
  c['person.contributions'][k] = Math.round(yearly(person, flows.deducted) * seen);
  c['person.medical_in_scope'][k] = yearly(person, flows.inScope);
  c['person.medical_out_of_scope'][k] = yearly(person, flows.outOfScope);
  c['person.basic_paid'][k] = yearly(person, flows.basicPaid);
  c['person.aid_paid'][k] = yearly(person, flows.aidPaid);
  c['person.education_fees'][k] = yearly(person, flows.education);
  c['person.rehabilitation'][k] = yearly(person, flows.rehabilitation);
  c['person.new_work_months'][k] = isNew ? person.newWorkMonths : 0;
  c['person.new_work_on_dibao'][k] = isNew ? 1 : 0;
  c['person.new_work_income'][k] = isNew ? Math.round(yearly(person, flows.wage) * seen) : 0;
}

/** Who could work and does not is held to earn something, unless illness, disability, age or care forbid it. */
function impute({ columns: c }: FactBatch, turn: Turn, person: Person, k: number): void {
  const { p, now } = turn;
  if (!isAble(person, ageOf(person, now)) || person.stage > 0 || person.detained > 0) return;
  const least = Math.round(12 * p.aid.imputed * now.law.minWageFen);
  const own =
    (c['person.wage'][k] ?? 0) + (c['person.business'][k] ?? 0) + (c['person.unemployment_benefit'][k] ?? 0);
  if (own < least) c['person.wage'][k] = (c['person.wage'][k] ?? 0) + least - own;
}

function isAble(person: Person, age: number): boolean {
  const isHealthy = person.grade === 0 && person.ill < 0 && !person.chronic;
  return isHealthy && age >= 20 && age < 55 && !person.caring && person.pension === 0;
}

/** Positions in the policy's list of relations to the applicant. */
const relationCodes: Readonly<Record<Relation, number>> = {
  head: 0,
  spouse: 1,
  son: 2,
  daughter: 2,
  father: 3,
  mother: 3,
  grandson: 4,
  granddaughter: 4,
  grandparent: 5,
  sibling: 6,
  daughter_in_law: 7,
  son_in_law: 7,
  other: 9,
};

/** In-laws and grandchildren of a household that lives as one count like its own. */
function owesSupport(person: Person, age: number): boolean {
  const { relation } = person;
  return (
    relation === 'daughter_in_law' || relation === 'son_in_law' || relationCodes[relation] === 4 || age < 18
  );
}

function selfCareFailures(person: Person, age: number): number {
  if (person.grade === 1) return 5;
  if (person.needsCare) return 2;
  return age >= 90 ? 1 : 0;
}

function workCode(person: Person, age: number): number {
  const kinds = [1, 2, 3, 2];
  if (person.job >= 0) return kinds[person.job] ?? 1;
  if (person.stage > 0) return 5;
  if (person.pension > 0 || age >= 60) return 6;
  return person.jobless > 0 ? 4 : 0;
}

/** 0 present, 1 dead, 2 missing, 4 severe disability, 5 severe illness, 6 imprisoned. */
function parentCode(turn: Turn, parentAt: number): number {
  const parent = personOf(turn.family, parentAt);
  if (!parent) return 0;
  if (parent.deathDay >= 0) return 1;
  if (parent.missing) return 2;
  if (parent.detained > 0) return 6;
  if (parent.certified && parent.grade <= 2) return 4;
  return parent.ill >= 0 && turn.now.month < parent.acuteUntil ? 5 : 0;
}
