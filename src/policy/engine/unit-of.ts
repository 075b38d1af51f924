/**
 * The unit of an expression that passed the checks.
 */
import { factById, type Level } from '../facts/catalogue.ts';
import { childrenOf, isBool, type Expr } from '../rules/ast.ts';
import type { Unit } from '../units.ts';
import type { RuleBook } from './rule-book.ts';

/** Unit of a checked expression. */
// eslint-disable-next-line complexity -- one case an operation, exhaustive by type
export function unitOfExpr(expr: Expr, book: RuleBook): Unit {
  if (isBool(expr)) return 'flag';
  switch (expr.op) {
    case 'zero':
    case 'as':
      return expr.unit;
    case 'one':
    case 'count':
      return 'count';
    case 'param':
      return book.catalogue.parameters.get(expr.id)?.unit ?? 'count';
    case 'fact':
      return factById(expr.id)?.unit ?? 'count';
    case 'ref':
      return book.rules.get(expr.id)?.unit ?? 'count';
    case 'yearly':
      return 'fen_year';
    case 'monthly':
      return 'fen_month';
    case 'times':
      return product(unitOfExpr(expr.x, book), unitOfExpr(expr.n, book));
    case 'if':
      return unitOfExpr(expr.then, book);
    case 'sub':
      return unitOfExpr(expr.a, book);
    case 'add':
    case 'min':
    case 'max':
    case 'coalesce':
      return expr.args[0] ? unitOfExpr(expr.args[0], book) : 'count';
    default:
      return unitOfExpr(expr.x, book);
  }
}

/** Whether an expression needs a person to have a value. */
// eslint-disable-next-line complexity -- one case an operation
export function levelOf(expr: Expr, book: RuleBook): Level {
  switch (expr.op) {
    case 'fact':
    case 'flag':
    case 'in':
    case 'is':
      return factById(expr.id)?.level ?? 'household';
    case 'ref':
    case 'holds':
      return book.rules.get(expr.id)?.level ?? 'household';
    case 'count':
    case 'sum':
    case 'any':
      return 'household';
    default:
      return childrenOf(expr).some((child) => levelOf(child, book) === 'person') ? 'person' : 'household';
  }
}

/** The unit of a product that is not a plain multiple. */
export const productUnits: Readonly<Record<string, Unit>> = {
  'fen_month × months': 'fen',
  'fen_day × days': 'fen',
  'fen_kwh × kwh': 'fen_month',
};

function product(a: Unit, b: Unit): Unit {
  return b === 'count' ? a : (productUnits[`${a} × ${b}`] ?? a);
}
