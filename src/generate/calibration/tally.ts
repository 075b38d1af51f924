/**
 * Exact sums over a chunk, to be added up over chunks in any order: a numerator and a denominator for every quantity.
 */
import { diagnoses } from '../world/diagnoses.ts';
import type { CountyPlan } from '../world/county-plan.ts';
import type { ChunkHistory } from '../world/types.ts';
import type { Fraction, Put } from './put.ts';
import { tallyIncome, type IncomeHistogram } from './tally-income.ts';
import { tallyAid } from './tally-aid.ts';

/** What has been counted so far. */
export interface Tally {
  readonly fractions: Readonly<Record<string, Fraction>>;
  readonly incomes: IncomeHistogram;
}

/** Counts a chunk. */
export function tallyChunk(plan: CountyPlan, history: ChunkHistory): Tally {
  const fractions: Record<string, [number, number]> = {};
  const put: Put = (id, numerator, denominator) => {
    const held = (fractions[id] ??= [0, 0]);
    held[0] += numerator;
    held[1] += denominator;
  };
  sizes(history, put);
  population(plan, history, put);
  const personYears = tallyPersonYears(plan, history, put);
  illness(history, put, personYears);
  bills(plan, history, put);
  work(history, put);
  tallyAid(plan, history, put);
  rows(history, put);
  return { fractions, incomes: tallyIncome(plan, history, put) };
}

/** Adds two tallies. */
export function addTallies(a: Tally, b: Tally): Tally {
  const ids = new Set([...Object.keys(a.fractions), ...Object.keys(b.fractions)]);
  const none: Fraction = [0, 0];
  const fractions = Object.fromEntries(
    [...ids].map((id) => {
      const [x, y] = [a.fractions[id] ?? none, b.fractions[id] ?? none];
      return [id, [x[0] + y[0], x[1] + y[1]] as const];
    }),
  );
  const summed = (x: readonly number[], y: readonly number[]): number[] =>
    x.map((value, i) => value + (y[i] ?? 0));
  return {
    fractions,
    incomes: {
      persons: summed(a.incomes.persons, b.incomes.persons),
      sumYuan: summed(a.incomes.sumYuan, b.incomes.sumYuan),
    },
  };
}

function sizes({ truth }: ChunkHistory, put: Put): void {
  for (let i = 0; i < truth.count; i++) {
    const size = truth.size[i] ?? 0;
    if (truth.month[i] !== 0 || size === 0) continue;
    for (let n = 1; n <= 6; n++) put(`size_${n}`, Math.min(size, 6) === n ? 1 : 0, 1);
    put('size_mean', size, 1);
  }
}

function population(plan: CountyPlan, history: ChunkHistory, put: Put): void {
  const start = plan.calendar[plan.warmUp]?.firstDay ?? 0;
  for (const person of history.persons) {
    if (!wasHere(history, person, start)) continue;
    const age = (start - person.birthDay) / 365.25;
    put('age_under_15', age < 15 ? 1 : 0, 1);
    put('age_60', age >= 60 ? 1 : 0, 1);
    put('age_65', age >= 65 ? 1 : 0, 1);
    put('male', person.sex === 'male' ? 1 : 0, 1);
    put('tertiary', tertiary.includes(person.schooling) ? 1 : 0, 1);
  }
  const first = history.stocks[0];
  if (first) put('rural', first.rural, first.persons);
}

const tertiary = ['college', 'bachelor'];

/** Members on the start day: those who came later have a later first spell. */
function wasHere(history: ChunkHistory, person: ChunkHistory['persons'][number], day: number): boolean {
  const spells = spellsOf(history);
  return (spells.get(person) ?? []).some(
    (spell) => spell.fromDay <= day && (spell.toDay < 0 || spell.toDay > day),
  );
}

const spellMemo = new WeakMap<ChunkHistory, Map<object, ChunkHistory['memberships'][number][]>>();

function spellsOf(history: ChunkHistory): Map<object, ChunkHistory['memberships'][number][]> {
  const known = spellMemo.get(history);
  if (known) return known;
  const spells = new Map<object, ChunkHistory['memberships'][number][]>();
  for (const spell of history.memberships) {
    const person = history.persons[spell.person];
    if (!person) continue;
    const list = spells.get(person);
    if (list) list.push(spell);
    else spells.set(person, [spell]);
  }
  spellMemo.set(history, spells);
  return spells;
}

/** Years lived by persons, from yearly counts; deaths and births against them. */
function tallyPersonYears(plan: CountyPlan, history: ChunkHistory, put: Put): number {
  const years = plan.months / 12;
  const counts = history.stocks.map((stock) => stock.persons);
  const personYears = Math.round(
    (counts.reduce((sum, n) => sum + n, 0) / Math.max(1, counts.length)) * years,
  );
  const count = (kind: string): number => history.vitalEvents.filter((event) => event.kind === kind).length;
  put('death_rate', count('death'), personYears);
  put('birth_rate', count('birth'), personYears);
  deathsOfWorkingAge(plan, history, put);
  return personYears;
}

function deathsOfWorkingAge(plan: CountyPlan, history: ChunkHistory, put: Put): void {
  const start = plan.calendar[plan.warmUp]?.firstDay ?? 0;
  const last = plan.calendar.at(-1);
  const end = last ? last.firstDay + last.days : start;
  for (const [key, spells] of spellsOf(history)) {
    const person = key as ChunkHistory['persons'][number];
    const id = person.sex === 'male' ? 'death_25_50_male' : 'death_25_50_female';
    const low = Math.max(start, person.birthDay + Math.round(25 * 365.25));
    const high = Math.min(end, person.birthDay + Math.round(50 * 365.25));
    for (const spell of spells) {
      const days = Math.min(high, spell.toDay < 0 ? end : spell.toDay) - Math.max(low, spell.fromDay);
      if (days > 0) put(id, 0, days / 365.25);
    }
    if (person.deathDay >= low && person.deathDay < high) put(id, 1, 0);
  }
}

function illness(history: ChunkHistory, put: Put, personYears: number): void {
  const cancers = history.majorDiseases.filter((one) => diagnoses[one.diagnosis]?.kind === 'cancer').length;
  put('cancer', cancers, personYears);
  put('major', history.majorDiseases.length, personYears);
  for (const stock of history.stocks) {
    put('old_chronic', stock.oldChronic, stock.old);
    put('disabled', stock.disabled, stock.persons);
    put('severe', stock.severe, stock.disabled);
    put('with_disabled', stock.withDisabled, stock.households);
    put('certified', stock.certified, stock.persons);
  }
}

function bills(plan: CountyPlan, history: ChunkHistory, put: Put): void {
  const { claims, stocks } = history;
  const years = plan.months / 12 / Math.max(1, stocks.length);
  const insured = (key: 'residentInsured' | 'employeeInsured'): number =>
    Math.round(stocks.reduce((sum, stock) => sum + stock[key], 0) * years);
  put('admission_employee', 0, insured('employeeInsured'));
  put('admission_resident', 0, insured('residentInsured'));
  for (let i = 0; i < claims.count; i++) {
    const scheme = claims.scheme[i] === 2 ? 'employee' : claims.scheme[i] === 1 ? 'resident' : undefined;
    if (claims.kind[i] !== 2 || scheme === undefined) continue;
    const total = claims.totalFen[i] ?? 0;
    const inScope = claims.inScopeFen[i] ?? 0;
    put(`admission_${scheme}`, 1, 0);
    put(`cost_${scheme}`, total, 1);
    put(`fund_${scheme}`, claims.basicFen[i] ?? 0, inScope);
    put(`oop_${scheme}`, (claims.selfPaidFen[i] ?? 0) + (claims.outOfScopeFen[i] ?? 0), total);
  }
}

function work({ stocks, work: counts }: ChunkHistory, put: Put): void {
  for (const stock of stocks) put('unemployment', stock.unemployed, stock.labour);
  put('job_loss', counts.lost, counts.held);
  put('job_find', counts.found, counts.searched);
  put('job_find_old', counts.foundOld, counts.searchedOld);
}

function rows(history: ChunkHistory, put: Put): void {
  const { claims, contributions, pensions, taxed, power, water } = history;
  const many = [claims, contributions, pensions, taxed, power, water].reduce(
    (sum, one) => sum + one.count,
    0,
  );
  const few = [
    history.grants,
    history.insurance,
    history.schooling,
    history.providentFund,
    history.applications,
    history.vitalEvents,
    history.memberships,
  ].reduce((sum, list) => sum + list.length, 0);
  put('rows', many + few, history.truth.count);
}
