/**
 * Incomes of calendar years: level, inequality, who sinks, who is ruined by medical costs.
 */
import type { CountyPlan } from '../world/county-plan.ts';
import type { ChunkHistory } from '../world/types.ts';
import type { Put } from './put.ts';

/** Persons and their incomes by class of income a head: a geometric scale, so that fifths can be read off. */
export interface IncomeHistogram {
  readonly persons: readonly number[];
  readonly sumYuan: readonly number[];
}

const CLASSES = 400;
const LOWEST_YUAN = 500;
const STEP = 1.02;
const CHANGED_LAW_MONTH = 12;

interface HouseholdYear {
  income: number;
  own: number;
  rigid: number;
  persons: number;
  months: number;
  standard: number;
}

/** The class of a yearly income a head. */
function classOf(yuan: number): number {
  if (yuan <= LOWEST_YUAN) return 0;
  return Math.min(CLASSES - 1, Math.floor(Math.log(yuan / LOWEST_YUAN) / Math.log(STEP)));
}

/** Mean of the top fifth over the mean of the bottom fifth, persons counted. */
export function fifthsRatio({ persons, sumYuan }: IncomeHistogram): number {
  const fifth = persons.reduce((sum, n) => sum + n, 0) / 5;
  const backwards = <T>(list: readonly T[]): T[] => [...list].reverse();
  return firstFifth(backwards(persons), backwards(sumYuan), fifth) / firstFifth(persons, sumYuan, fifth);
}

function firstFifth(persons: readonly number[], sums: readonly number[], fifth: number): number {
  let left = fifth;
  let sum = 0;
  for (const [i, n] of persons.entries()) {
    if (n === 0) continue;
    const taken = Math.min(left, n);
    sum += ((sums[i] ?? 0) * taken) / n;
    left -= taken;
    if (left <= 0) break;
  }
  return sum / fifth;
}

/** Counts a chunk's household years. */
export function tallyIncome(plan: CountyPlan, history: ChunkHistory, put: Put): IncomeHistogram {
  const persons = new Array<number>(CLASSES).fill(0);
  const sumYuan = new Array<number>(CLASSES).fill(0);
  const years = householdYears(history);
  const wanted = Math.min(CHANGED_LAW_MONTH, Math.max(0, plan.months - 12)) / 12;
  for (const byYear of years) {
    byYear.forEach((year, i) => {
      if (year.months < 12 || year.persons === 0) return;
      ruin(plan, year, put);
      const before = byYear[i - 1];
      if (before && before.months === 12 && before.persons > 0) sink(before, year, put);
      if (i !== wanted) return;
      const heads = Math.round(year.persons / 12);
      const yuan = Math.round((year.income * 12) / year.persons / 100);
      const at = classOf(yuan);
      persons[at] = (persons[at] ?? 0) + heads;
      sumYuan[at] = (sumYuan[at] ?? 0) + yuan * heads;
      put('income_mean', yuan * heads * 100, heads);
    });
  }
  return { persons, sumYuan };
}

function householdYears({ truth, households }: ChunkHistory): readonly HouseholdYear[][] {
  const years: HouseholdYear[][] = households.map(() => []);
  for (let i = 0; i < truth.count; i++) {
    const byYear = years[truth.household[i] ?? 0];
    const at = Math.floor((truth.month[i] ?? 0) / 12);
    if (!byYear) continue;
    for (let y = byYear.length; y <= at; y++)
      byYear.push({ income: 0, own: 0, rigid: 0, persons: 0, months: 0, standard: 0 });
    const year = byYear[at];
    if (!year) continue;
    year.income += truth.incomeFen[i] ?? 0;
    year.own += (truth.incomeFen[i] ?? 0) - (truth.aidFen[i] ?? 0);
    year.rigid += truth.rigidFen[i] ?? 0;
    year.persons += truth.size[i] ?? 0;
    year.months++;
    year.standard = truth.standardFen[i] ?? 0;
  }
  return years;
}

function ruin(plan: CountyPlan, year: HouseholdYear, put: Put): void {
  const capacity = Math.max(1, year.income) * plan.parameters.means.capacityShare;
  put('catastrophic', year.rigid >= 0.4 * capacity ? 1 : 0, 1);
  const line = year.standard * year.persons;
  put('impoverished', year.own >= line && year.own - year.rigid < line ? 1 : 0, 1);
}

function sink(before: HouseholdYear, year: HouseholdYear, put: Put): void {
  const times = (one: HouseholdYear): number => one.own / one.persons / one.standard;
  const [was, is] = [times(before), times(year)];
  if (was >= 2) put('entry_far', is < 1.5 ? 1 : 0, 1);
  else if (was >= 1.5) put('entry_near', is < 1.5 ? 1 : 0, 1);
}
