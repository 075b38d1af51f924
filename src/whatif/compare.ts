/**
 * Baseline against scenario, over everybody.
 */
import { silent, type Progress } from '../core/progress.ts';
import {
  compileItems,
  packPopulation,
  snapshotOf,
  startPolicyPool,
  type Item,
  type ItemAnswers,
  type ItemProgram,
  type Overrides,
  type Policy,
  type Population,
  type Snapshot,
} from '../policy/index.ts';
import type { LedgerPopulation } from '../population/population.ts';
import type { Holding } from '../recommend/held.ts';
import { decilesOf, sizesOf, type Cell } from './groups.ts';
import { monthlyColumn, monthlyIncome, payingItems } from './money.ts';
import { outcomeOf, sumOf, type BothSides, type Outcome, type Resources } from './outcome.ts';
import { riskChanges, type RiskChange } from './risk.ts';
import type { Scenario } from './scenario.ts';
import { shocked, withSavings } from './shock.ts';
import { holdersOf, ownDraws, takersOf, type Holders } from './take-up.ts';

/** One item before and after. */
export interface ItemChange {
  readonly item: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly householdsBefore: Cell;
  readonly householdsAfter: Cell;
  /** Fen a month, were everybody entitled to take it. */
  readonly costBefore: Cell;
  readonly costAfter: Cell;
  /** Share of entitled households that hold it now; null when nobody is entitled. */
  readonly takeUp: Cell;
}

/** The whole comparison, were everybody to take what they are entitled to. */
export interface Comparison extends Outcome {
  readonly households: number;
  readonly persons: number;
  readonly items: readonly ItemChange[];
  /** The same with take-up as it is now. */
  readonly taken: Outcome;
  /** Reach among households by their risk group; null when none was given. */
  readonly risk: readonly RiskChange[] | null;
}

/** What to compare. */
export interface CompareRequest {
  readonly policy: Policy;
  /** Where conditions are waived: the law after; default: the same rules. */
  readonly reformed?: Policy;
  readonly people: LedgerPopulation;
  readonly region: string;
  readonly scenario: Scenario;
  readonly overrides: Overrides;
  readonly holdings: ReadonlyMap<string, readonly Holding[]>;
  /** Household → risk group (a warning band). */
  readonly risk?: ReadonlyMap<string, string> | undefined;
  readonly progress?: Progress;
}

/** Steps told while everybody is compared. */
const STEPS = 4;

/** Runs the rules twice over the same households and measures the difference. */
export function compare(request: CompareRequest): Comparison {
  const { programs, laws, populations } = prepared(request);
  return measured(request, populations, {
    before: programs.before.run(laws.before, populations.before),
    after: programs.after.run(laws.after, populations.after),
  });
}

/** The same on threads: for many households. */
export async function compareOnThreads(request: CompareRequest): Promise<Comparison> {
  const { programs, laws, populations } = prepared(request);
  const pool = startPolicyPool();
  try {
    const { progress = silent } = request;
    const [before, after] = [packPopulation(populations.before), packPopulation(populations.after)];
    progress('rules', 1, STEPS);
    const had = await programs.before.runOn(pool, laws.before, before);
    progress('rules', 2, STEPS);
    const has = await programs.after.runOn(pool, laws.after, after);
    progress('rules', 3, STEPS);
    return measured(request, populations, { before: had, after: has });
  } finally {
    await pool.close();
  }
}

interface Prepared {
  readonly programs: BothSides<ItemProgram>;
  readonly laws: BothSides<Snapshot>;
  readonly populations: BothSides<Population>;
}

/** Only items that pay are asked: the others change nobody's month. */
function prepared({
  policy,
  reformed = policy,
  people,
  region,
  scenario,
  overrides,
}: CompareRequest): Prepared {
  const ids = payingItems(policy).map(({ id }) => id);
  const program = compileItems(policy, ids);
  const before = withSavings(people.population, scenario);
  return {
    programs: { before: program, after: reformed === policy ? program : compileItems(reformed, ids) },
    laws: {
      before: snapshotOf(policy.catalogue, region, people.asOf),
      after: snapshotOf(policy.catalogue, region, people.asOf, overrides),
    },
    populations: { before, after: shocked(before, scenario) },
  };
}

function measured(
  request: CompareRequest,
  populations: BothSides<Population>,
  answers: BothSides<ItemAnswers>,
): Comparison {
  const { policy, people, region, holdings, risk } = request;
  const sizes = sizesOf(populations.before);
  const income = both(populations, monthlyIncome);
  const all = itemEffects(request, answers);
  const grouping = {
    sizes,
    deciles: decilesOf(
      income.before.map((value, h) => value / sizes[h]!),
      sizes,
    ),
    areas: people.regions.map((code) => code?.slice(0, 9) ?? '-'),
    line: snapshotOf(policy.catalogue, region, people.asOf).value('dibao.standard_urban'),
  };
  const resources = (benefits: BothSides<Float64Array>): BothSides<Resources> => ({
    before: { income: income.before, benefits: benefits.before },
    after: { income: income.after, benefits: benefits.after },
  });
  return {
    households: people.households.length,
    persons: populations.before.personStart.at(-1) ?? 0,
    items: all.items,
    ...outcomeOf(resources(all.entitled), grouping),
    taken: outcomeOf(resources(all.taken), grouping),
    risk: risk ? riskChanges(people.households, { risk, holdings, entitled: all.entitled }) : null,
  };
}

interface Effects {
  readonly items: readonly ItemChange[];
  /** What everybody is entitled to, fen a month. */
  readonly entitled: BothSides<Float64Array>;
  /** What is taken, as take-up is now. */
  readonly taken: BothSides<Float64Array>;
}

/** Adds up item by item, so that a million households need two columns an item at a time. */
function itemEffects({ policy, people, holdings }: CompareRequest, answers: BothSides<ItemAnswers>): Effects {
  const n = people.households.length;
  const [holders, draws] = [holdersOf(people, holdings), ownDraws(people.households)];
  const columns = (): BothSides<Float64Array> => ({
    before: new Float64Array(n),
    after: new Float64Array(n),
  });
  const [entitled, taken] = [columns(), columns()];
  const items = payingItems(policy).map((item): ItemChange => {
    const kept = both(answers, (side) => side.get(item.id)?.kept ?? new Uint8Array(n));
    const paid = both(answers, (side) => monthlyColumn(item, side, n));
    const takers = takersOf(kept, holdersOfItem(holders, item), draws);
    for (const side of ['before', 'after'] as const) {
      const [own, takes, sum, part] = [paid[side], takers[side], entitled[side], taken[side]];
      for (let h = 0; h < n; h++) {
        sum[h]! += own[h]!;
        if (takes[h] === 1) part[h]! += own[h]!;
      }
    }
    return {
      item: item.id,
      title: item.title,
      householdsBefore: countKept(kept.before),
      householdsAfter: countKept(kept.after),
      costBefore: sumOf(paid.before),
      costAfter: sumOf(paid.after),
      takeUp: takers.rate,
    };
  });
  return { items, entitled, taken };
}

function holdersOfItem(holders: Holders, { id }: Item): readonly number[] {
  return holders.get(id) ?? [];
}

function both<From, To>({ before, after }: BothSides<From>, of: (side: From) => To): BothSides<To> {
  return { before: of(before), after: of(after) };
}

function countKept(kept: Uint8Array): number {
  let count = 0;
  for (let h = 0; h < kept.length; h++) count += Number(kept[h] === 1);
  return count;
}
