/**
 * How an amount came about: every number rule and parameter it stands on, inner ones first.
 */
import { HOUSEHOLD, type Evaluation, type Value } from '../engine/evaluate.ts';
import type { RuleBook } from '../engine/rule-book.ts';
import { factById, type Fact } from '../facts/catalogue.ts';
import type { ResolvedParameter } from '../parameters/snapshot.ts';
import { childrenOf, isBool, type Expr } from '../rules/ast.ts';
import type { Rule } from '../rules/rule.ts';

/** A rule with its value, and the facts and parameters it read directly. */
export interface Step {
  readonly rule: Rule | null;
  readonly expr: Expr;
  readonly person: number;
  readonly value: Value;
  readonly parameters: readonly ResolvedParameter[];
  readonly facts: readonly { readonly fact: Fact; readonly value: Value }[];
}

/** The steps of a number expression; the last is the expression itself. */
export function stepsOf(expr: Expr, person: number, at: Evaluation, book: RuleBook): readonly Step[] {
  const steps: Step[] = [];
  const seen = new Set<string>();
  const visit = (inner: Expr, whose: number): void => {
    for (const { id, person: reader } of numberRefs(inner, whose, at)) {
      const rule = book.rules.get(id);
      if (!rule) continue;
      const place = rule.level === 'household' ? HOUSEHOLD : reader;
      if (seen.has(`${id}|${place}`) || (rule.level === 'person' && place === HOUSEHOLD)) continue;
      seen.add(`${id}|${place}`);
      visit(rule.expr, place);
      steps.push(stepOf(rule, rule.expr, place, at));
    }
  };
  visit(expr, person);
  return [...steps, stepOf(null, expr, person, at)];
}

function stepOf(rule: Rule | null, expr: Expr, person: number, at: Evaluation): Step {
  const value = rule ? at.rule(rule.id, person) : at.expr(expr, person);
  const read = leavesOf(expr, person, at);
  return {
    rule,
    expr,
    person,
    value,
    parameters: distinct(read.flatMap((leaf) => (leaf.op === 'param' ? [leaf.id] : []))).map((id) =>
      at.snapshot.resolve(id),
    ),
    facts: distinct(read.flatMap((leaf) => (leaf.op === 'fact' ? [leaf.id] : []))).flatMap((id) =>
      factOf(id, person, at),
    ),
  };
}

function factOf(id: string, person: number, at: Evaluation): { fact: Fact; value: Value }[] {
  const fact = factById(id);
  if (!fact || (fact.level === 'person' && person === HOUSEHOLD)) return [];
  return [{ fact, value: at.expr({ op: 'fact', id: fact.id as never }, person) }];
}

/** Leaves actually read: of a choice only the branch taken. */
function leavesOf(expr: Expr, person: number, at: Evaluation): readonly Expr[] {
  if (isBool(expr)) return [];
  if (expr.op === 'if') return leavesOf(taken(expr, person, at), person, at);
  const children = childrenOf(expr);
  return children.length === 0 ? [expr] : children.flatMap((child) => leavesOf(child, person, at));
}

/** A rule read, and for whom. */
interface Reference {
  readonly id: string;
  readonly person: number;
}

function numberRefs(expr: Expr, person: number, at: Evaluation): readonly Reference[] {
  if (isBool(expr)) return [];
  if (expr.op === 'ref') return [{ id: expr.id, person }];
  if (expr.op === 'if') return numberRefs(taken(expr, person, at), person, at);
  if (expr.op !== 'sum') return childrenOf(expr).flatMap((child) => numberRefs(child, person, at));
  const summed = [...at.household.persons.keys()].filter((each) => at.expr(expr.where, each) === 1);
  return summed.flatMap((each) => numberRefs(expr.x, each, at));
}

function taken(expr: Extract<Expr, { op: 'if' }>, person: number, at: Evaluation): Expr {
  return at.expr(expr.cond, person) === 0 ? expr.else : expr.then;
}

function distinct(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)];
}
