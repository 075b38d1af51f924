/**
 * Unit algebra of expressions: what cannot be added is not added.
 */
import type { Expression } from './expression.ts';
import { isNominal, unitOfProduct, unitOfRatio, type FeatureUnit } from './units.ts';

/** A unit, or why there is none. */
export type UnitOrProblem = { readonly unit: FeatureUnit } | { readonly problem: string };

/**
 * The unit an expression gives.
 *
 * @param unitOf declared unit of a feature the expression reads
 */
export function unitOfExpression(
  expression: Expression,
  unitOf: (name: string) => FeatureUnit,
): UnitOrProblem {
  switch (expression.op) {
    case 'feature':
      return { unit: unitOf(expression.name) };
    case 'constant':
    case 'parameter':
      return { unit: expression.unit };
    case 'is_missing':
      return withUnit(expression.of, unitOf, () => ({ unit: 'flag' }));
    case 'not':
      return withUnit(expression.of, unitOf, (unit) => only('flag', unit, 'flag', 'not'));
    case 'log':
      return withUnit(expression.of, unitOf, (unit) => only('ratio', unit, 'log', 'log'));
    case 'count_true':
      return ofTerms(expression.terms, unitOf, (unit) => only('flag', unit, 'count', 'count_true'));
    case 'sum':
      return ofTerms(expression.terms, unitOf, (unit) => measurable(unit, 'sum'));
    default:
      return withUnit(expression.left, unitOf, (left) =>
        withUnit(expression.right, unitOf, (right) => ofPair(expression.op, left, right)),
      );
  }
}

type PairOp = 'ratio' | 'difference' | 'product' | 'greater' | 'less' | 'equal' | 'and' | 'or' | 'otherwise';

function ofPair(op: PairOp, left: FeatureUnit, right: FeatureUnit): UnitOrProblem {
  if (op === 'ratio') {
    const unit = unitOfRatio(left, right);
    return unit === null ? { problem: `${left} ÷ ${right} means nothing` } : { unit };
  }
  if (op === 'product') {
    const unit = unitOfProduct(left, right);
    return unit === null ? { problem: `${left} × ${right} means nothing` } : { unit };
  }
  if (left !== right) return { problem: `${op} of ${left} and ${right}` };
  if (op === 'otherwise') return { unit: left };
  if (op === 'equal') return { unit: 'flag' };
  if (op === 'and' || op === 'or') return only('flag', left, 'flag', op);
  const checked = measurable(left, op);
  return op === 'difference' || 'problem' in checked ? checked : { unit: 'flag' };
}

function only(needed: FeatureUnit, found: FeatureUnit, result: FeatureUnit, op: string): UnitOrProblem {
  return found === needed ? { unit: result } : { problem: `${op} of ${found}; it takes ${needed}` };
}

function measurable(unit: FeatureUnit, op: string): UnitOrProblem {
  return isNominal(unit) ? { problem: `${op} of ${unit} means nothing` } : { unit };
}

function withUnit(
  expression: Expression,
  unitOf: (name: string) => FeatureUnit,
  then: (unit: FeatureUnit) => UnitOrProblem,
): UnitOrProblem {
  const found = unitOfExpression(expression, unitOf);
  return 'problem' in found ? found : then(found.unit);
}

function ofTerms(
  terms: readonly Expression[],
  unitOf: (name: string) => FeatureUnit,
  then: (unit: FeatureUnit) => UnitOrProblem,
): UnitOrProblem {
  const found = terms.map((term) => unitOfExpression(term, unitOf));
  const problem = found.find((item) => 'problem' in item);
  if (problem) return problem;
  const units = new Set(found.map((item) => ('unit' in item ? item.unit : 'code')));
  const [unit] = units;
  if (unit === undefined) return { problem: 'no terms' };
  return units.size === 1 ? then(unit) : { problem: `terms in ${[...units].join(' and ')}` };
}
