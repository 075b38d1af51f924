/**
 * Evaluates rules for one household: the plain reading of the AST, three-valued. `null` is unknown; flags are 0 and 1.
 */
import { factById } from '../facts/catalogue.ts';
import { codeOf } from '../facts/codes.ts';
import { valueIn, type HouseholdFacts } from '../facts/row.ts';
import type { Snapshot } from '../parameters/snapshot.ts';
import { isComparison, type BoolExpr, type Comparison, type Expr } from '../rules/ast.ts';
import { MONTHS_IN_YEAR } from '../units.ts';
import { divide, monthlyPart, roundedTo, scaled } from './arithmetic.ts';
import type { RuleBook } from './rule-book.ts';

/** A number, 0/1 for no/yes, or `null` for unknown. */
export type Value = number | null;

/** The household as a whole, for rules that are not about one person. */
export const HOUSEHOLD = -1;

/** Rules of one household, evaluated when asked and remembered. */
export interface Evaluation {
  readonly household: HouseholdFacts;
  readonly snapshot: Snapshot;
  /** A rule's value; `person` is an index, or HOUSEHOLD. */
  rule(id: string, person: number): Value;
  /** An expression's value. */
  expr(expr: Expr, person: number): Value;
}

/** Opens a household for evaluation. */
export function evaluation(book: RuleBook, household: HouseholdFacts, snapshot: Snapshot): Evaluation {
  const slots = household.persons.length + 1;
  const known = new Map<string, (Value | undefined)[]>();
  const self: Evaluation = {
    household,
    snapshot,
    expr: (expr, person) => valueOf(expr, person, self),
    rule: (id, person) => {
      const rule = book.rules.get(id);
      if (!rule) return null;
      const slot = (rule.level === 'household' ? HOUSEHOLD : person) + 1;
      let values = known.get(id);
      if (!values) known.set(id, (values = new Array<Value | undefined>(slots)));
      const held = values[slot];
      if (held !== undefined) return held;
      const value = valueOf(rule.expr, slot - 1, self);
      values[slot] = value;
      return value;
    },
  };
  return self;
}

// eslint-disable-next-line complexity -- one case an operation, exhaustive by type
function valueOf(expr: Expr, person: number, at: Evaluation): Value {
  if (isComparison(expr)) return compare(expr.op, at.expr(expr.a, person), at.expr(expr.b, person));
  switch (expr.op) {
    case 'zero':
      return 0;
    case 'one':
    case 'yes':
      return 1;
    case 'param':
    case 'paramFlag':
      return at.snapshot.value(expr.id);
    case 'fact':
    case 'flag':
      return factValue(expr.id, person, at);
    case 'ref':
    case 'holds':
      return at.rule(expr.id, person);
    case 'and':
    case 'or':
      return connect(expr, person, at);
    case 'not':
      return negate(at.expr(expr.x, person));
    case 'in':
      return inMask(factValue(expr.id, person, at), at.snapshot.value(expr.param));
    case 'is':
      return isCode(factValue(expr.id, person, at), expr.id, expr.code);
    case 'if':
      return choose(expr, person, at);
    case 'count':
    case 'sum':
    case 'any':
      return overPersons(expr, at);
    default:
      return arithmetic(expr, person, at);
  }
}

type Arithmetic = Exclude<
  Expr,
  BoolExpr | { op: 'zero' | 'one' | 'param' | 'fact' | 'ref' | 'if' | 'count' | 'sum' }
>;

function arithmetic(expr: Arithmetic, person: number, at: Evaluation): Value {
  switch (expr.op) {
    case 'add':
    case 'min':
    case 'max':
    case 'coalesce':
      return fold(expr, person, at);
    case 'sub':
      return both(expr.a, expr.b, { person, at, of: (a, b) => a - b });
    case 'scale':
      return both(expr.x, expr.ratio, { person, at, of: (x, ratio) => scaled(x, ratio, expr.rounding) });
    case 'times':
      return both(expr.x, expr.n, { person, at, of: (x, n) => x * n });
    case 'per':
      return both(expr.x, expr.n, { person, at, of: (x, n) => divide(x, n, expr.rounding) });
    case 'round':
      return both(expr.x, expr.step, { person, at, of: (x, step) => roundedTo(x, step, expr.rounding) });
    case 'yearly':
      return single(at.expr(expr.x, person), (x) => x * MONTHS_IN_YEAR);
    case 'monthly':
      return single(at.expr(expr.x, person), (x) => monthlyPart(x, expr.rounding));
    case 'as':
      return at.expr(expr.x, person);
  }
}

interface Pair {
  readonly person: number;
  readonly at: Evaluation;
  readonly of: (a: number, b: number) => number;
}

function both(a: Expr, b: Expr, pair: Pair): Value {
  const left = pair.at.expr(a, pair.person);
  const right = pair.at.expr(b, pair.person);
  return left === null || right === null ? null : orUnknown(pair.of(left, right));
}

function single(x: Value, of: (x: number) => number): Value {
  return x === null ? null : orUnknown(of(x));
}

function orUnknown(value: number): Value {
  return Number.isNaN(value) ? null : value;
}

function fold(
  expr: { readonly op: 'add' | 'min' | 'max' | 'coalesce'; readonly args: readonly Expr[] },
  person: number,
  at: Evaluation,
): Value {
  let result: Value = null;
  for (const [i, arg] of expr.args.entries()) {
    const value = at.expr(arg, person);
    if (expr.op === 'coalesce') {
      if (value !== null) return value;
      continue;
    }
    if (value === null) return null;
    if (i === 0) result = value;
    else if (expr.op === 'add') result = (result ?? 0) + value;
    else result = expr.op === 'min' ? Math.min(result ?? value, value) : Math.max(result ?? value, value);
  }
  return result;
}

function compare(op: Comparison, a: Value, b: Value): Value {
  if (a === null || b === null) return null;
  if (op === 'lt') return a < b ? 1 : 0;
  if (op === 'le') return a <= b ? 1 : 0;
  if (op === 'gt') return a > b ? 1 : 0;
  if (op === 'ge') return a >= b ? 1 : 0;
  return a === b ? 1 : 0;
}

function connect(
  expr: { readonly op: 'and' | 'or'; readonly args: readonly BoolExpr[] },
  person: number,
  at: Evaluation,
): Value {
  const decisive = expr.op === 'and' ? 0 : 1;
  let result: Value = 1 - decisive;
  for (const arg of expr.args) {
    const value = at.expr(arg, person);
    if (value === decisive) return decisive;
    if (value === null) result = null;
  }
  return result;
}

function negate(value: Value): Value {
  return value === null ? null : 1 - value;
}

function choose(
  expr: { readonly cond: Expr; readonly then: Expr; readonly else: Expr },
  person: number,
  at: Evaluation,
): Value {
  const cond = at.expr(expr.cond, person);
  if (cond === 1) return at.expr(expr.then, person);
  if (cond === 0) return at.expr(expr.else, person);
  const then = at.expr(expr.then, person);
  return then === at.expr(expr.else, person) ? then : null;
}

function overPersons(expr: Extract<Expr, { op: 'count' | 'sum' | 'any' }>, at: Evaluation): Value {
  let result: Value = 0;
  for (let person = 0; person < at.household.persons.length; person++) {
    if (expr.op === 'any') {
      const value = at.expr(expr.x, person);
      if (value === 1) return 1;
      if (value === null) result = null;
      continue;
    }
    const where = at.expr(expr.where, person);
    if (where === 0) continue;
    const value = expr.op === 'count' ? 1 : at.expr(expr.x, person);
    if (where === null && value === 0) continue;
    if (where === null || value === null) return null;
    result = (result ?? 0) + value;
  }
  return result;
}

function factValue(id: string, person: number, at: Evaluation): Value {
  const fact = factById(id);
  if (!fact) return null;
  const row = fact.level === 'household' ? at.household.household : at.household.persons[person];
  return row ? valueIn(row, fact.id) : null;
}

function inMask(code: Value, mask: number): Value {
  return code === null ? null : (mask >> code) & 1;
}

function isCode(code: Value, fact: string, name: string): Value {
  const list = factById(fact)?.list;
  return code === null || !list ? null : code === codeOf(list, name) ? 1 : 0;
}
