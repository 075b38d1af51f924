/**
 * The best lawful combination, as rules: exclusions become conditions of being kept, so that both compilers resolve alike.
 * Groups do not share items, so taking the most valuable of each is the best over all.
 */
import { JzError } from '../../core/errors/index.ts';
import { text } from '../text.ts';
import type { BoolExpr, NumberExpr } from '../rules/ast.ts';
import {
  and,
  any,
  ge,
  gt,
  holds,
  not,
  paramFlag,
  ref,
  sum,
  when,
  withinYear,
  yearly,
  yes,
  zero,
} from '../rules/build.ts';
import { amountUnit, boolRule, numberRule, type Item, type Law, type Rule } from '../rules/rule.ts';
import type { ItemGraph } from './graph.ts';

/**
 * The rules every item gives rise to: `<id>.eligible`, `.amount`, `.kept`, `.payable`, and for the household as a whole
 * `.household_kept`, `.household_payable`.
 *
 * @throws JZ_POLICY_RULE when the graph names an unknown item, mixes levels, or puts an item in two groups
 */
export function itemRules(items: readonly Item[], graph: ItemGraph): readonly Rule[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  checkGraph(graph, byId);
  return items.flatMap((item) => rulesOf(item, rivalsOf(item, graph, byId)));
}

function rulesOf(item: Item, rivals: readonly BoolExpr[]): readonly Rule[] {
  const cited = item.clauses.map((clause) => clause.law);
  const name = (suffix: string): string => `${item.id}.${suffix}`;
  const rules: Rule[] = [
    boolRule(name('eligible'), item.level, item.title, cited, eligible(item)),
    boolRule(name('kept'), item.level, item.title, cited, and(holds(name('eligible')), ...rivals.map(not))),
    boolRule(name('household_kept'), 'household', item.title, cited, ofHousehold(item, name('kept'))),
  ];
  return [...rules, ...moneyRules(item, cited, name)];
}

function moneyRules(item: Item, cited: readonly Law[], name: (suffix: string) => string): readonly Rule[] {
  const unit = amountUnit(item.kind);
  if (unit === null || item.amount === null) return [];
  const kept = holds(name('kept'));
  const payable = when(kept, ref(name('amount')), zero(unit));
  const total = item.level === 'household' ? ref(name('payable')) : sum(ref(name('payable')), allPersons());
  const title = text(`${item.title.zh}（金额）`, `${item.title.en}: amount`);
  return [
    numberRule(name('amount'), { level: item.level, unit }, title, item.amount.law, item.amount.expr),
    numberRule(name('payable'), { level: item.level, unit }, title, item.amount.law, payable),
    numberRule(name('household_payable'), { level: 'household', unit }, title, cited, total),
  ];
}

function eligible(item: Item): BoolExpr {
  return and(paramFlag(item.inForce), ...item.clauses.map((clause) => clause.expr));
}

function ofHousehold(item: Item, kept: string): BoolExpr {
  return item.level === 'household' ? holds(kept) : any(holds(kept));
}

/** True of every person listed; written on a fact so that it is a matter of persons. */
function allPersons(): BoolExpr {
  const alive: BoolExpr = { op: 'flag', id: 'person.alive' };
  return { op: 'or', args: [yes, alive] };
}

/** What, when true, takes the item away. */
function rivalsOf(item: Item, graph: ItemGraph, byId: ReadonlyMap<string, Item>): readonly BoolExpr[] {
  const before = graph.first
    .filter((edge) => edge.before.includes(item.id))
    .map((edge) => holds(`${edge.item}.kept`));
  const group = graph.one_of.find((one) => one.items.includes(item.id));
  const rank = group?.items.indexOf(item.id) ?? 0;
  const better = (group?.items ?? [])
    .filter((other) => other !== item.id)
    .map((other) => {
      const theirs = yearlyWorth(byId.get(other));
      const ours = yearlyWorth(item);
      const wins = (group?.items.indexOf(other) ?? 0) < rank ? ge(theirs, ours) : gt(theirs, ours);
      return and(holds(`${other}.eligible`), wins);
    });
  return [...before, ...better];
}

/** Worth in a year: twelve monthly payments, or the one sum; items without money are worth nothing here. */
function yearlyWorth(item: Item | undefined): NumberExpr {
  if (!item?.amount) return zero('fen_year');
  const amount = ref(`${item.id}.amount`);
  if (item.kind === 'monthly') return yearly(amount);
  return item.kind === 'yearly' ? amount : withinYear(amount);
}

function checkGraph(graph: ItemGraph, byId: ReadonlyMap<string, Item>): void {
  const named = [
    ...graph.one_of.flatMap((group) => group.items),
    ...graph.first.flatMap((edge) => [edge.item, ...edge.before]),
    ...graph.by_rule.flatMap((pair) => pair.items),
    ...graph.opens.flatMap((edge) => [edge.item, ...edge.opens]),
    ...Object.keys(graph.booked_as),
    ...Object.keys(graph.shown_with),
  ];
  for (const id of named) if (!byId.has(id)) throw refuse(id, 'not an item');
  const grouped = graph.one_of.flatMap((group) => group.items);
  const ranked = graph.first.flatMap((edge) => edge.before);
  const twice = [...grouped, ...ranked].find((id, i, all) => all.indexOf(id) !== i);
  if (twice !== undefined) throw refuse(twice, 'excluded in two places; join them into one group');
  for (const together of [
    ...graph.one_of.map((g) => g.items),
    ...graph.first.map((e) => [e.item, ...e.before]),
  ]) {
    const levels = new Set(together.map((id) => byId.get(id)?.level));
    if (levels.size > 1) throw refuse(together.join(', '), 'a person’s item against a household’s item');
  }
}

function refuse(rule: string, problem: string): JzError {
  return new JzError('JZ_POLICY_RULE', { rule, problem, file: 'src/policy/data/graph.yaml' });
}
