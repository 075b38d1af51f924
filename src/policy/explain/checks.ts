/**
 * Why a condition holds or not: a tree of comparisons and facts with their values and margins.
 */
import { HOUSEHOLD, type Evaluation, type Value } from '../engine/evaluate.ts';
import type { RuleBook } from '../engine/rule-book.ts';
import { unitOfExpr } from '../engine/unit-of.ts';
import { isBool, isComparison, type BoolExpr, type Comparison, type NumberExpr } from '../rules/ast.ts';
import type { Unit } from '../units.ts';

/** Met, missed, or not known. */
export type Outcome = 'met' | 'missed' | 'unknown';

/** Two numbers held against each other. */
export interface CompareCheck {
  readonly kind: 'compare';
  readonly op: Comparison;
  readonly left: { readonly expr: NumberExpr; readonly value: Value };
  readonly right: { readonly expr: NumberExpr; readonly value: Value };
  readonly unit: Unit;
  /** By how much it is met (≥ 0) or missed (< 0; for strict comparisons 0 may be a miss). */
  readonly margin: Value;
  readonly outcome: Outcome;
}

/** A yes/no or coded fact, or a yes/no parameter. */
export interface FactCheck {
  readonly kind: 'fact';
  readonly expr: Extract<BoolExpr, { op: 'flag' | 'paramFlag' | 'in' | 'is' | 'yes' }>;
  readonly outcome: Outcome;
}

/** A named rule, with its own checks unless it is another item. */
export interface RuleCheck {
  readonly kind: 'rule';
  readonly rule: string;
  readonly inner: Check | null;
  readonly outcome: Outcome;
}

/** Several checks: all needed, one needed, the contrary of one, or one for some person. */
export interface GroupCheck {
  readonly kind: 'all' | 'one' | 'not' | 'any';
  readonly inner: readonly Check[];
  /** For `any`: the persons for whom it holds. */
  readonly persons: readonly number[];
  readonly outcome: Outcome;
}

export type Check = CompareCheck | FactCheck | RuleCheck | GroupCheck;

/** An outcome from a value. */
export function outcomeOf(value: Value): Outcome {
  if (value === null) return 'unknown';
  return value === 1 ? 'met' : 'missed';
}

/** Reads conditions apart; a named rule is read once a person, however often it is needed. */
export class CheckReader {
  private readonly rules = new Map<string, RuleCheck>();
  private readonly at: Evaluation;
  private readonly book: RuleBook;

  constructor(at: Evaluation, book: RuleBook) {
    this.at = at;
    this.book = book;
  }

  /** The checks of a condition; `person` is an index or HOUSEHOLD. */
  read(expr: BoolExpr, person: number): Check {
    if (isComparison(expr)) return compareCheck(expr, person, this.at, this.book);
    switch (expr.op) {
      case 'and':
      case 'or':
        return {
          kind: expr.op === 'and' ? 'all' : 'one',
          inner: expr.args.map((arg) => this.read(arg, person)),
          persons: [],
          outcome: this.outcome(expr, person),
        };
      case 'not':
        return {
          kind: 'not',
          inner: [this.read(expr.x, person)],
          persons: [],
          outcome: this.outcome(expr, person),
        };
      case 'any':
        return this.readAny(expr);
      case 'holds':
        return this.readRule(expr.id, person);
      case 'flag':
      case 'paramFlag':
      case 'in':
      case 'is':
      case 'yes':
        return { kind: 'fact', expr, outcome: this.outcome(expr, person) };
    }
  }

  private outcome(expr: BoolExpr, person: number): Outcome {
    return outcomeOf(this.at.expr(expr, person));
  }

  private readRule(id: string, person: number): RuleCheck {
    const rule = this.book.rules.get(id);
    const key = `${id}|${rule?.level === 'household' ? HOUSEHOLD : person}`;
    const known = this.rules.get(key);
    if (known) return known;
    const isItem = id.endsWith('.eligible') || id.endsWith('.kept');
    const expr = rule?.expr;
    const inner = isItem || !expr || !isBool(expr) ? null : this.read(expr, person);
    const check: RuleCheck = { kind: 'rule', rule: id, inner, outcome: outcomeOf(this.at.rule(id, person)) };
    this.rules.set(key, check);
    return check;
  }

  private readAny(expr: Extract<BoolExpr, { op: 'any' }>): GroupCheck {
    const persons = [...this.at.household.persons.keys()];
    const holding = persons.filter((person) => this.at.expr(expr.x, person) === 1);
    const shown = holding.length > 0 ? holding : persons;
    const inner = shown.map((person) => this.read(expr.x, person));
    return { kind: 'any', inner, persons: shown, outcome: this.outcome(expr, HOUSEHOLD) };
  }
}

function compareCheck(
  expr: { readonly op: Comparison; readonly a: NumberExpr; readonly b: NumberExpr },
  person: number,
  at: Evaluation,
  book: RuleBook,
): CompareCheck {
  const left = { expr: expr.a, value: at.expr(expr.a, person) };
  const right = { expr: expr.b, value: at.expr(expr.b, person) };
  const outcome = outcomeOf(at.expr({ op: expr.op, a: expr.a, b: expr.b }, person));
  return {
    kind: 'compare',
    op: expr.op,
    left,
    right,
    unit: unitOfExpr(expr.a, book),
    margin: marginOf(expr.op, left.value, right.value),
    outcome,
  };
}

function marginOf(op: Comparison, left: Value, right: Value): Value {
  if (left === null || right === null) return null;
  if (op === 'lt' || op === 'le') return right - left;
  return op === 'eq' ? -Math.abs(left - right) : left - right;
}

/**
 * How far a missed condition is from being met, as a share of the limit: 0 met, infinite when no number would help.
 */
export function shortfall(check: Check): number {
  if (check.outcome === 'met') return 0;
  switch (check.kind) {
    case 'compare':
      return relativeShortfall(check);
    case 'fact':
    case 'not':
      return Number.POSITIVE_INFINITY;
    case 'rule':
      return check.inner ? shortfall(check.inner) : Number.POSITIVE_INFINITY;
    case 'all':
      return Math.max(...check.inner.map(shortfall));
    case 'one':
    case 'any':
      return Math.min(...check.inner.map(shortfall));
  }
}

function relativeShortfall(check: CompareCheck): number {
  const limit = Math.abs(check.right.value ?? 0);
  if (check.margin === null || limit === 0) return Number.POSITIVE_INFINITY;
  return Math.abs(check.margin) / limit;
}
