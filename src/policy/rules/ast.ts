/**
 * Rules as plain data: expressions over facts, parameters and other rules. Both compilers read these and nothing else.
 * Every value is three-valued: known, or unknown. No expression holds a number of the law; parameters do.
 */
import type { CodeFactId, FlagFactId, NumberFactId } from '../facts/catalogue.ts';
import type { Unit } from '../units.ts';

/** How a fraction of a fen (or yuan) is settled. */
export type Rounding = 'down' | 'up' | 'half_up';

/** An expression whose value is a number with a unit. */
export type NumberExpr =
  | { readonly op: 'zero'; readonly unit: Unit }
  | { readonly op: 'one' }
  | { readonly op: 'param'; readonly id: string }
  | { readonly op: 'fact'; readonly id: NumberFactId | CodeFactId }
  | { readonly op: 'ref'; readonly id: string }
  | { readonly op: 'add' | 'min' | 'max' | 'coalesce'; readonly args: readonly NumberExpr[] }
  | { readonly op: 'sub'; readonly a: NumberExpr; readonly b: NumberExpr }
  /** `x` × a ratio, settled to the fen. */
  | { readonly op: 'scale'; readonly x: NumberExpr; readonly ratio: NumberExpr; readonly rounding: Rounding }
  /** `x` × a whole number, exact. Months × a monthly amount give an amount. */
  | { readonly op: 'times'; readonly x: NumberExpr; readonly n: NumberExpr }
  /** `x` ÷ a whole number; unknown when that is zero. */
  | { readonly op: 'per'; readonly x: NumberExpr; readonly n: NumberExpr; readonly rounding: Rounding }
  /** Monthly amount × 12. */
  | { readonly op: 'yearly'; readonly x: NumberExpr }
  /** Yearly amount ÷ 12. */
  | { readonly op: 'monthly'; readonly x: NumberExpr; readonly rounding: Rounding }
  /** A year's flow taken as a sum of money, or a sum taken as falling within the year. */
  | { readonly op: 'as'; readonly x: NumberExpr; readonly unit: 'fen' | 'fen_year' }
  /** To a multiple of `step`. */
  | { readonly op: 'round'; readonly x: NumberExpr; readonly step: NumberExpr; readonly rounding: Rounding }
  | { readonly op: 'if'; readonly cond: BoolExpr; readonly then: NumberExpr; readonly else: NumberExpr }
  /** Over the persons of the household for whom `where` holds. */
  | { readonly op: 'count'; readonly where: BoolExpr }
  | { readonly op: 'sum'; readonly x: NumberExpr; readonly where: BoolExpr };

/** How two numbers are compared. */
export type Comparison = 'lt' | 'le' | 'gt' | 'ge' | 'eq';

/** An expression that is yes, no or unknown. */
export type BoolExpr =
  | { readonly op: 'yes' }
  | { readonly op: 'flag'; readonly id: FlagFactId }
  | { readonly op: 'paramFlag'; readonly id: string }
  | { readonly op: 'holds'; readonly id: string }
  | { readonly op: Comparison; readonly a: NumberExpr; readonly b: NumberExpr }
  | { readonly op: 'and' | 'or'; readonly args: readonly BoolExpr[] }
  | { readonly op: 'not'; readonly x: BoolExpr }
  /** A coded fact is one of the codes a parameter lists. */
  | { readonly op: 'in'; readonly id: CodeFactId; readonly param: string }
  /** A coded fact is this code; for the structure of families and schools, never for limits of the law. */
  | { readonly op: 'is'; readonly id: CodeFactId; readonly code: string }
  /** It holds for one of the persons of the household. */
  | { readonly op: 'any'; readonly x: BoolExpr };

/** Any expression. */
export type Expr = NumberExpr | BoolExpr;

const booleanOps: ReadonlySet<string> = new Set([
  'yes',
  'flag',
  'paramFlag',
  'holds',
  'lt',
  'le',
  'gt',
  'ge',
  'eq',
  'and',
  'or',
  'not',
  'in',
  'is',
  'any',
]);

/** Whether the expression is yes/no/unknown rather than a number. */
export function isBool(expr: Expr): expr is BoolExpr {
  return booleanOps.has(expr.op);
}

/** Whether a comparison. */
export function isComparison(
  expr: Expr,
): expr is { readonly op: Comparison; readonly a: NumberExpr; readonly b: NumberExpr } {
  return ['lt', 'le', 'gt', 'ge', 'eq'].includes(expr.op);
}

/** The expressions directly inside one, in order of evaluation. */
// eslint-disable-next-line complexity -- one case an operation, exhaustive by type
export function childrenOf(expr: Expr): readonly Expr[] {
  switch (expr.op) {
    case 'add':
    case 'min':
    case 'max':
    case 'coalesce':
    case 'and':
    case 'or':
      return expr.args;
    case 'sub':
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge':
    case 'eq':
      return [expr.a, expr.b];
    case 'scale':
      return [expr.x, expr.ratio];
    case 'times':
    case 'per':
      return [expr.x, expr.n];
    case 'round':
      return [expr.x, expr.step];
    case 'yearly':
    case 'monthly':
    case 'as':
    case 'not':
    case 'any':
      return [expr.x];
    case 'if':
      return [expr.cond, expr.then, expr.else];
    case 'count':
      return [expr.where];
    case 'sum':
      return [expr.x, expr.where];
    default:
      return [];
  }
}
