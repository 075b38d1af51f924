/**
 * Expressions on features: small typed trees, never text that is evaluated.
 * A missing operand makes the result missing, except where an operation says otherwise.
 */
import type { FeatureUnit } from './units.ts';

/** A tree of operations; leaves are features and constants. */
export type Expression =
  | { readonly op: 'feature'; readonly name: string }
  | { readonly op: 'constant'; readonly value: number; readonly unit: FeatureUnit }
  | { readonly op: 'parameter'; readonly name: string; readonly unit: FeatureUnit }
  | { readonly op: 'ratio' | 'difference' | 'product'; readonly left: Expression; readonly right: Expression }
  | {
      readonly op: 'greater' | 'less' | 'equal' | 'and' | 'or';
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly op: 'not' | 'log' | 'is_missing'; readonly of: Expression }
  | { readonly op: 'otherwise'; readonly left: Expression; readonly right: Expression }
  | { readonly op: 'sum' | 'count_true'; readonly terms: readonly Expression[] };

/** The value of another feature. */
export function feature(name: string): Expression {
  return { op: 'feature', name };
}

/** A fixed number with its unit. */
export function constant(value: number, unit: FeatureUnit): Expression {
  return { op: 'constant', value, unit };
}

/** A number of the law or of the statistical office on the as-of date: dated and sourced outside the catalogue. */
export function parameter(name: string, unit: FeatureUnit): Expression {
  return { op: 'parameter', name, unit };
}

/** `left × right`. */
export function product(left: Expression, right: Expression): Expression {
  return { op: 'product', left, right };
}

/** `left ÷ right`; missing when `right` is 0. */
export function ratio(left: Expression, right: Expression): Expression {
  return { op: 'ratio', left, right };
}

/** `left − right`. */
export function difference(left: Expression, right: Expression): Expression {
  return { op: 'difference', left, right };
}

/** 1 when `left > right`, else 0. */
export function greater(left: Expression, right: Expression): Expression {
  return { op: 'greater', left, right };
}

/** 1 when `left < right`, else 0. */
export function less(left: Expression, right: Expression): Expression {
  return { op: 'less', left, right };
}

/** 1 when both are equal, else 0. */
export function equal(left: Expression, right: Expression): Expression {
  return { op: 'equal', left, right };
}

/** 1 when both flags are 1; a 0 decides even beside a missing one. */
export function and(left: Expression, right: Expression): Expression {
  return { op: 'and', left, right };
}

/** 1 when either flag is 1; a 1 decides even beside a missing one. */
export function or(left: Expression, right: Expression): Expression {
  return { op: 'or', left, right };
}

/** Turns a flag over. */
export function not(of: Expression): Expression {
  return { op: 'not', of };
}

/** Natural logarithm of a ratio; missing for zero and less. */
export function log(of: Expression): Expression {
  return { op: 'log', of };
}

/** 1 when the operand is missing, else 0: never missing itself. */
export function isMissing(of: Expression): Expression {
  return { op: 'is_missing', of };
}

/** `left`, or `right` where `left` is missing. */
export function otherwise(left: Expression, right: Expression): Expression {
  return { op: 'otherwise', left, right };
}

/** Sum of all terms; missing when one is. */
export function sum(...terms: Expression[]): Expression {
  return { op: 'sum', terms };
}

/** How many of the flags are 1; missing only when all are. */
export function countTrue(...terms: Expression[]): Expression {
  return { op: 'count_true', terms };
}

/** The operands of an expression. */
export function operands(expression: Expression): readonly Expression[] {
  switch (expression.op) {
    case 'feature':
    case 'constant':
    case 'parameter':
      return [];
    case 'not':
    case 'log':
    case 'is_missing':
      return [expression.of];
    case 'sum':
    case 'count_true':
      return expression.terms;
    default:
      return [expression.left, expression.right];
  }
}

/** Names of the features an expression reads directly. */
export function featuresOf(expression: Expression): string[] {
  if (expression.op === 'feature') return [expression.name];
  return operands(expression).flatMap(featuresOf);
}

/** Names of the parameters an expression reads. */
export function parametersOf(expression: Expression): string[] {
  if (expression.op === 'parameter') return [expression.name];
  return operands(expression).flatMap(parametersOf);
}
