/**
 * Rules against holdings, for everybody at once.
 */
import { UNKNOWN_BYTE, type Item, type ItemAnswers, type Policy } from '../policy/index.ts';
import type { LedgerPopulation } from '../population/population.ts';
import type { Holding } from './held.ts';
import type { Finding, Recommendation } from './finding.ts';
import { rankOf } from './rank.ts';

/** Items that are recommended by nobody's entitlement alone: flags, monitoring, referral. */
const NEVER_ASKED = new Set(['monitoring', 'recent_exit', 'charity_referral', 'service_visit']);

/** Findings of every household, ranked within each; households in the order of the population. */
export function* matchAll(
  policy: Policy,
  people: LedgerPopulation,
  answers: ItemAnswers,
  holdings: ReadonlyMap<string, readonly Holding[]>,
): Generator<Recommendation> {
  const opens = new Map(policy.graph.opens.map(({ item, opens: opened }) => [item, opened]));
  for (const [row, household] of people.households.entries()) {
    const held = holdings.get(household) ?? [];
    const lines = [
      ...entitlements(policy, answers, { row, household, held, opens }),
      ...overlaps(policy, household, held),
    ];
    lines.sort((a, b) => rankOf(policy, a) - rankOf(policy, b) || (a.item < b.item ? -1 : 1));
    for (const [i, line] of lines.entries()) yield { ...line, rank: i + 1 };
  }
}

interface Place {
  readonly row: number;
  readonly household: string;
  readonly held: readonly Holding[];
  readonly opens: ReadonlyMap<string, readonly string[]>;
}

type Line = Omit<Recommendation, 'rank'>;

function entitlements(policy: Policy, answers: ItemAnswers, { row, household, held, opens }: Place): Line[] {
  const lines: Line[] = [];
  for (const item of policy.items) {
    const answer = answers.get(item.id);
    if (!answer) continue;
    const holding = held.find((one) => one.item === item.id);
    const finding = findingOf(item, answer.kept[row]!, holding !== undefined);
    if (finding === null) continue;
    const amount = answer.amount?.[row] ?? Number.NaN;
    const payable = Number.isNaN(amount) ? null : amount;
    const amountFen = finding === 'review' ? (holding?.amountFen ?? null) : payable;
    lines.push({ household, item: item.id, with: opens.get(item.id) ?? [], finding, amountFen });
  }
  return lines;
}

/** What an answer of the rules means beside what is held; null = nothing to say. */
function findingOf(item: Item, kept: number, isHeld: boolean): Finding | null {
  if (isHeld) return kept === 0 && item.kind === 'monthly' ? 'review' : null;
  if (kept === 1) return 'entitled';
  return kept === UNKNOWN_BYTE && !NEVER_ASKED.has(item.id) ? 'ask' : null;
}

/** Pairs of held items of which one excludes the other. */
function overlaps(policy: Policy, household: string, held: readonly Holding[]): Line[] {
  const items = new Set(held.map(({ item }) => item));
  const groups = [
    ...policy.graph.one_of.map(({ items: list }) => list),
    ...policy.graph.by_rule.map(({ items: list }) => list),
    ...policy.graph.first.map(({ item, before }) => [item, ...before]),
  ];
  const lines: Line[] = [];
  for (const group of groups) {
    const both = group.filter((item) => items.has(item));
    if (both.length < 2) continue;
    const [first, ...others] = both;
    const amountFen = held.find(({ item }) => item === first)?.amountFen ?? null;
    lines.push({ household, finding: 'overlap', item: first!, amountFen, with: others });
  }
  return lines;
}
