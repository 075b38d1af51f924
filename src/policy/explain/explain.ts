/**
 * One household, everything about every item: met and missed conditions, amounts, what was given up, what to ask.
 */
import { evaluation, HOUSEHOLD, type Evaluation, type Value } from '../engine/evaluate.ts';
import type { Policy } from '../engine/policy.ts';
import { valueIn, type HouseholdFacts } from '../facts/row.ts';
import type { Snapshot } from '../parameters/snapshot.ts';
import { RATIO_SCALE, type Unit } from '../units.ts';
import { amountUnit, type Clause, type Item } from '../rules/rule.ts';
import { AskList, type Ask } from './asks.ts';
import { CheckReader, outcomeOf, shortfall, type Check, type Outcome } from './checks.ts';
import { stepsOf, type Step } from './steps.ts';

/** A condition and why. */
export interface ClauseResult {
  readonly clause: Clause;
  readonly outcome: Outcome;
  readonly check: Check;
}

/** An item for the household or one person. */
export interface ItemResult {
  readonly item: Item;
  /** Index of the person, or HOUSEHOLD. */
  readonly person: number;
  /** Whether the conditions are met. */
  readonly entitled: Outcome;
  /** Whether it stays after exclusions. */
  readonly kept: Outcome;
  /** Fen, when the item pays money and is entitled. */
  readonly amount: Value;
  readonly unit: Unit | null;
  readonly clauses: readonly ClauseResult[];
  /** Items for which this one is given up. */
  readonly givenUpFor: readonly string[];
  /** Just one condition missed, by little. */
  readonly isNearMiss: boolean;
  /** How the amount came about. */
  readonly steps: readonly Step[];
  readonly asks: readonly Ask[];
}

/** The whole answer for a household. */
export interface Explanation {
  readonly household: HouseholdFacts;
  readonly snapshot: Snapshot;
  /** For asking further rules of the same household. */
  readonly at: Evaluation;
  readonly items: readonly ItemResult[];
  /** Every unknown fact that leaves an item undecided. */
  readonly asks: readonly Ask[];
}

/** Evaluates and explains every item in force. */
export function explain(policy: Policy, household: HouseholdFacts, snapshot: Snapshot): Explanation {
  const at = evaluation(policy, household, snapshot);
  const reader = new CheckReader(at, policy);
  const items: ItemResult[] = [];
  for (const item of policy.items) {
    if (snapshot.value(item.inForce) !== 1) continue;
    for (const person of whose(item, household)) items.push(itemResult(item, person, { at, policy, reader }));
  }
  return { household, snapshot, at, items, asks: distinct(items.flatMap((item) => item.asks)) };
}

/** Items are for persons of the household; supporters living elsewhere get none here. */
function whose(item: Item, household: HouseholdFacts): readonly number[] {
  if (item.level === 'household') return [HOUSEHOLD];
  return [...household.persons.keys()].filter(
    (person) => valueIn(household.persons[person]!, 'person.outside_supporter') !== 1,
  );
}

interface Reading {
  readonly at: Evaluation;
  readonly policy: Policy;
  readonly reader: CheckReader;
}

function itemResult(item: Item, person: number, reading: Reading): ItemResult {
  const { at, policy, reader } = reading;
  const entitled = outcomeOf(at.rule(`${item.id}.eligible`, person));
  const kept = outcomeOf(at.rule(`${item.id}.kept`, person));
  const clauses = item.clauses.map((clause): ClauseResult => {
    const check = reader.read(clause.expr, person);
    return { clause, outcome: check.outcome, check };
  });
  const unit = amountUnit(item.kind);
  const isPaid = unit !== null && item.amount !== null && entitled === 'met';
  return {
    item,
    person,
    entitled,
    kept,
    amount: isPaid ? at.rule(`${item.id}.amount`, person) : null,
    unit,
    clauses,
    givenUpFor: entitled === 'met' && kept !== 'met' ? winners(item, person, at, policy) : [],
    isNearMiss: isNear(clauses, at),
    steps: isPaid ? stepsOf(item.amount.expr, person, at, policy) : [],
    asks: asksOf(item, person, at, policy),
  };
}

function asksOf(item: Item, person: number, at: Evaluation, policy: Policy): readonly Ask[] {
  const list = new AskList(at, policy);
  list.add({ op: 'holds', id: `${item.id}.eligible` }, person);
  if (item.amount && at.rule(`${item.id}.eligible`, person) === 1) list.add(item.amount.expr, person);
  return list.asks;
}

function winners(item: Item, person: number, at: Evaluation, policy: Policy): readonly string[] {
  const before = policy.graph.first.filter((edge) => edge.before.includes(item.id)).map((edge) => edge.item);
  const group = policy.graph.one_of.find((one) => one.items.includes(item.id))?.items ?? [];
  return [...before, ...group].filter((other) => other !== item.id && at.rule(`${other}.kept`, person) === 1);
}

function isNear(clauses: readonly ClauseResult[], at: Evaluation): boolean {
  const missed = clauses.filter((result) => result.outcome !== 'met');
  const only = missed[0];
  if (missed.length !== 1 || only?.outcome !== 'missed') return false;
  return shortfall(only.check) * RATIO_SCALE <= at.snapshot.value('engine.near_miss_share');
}

function distinct(asks: readonly Ask[]): readonly Ask[] {
  return [...new Map(asks.map((ask) => [`${ask.fact.id}|${ask.person}`, ask])).values()];
}
