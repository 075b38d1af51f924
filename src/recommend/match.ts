/**
 * Rules against holdings, for everybody at once.
 */
import { UNKNOWN_BYTE, type ItemAnswers, type Policy } from '../policy/index.ts';
import type { LedgerPopulation } from '../population/population.ts';
import type { Bundle } from './bundle.ts';
import type { Finding, Recommendation } from './finding.ts';
import type { Holding } from './held.ts';
import type { NearMiss } from './near.ts';
import { rankTable } from './rank.ts';
import { wordingOf, type Filling } from './wording.ts';

/** Items that are recommended by nobody's entitlement alone: flags, monitoring, referral. */
const NEVER_ASKED = new Set(['monitoring', 'recent_exit', 'charity_referral', 'service_visit']);
const MONTHS = 12;

/** What everybody is matched with. */
export interface MatchInput {
  readonly policy: Policy;
  readonly people: LedgerPopulation;
  readonly answers: ItemAnswers;
  readonly holdings: ReadonlyMap<string, readonly Holding[]>;
  /** Absent: near misses are not told. */
  readonly near?: readonly NearMiss[];
  /** Matters with their last days, for the wording. */
  readonly bundles?: readonly Bundle[];
}

/** One finding before it has words. */
interface Line extends Filling {
  readonly finding: Finding;
  readonly item: number;
  readonly order: number;
}

/** Findings of every household, ranked within each; households in the order of the population. */
export function* matchAll(input: MatchInput): Generator<Recommendation> {
  const { policy, people, holdings, bundles = [] } = input;
  const linesOf = liner(input);
  const words = wordingOf(policy, bundles);
  const ids = policy.items.map(({ id }) => id);
  const procedures = ids.map((id) => bundles.find(({ items }) => items.includes(id))?.procedure ?? null);
  for (const [row, household] of people.households.entries()) {
    const lines = linesOf(row, holdings.get(household) ?? []).sort((a, b) => a.order - b.order);
    for (const [i, { finding, item, others = [], ...filling }] of lines.entries())
      yield {
        household,
        finding,
        item: ids[item]!,
        amountFen: filling.amountFen,
        with: others.map((other) => ids[other]!),
        marginFen: filling.marginFen ?? null,
        bundle: procedures[item]!,
        ...words[finding](item, { ...filling, others }),
        rank: i + 1,
      };
  }
}

type Add = (finding: Finding, item: number, filling: Filling) => void;

/** Prepares what is the same for all households: columns by item number, openings, exclusions, orders. */
function liner(input: MatchInput): (row: number, held: readonly Holding[]) => Line[] {
  const { policy } = input;
  const number = new Map(policy.items.map(({ id }, i) => [id, i]));
  const orders = rankTable(policy);
  const findStanding = standingFinder(input);
  const addEntitlements = entitlementAdder(input, number);
  const addNear = nearAdder(input, number);
  const findOverlaps = overlapFinder(policy, number);
  return (row, held) => {
    const lines: Line[] = [];
    const add: Add = (finding, item, filling) => {
      lines.push({ finding, item, order: orders[finding][item]!, ...filling });
    };
    const standing = findStanding(row, held, add);
    addEntitlements(row, standing, add);
    addNear(row, { standing, held }, add);
    if (held.length === 0) addGap(lines, policy, add);
    else for (const { item, ...filling } of findOverlaps(held)) add('overlap', item, filling);
    return lines;
  };
}

/** What the rules say of each item that is not held: 1 entitled, 255 to be asked, 0 nothing; tells what is to be reviewed. */
function standingFinder({
  policy,
  answers,
}: MatchInput): (row: number, held: readonly Holding[], add: Add) => Uint8Array {
  const columns = policy.items.map(({ id }) => answers.get(id));
  const standing = new Uint8Array(policy.items.length);
  return (row, held, add) => {
    standing.fill(0);
    for (const [i, column] of columns.entries()) {
      if (!column) continue;
      const kept = column.kept[row]!;
      const { id, kind } = column.item;
      const holding = held.length === 0 ? undefined : held.find(({ item }) => item === id);
      if (holding === undefined) standing[i] = kept === UNKNOWN_BYTE && NEVER_ASKED.has(id) ? 0 : kept;
      else if (kept === 0 && kind === 'monthly') add('review', i, { amountFen: holding.amountFen });
    }
    return standing;
  };
}

/** What a status would open is told with the status, not as a question of its own. */
function entitlementAdder(
  { policy, answers }: MatchInput,
  number: ReadonlyMap<string, number>,
): (row: number, standing: Uint8Array, add: Add) => void {
  const amounts = policy.items.map(({ id }) => answers.get(id)?.amount);
  const opens = policy.items.map(({ id }) =>
    (policy.graph.opens.find(({ item }) => item === id)?.opens ?? []).map((one) => number.get(one) ?? 0),
  );
  const openers = policy.items.map((_, i) => [...opens.keys()].filter((j) => opens[j]!.includes(i)));
  return (row, standing, add) => {
    for (const [i, own] of standing.entries()) {
      if (own === 0) continue;
      if (own === UNKNOWN_BYTE && openers[i]!.some((j) => standing[j] !== 0)) continue;
      const others = opens[i]!.filter((j) => standing[j] !== 0);
      add(own === 1 ? 'entitled' : 'ask', i, { amountFen: known(amounts[i]?.[row]), others });
    }
  };
}

function nearAdder(
  { near = [] }: MatchInput,
  number: ReadonlyMap<string, number>,
): (row: number, at: { standing: Uint8Array; held: readonly Holding[] }, add: Add) => void {
  const limits = near.map((one) => ({ ...one, place: number.get(one.item.id) ?? 0 }));
  return (row, { standing, held }, add) => {
    for (const { place, item, clause, near: alone, margin } of limits) {
      const isNear = alone[row] !== 0 && margin[row]! > 0 && standing[place] === 0;
      if (!isNear || held.some((one) => one.item === item.id)) continue;
      add('near', place, {
        amountFen: null,
        marginFen: margin[row]!,
        limit: clause.title,
        isAlone: alone[row] === 1,
      });
    }
  };
}

function known(amount: number | undefined): number | null {
  return amount === undefined || Number.isNaN(amount) ? null : amount;
}

/** Nothing is held and money is due: the household falls between the programmes. */
function addGap(lines: readonly Line[], policy: Policy, add: Add): void {
  const due = lines.filter(
    ({ finding, amountFen }) => finding === 'entitled' && amountFen !== null && amountFen > 0,
  );
  const monthly = due.reduce((sum, { item, amountFen }) => {
    const { kind, isCeiling } = policy.items[item]!;
    if (isCeiling || amountFen === null) return sum;
    return sum + (kind === 'monthly' ? amountFen : kind === 'yearly' ? amountFen / MONTHS : 0);
  }, 0);
  const [first] = due;
  if (first && monthly > 0)
    add('gap', first.item, { amountFen: Math.round(monthly), others: due.map(({ item }) => item) });
}

/** Pairs of held items of which one excludes the other; at stake is what is drawn of the others. */
function overlapFinder(
  policy: Policy,
  number: ReadonlyMap<string, number>,
): (held: readonly Holding[]) => { item: number; amountFen: number | null; others: number[] }[] {
  const groups = [
    ...policy.graph.one_of.map(({ items }) => items),
    ...policy.graph.by_rule.map(({ items }) => items),
    ...policy.graph.first.map(({ item, before }) => [item, ...before]),
  ];
  return (held) => {
    if (held.length < 2) return [];
    const amounts = new Map(held.map(({ item, amountFen }) => [item, amountFen]));
    return groups.flatMap((group) => {
      const [first, ...others] = group.filter((item) => amounts.has(item));
      if (first === undefined || others.length === 0) return [];
      const amountFen = others.reduce((sum, item) => sum + (amounts.get(item) ?? 0), 0);
      return [
        { item: number.get(first) ?? -1, amountFen, others: others.map((item) => number.get(item) ?? -1) },
      ];
    });
  };
}
