/**
 * Baseline against scenario, over everybody.
 */
import { measurePoverty, type PovertyMeasures } from '../../eval/measure-poverty.ts';
import {
  compileItems,
  snapshotOf,
  type ItemAnswers,
  type Overrides,
  type Policy,
  type Population,
} from '../policy/index.ts';
import type { LedgerPopulation } from '../population/population.ts';
import type { Holding } from '../recommend/held.ts';
import { monthlyAmount, monthlyBenefits, monthlyIncome, payingItems } from './money.ts';
import type { Scenario } from './scenario.ts';
import { shocked, withSavings } from './shock.ts';

/** One item before and after. */
export interface ItemChange {
  readonly item: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly householdsBefore: number;
  readonly householdsAfter: number;
  /** Fen a month, were everybody entitled to take it. */
  readonly costBefore: number;
  readonly costAfter: number;
  /** Share of entitled households that hold it now; null when nobody is entitled. */
  readonly takeUp: number | null;
}

/** Winners and losers of one group of households. */
export interface GroupChange {
  readonly group: string;
  readonly households: number;
  readonly winners: number;
  readonly losers: number;
  /** Fen a month, all households of the group together. */
  readonly change: number;
}

/** The whole comparison. */
export interface Comparison {
  readonly households: number;
  readonly persons: number;
  readonly items: readonly ItemChange[];
  /** Tenths of the persons by recorded income a head, the poorest first. */
  readonly deciles: readonly GroupChange[];
  /** Townships by code. */
  readonly areas: readonly GroupChange[];
  readonly poverty: { readonly before: PovertyMeasures; readonly after: PovertyMeasures };
  /** Households entitled to something, before and after. */
  readonly reach: { readonly before: number; readonly after: number };
}

/** What to compare. */
export interface CompareRequest {
  readonly policy: Policy;
  readonly people: LedgerPopulation;
  readonly region: string;
  readonly scenario: Scenario;
  readonly overrides: Overrides;
  readonly holdings: ReadonlyMap<string, readonly Holding[]>;
}

/** Smallest change of a household's month that makes it a winner or loser: one yuan. */
const ONE_YUAN = 100;
const DECILES = 10;

/** Runs the rules twice over the same households and measures the difference. */
export function compare(request: CompareRequest): Comparison {
  const { policy, people, region, scenario, overrides } = request;
  const program = compileItems(policy);
  const before = withSavings(people.population, scenario);
  const after = shocked(before, scenario);
  const law = snapshotOf(policy.catalogue, region, people.asOf);
  const answers = {
    before: program.run(law, before),
    after: program.run(snapshotOf(policy.catalogue, region, people.asOf, overrides), after),
  };
  const sides = {
    before: sideOf(policy, before, answers.before),
    after: sideOf(policy, after, answers.after),
  };
  const line = law.value('dibao.standard_urban');
  const change = sides.after.total.map((value, h) => value - sides.before.total[h]!);
  return {
    households: before.nHouseholds,
    persons: before.personStart.at(-1) ?? 0,
    items: itemChanges(request, answers, before.nHouseholds),
    deciles: groupChanges(decilesOf(sides.before.income, before), change),
    areas: groupChanges(
      people.regions.map((code) => code?.slice(0, 9) ?? '-'),
      change,
    ),
    poverty: {
      before: povertyOf(sides.before.total, before, line),
      after: povertyOf(sides.after.total, after, line),
    },
    reach: { before: reached(sides.before.benefits), after: reached(sides.after.benefits) },
  };
}

interface Side {
  readonly income: Float64Array;
  readonly benefits: Float64Array;
  /** Income and benefits, fen a month. */
  readonly total: Float64Array;
}

function sideOf(policy: Policy, population: Population, answers: ItemAnswers): Side {
  const income = monthlyIncome(population);
  const benefits = monthlyBenefits(policy, answers, population.nHouseholds);
  return { income, benefits, total: income.map((value, h) => value + benefits[h]!) };
}

function itemChanges(
  { policy, people, holdings }: CompareRequest,
  answers: { before: ItemAnswers; after: ItemAnswers },
  nHouseholds: number,
): ItemChange[] {
  return payingItems(policy).map((item) => {
    const sums = { householdsBefore: 0, householdsAfter: 0, costBefore: 0, costAfter: 0 };
    let holders = 0;
    for (let h = 0; h < nHouseholds; h++) {
      const isEntitled = answers.before.get(item.id)?.kept[h] === 1;
      if (isEntitled) sums.householdsBefore++;
      if (answers.after.get(item.id)?.kept[h] === 1) sums.householdsAfter++;
      sums.costBefore += monthlyAmount(item, answers.before, h);
      sums.costAfter += monthlyAmount(item, answers.after, h);
      if (isEntitled && holdings.get(people.households[h]!)?.some((one) => one.item === item.id)) holders++;
    }
    const takeUp = sums.householdsBefore > 0 ? holders / sums.householdsBefore : null;
    return { item: item.id, title: item.title, ...sums, takeUp };
  });
}

function decilesOf(income: Float64Array, population: Population): string[] {
  const sizes = sizesOf(population);
  const order = Array.from(income.keys()).sort(
    (a, b) => income[a]! / sizes[a]! - income[b]! / sizes[b]! || a - b,
  );
  const persons = population.personStart.at(-1) ?? 0;
  const groups = new Array<string>(income.length).fill('');
  let passed = 0;
  for (const h of order) {
    groups[h] = String(Math.min(DECILES, Math.floor((passed / Math.max(1, persons)) * DECILES) + 1)).padStart(
      2,
      '0',
    );
    passed += sizes[h]!;
  }
  return groups;
}

function groupChanges(groups: readonly string[], change: Float64Array): GroupChange[] {
  const found = new Map<string, { households: number; winners: number; losers: number; change: number }>();
  for (const [h, group] of groups.entries()) {
    const sum = found.get(group) ?? { households: 0, winners: 0, losers: 0, change: 0 };
    sum.households++;
    if (change[h]! >= ONE_YUAN) sum.winners++;
    if (change[h]! <= -ONE_YUAN) sum.losers++;
    sum.change += change[h]!;
    found.set(group, sum);
  }
  return [...found].map(([group, sum]) => ({ group, ...sum })).sort((a, b) => (a.group < b.group ? -1 : 1));
}

/** Of persons, each with the household's resources a head; fen a month. */
function povertyOf(total: Float64Array, population: Population, line: number): PovertyMeasures {
  const sizes = sizesOf(population);
  const perHead = total.map((value, h) => value / sizes[h]!);
  return measurePoverty(perHead, sizes, { kind: 'amount', amount: line });
}

function sizesOf({ nHouseholds, personStart }: Population): Float64Array {
  return Float64Array.from({ length: nHouseholds }, (_, h) => personStart[h + 1]! - personStart[h]!);
}

function reached(benefits: Float64Array): number {
  let count = 0;
  for (const value of benefits) if (value > 0) count++;
  return count;
}
