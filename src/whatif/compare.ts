/**
 * Baseline against scenario, over everybody.
 */
import { measurePoverty, type PovertyMeasures } from '../../eval/measure-poverty.ts';
import {
  compileItems,
  packPopulation,
  snapshotOf,
  startPolicyPool,
  type ItemAnswers,
  type Overrides,
  type Policy,
  type Population,
  type Snapshot,
} from '../policy/index.ts';
import type { LedgerPopulation } from '../population/population.ts';
import type { Holding } from '../recommend/held.ts';
import { monthlyBenefits, monthlyColumn, monthlyIncome, payingItems } from './money.ts';
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
  const { program, laws, populations } = prepared(request);
  return measured(request, populations, {
    before: program.run(laws.before, populations.before),
    after: program.run(laws.after, populations.after),
  });
}

/** The same on threads: for many households. */
export async function compareOnThreads(request: CompareRequest): Promise<Comparison> {
  const { program, laws, populations } = prepared(request);
  const pool = startPolicyPool();
  try {
    const [before, after] = [packPopulation(populations.before), packPopulation(populations.after)];
    return measured(request, populations, {
      before: await program.runOn(pool, laws.before, before),
      after: await program.runOn(pool, laws.after, after),
    });
  } finally {
    await pool.close();
  }
}

interface BothSides<T> {
  readonly before: T;
  readonly after: T;
}

/** Only items that pay are asked: the others change nobody's month. */
function prepared({ policy, people, region, scenario, overrides }: CompareRequest): {
  program: ReturnType<typeof compileItems>;
  laws: BothSides<Snapshot>;
  populations: BothSides<Population>;
} {
  const before = withSavings(people.population, scenario);
  return {
    program: compileItems(
      policy,
      payingItems(policy).map(({ id }) => id),
    ),
    laws: {
      before: snapshotOf(policy.catalogue, region, people.asOf),
      after: snapshotOf(policy.catalogue, region, people.asOf, overrides),
    },
    populations: { before, after: shocked(before, scenario) },
  };
}

function measured(
  request: CompareRequest,
  { before, after }: BothSides<Population>,
  answers: BothSides<ItemAnswers>,
): Comparison {
  const { policy, people, region } = request;
  const sides = {
    before: sideOf(policy, before, answers.before),
    after: sideOf(policy, after, answers.after),
  };
  const line = snapshotOf(policy.catalogue, region, people.asOf).value('dibao.standard_urban');
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
  answers: BothSides<ItemAnswers>,
  nHouseholds: number,
): ItemChange[] {
  const holders = holdersOf(people, holdings);
  return payingItems(policy).map((item) => {
    const before = monthlyColumn(item, answers.before, nHouseholds);
    const after = monthlyColumn(item, answers.after, nHouseholds);
    const entitled = answers.before.get(item.id)?.kept;
    const householdsBefore = countKept(entitled);
    const takers = (holders.get(item.id) ?? []).filter((h) => entitled?.[h] === 1).length;
    return {
      item: item.id,
      title: item.title,
      householdsBefore,
      householdsAfter: countKept(answers.after.get(item.id)?.kept),
      costBefore: sumOf(before),
      costAfter: sumOf(after),
      takeUp: householdsBefore > 0 ? takers / householdsBefore : null,
    };
  });
}

/** Item → places of the households that hold it. */
function holdersOf(
  { households }: LedgerPopulation,
  holdings: CompareRequest['holdings'],
): Map<string, number[]> {
  const holders = new Map<string, number[]>();
  if (holdings.size === 0) return holders;
  for (const [h, household] of households.entries())
    for (const item of new Set(holdings.get(household)?.map((one) => one.item))) {
      const own = holders.get(item);
      if (own) own.push(h);
      else holders.set(item, [h]);
    }
  return holders;
}

function countKept(kept: Uint8Array | undefined): number {
  let count = 0;
  if (kept) for (let h = 0; h < kept.length; h++) count += Number(kept[h] === 1);
  return count;
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let h = 0; h < values.length; h++) sum += values[h]!;
  return sum;
}

function decilesOf(income: Float64Array, population: Population): string[] {
  const sizes = sizesOf(population);
  const perHead = income.map((value, h) => value / sizes[h]!);
  const order = Int32Array.from(income.keys()).sort((a, b) => perHead[a]! - perHead[b]! || a - b);
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
    let sum = found.get(group);
    if (!sum) found.set(group, (sum = { households: 0, winners: 0, losers: 0, change: 0 }));
    sum.households++;
    if (change[h]! >= ONE_YUAN) sum.winners++;
    if (change[h]! <= -ONE_YUAN) sum.losers++;
    sum.change += change[h]!;
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
