/**
 * Evaluates expressions over whole columns.
 */
import { JzError } from '../src/core/errors/index.ts';
import type { Expression } from './expression.ts';

/**
 * The column an expression gives, `[nRows]`; `NaN` = missing.
 *
 * @param columnOf the column of a feature the expression reads
 * @param parameterOf the value of a parameter on the as-of date
 */
export function evaluate(
  expression: Expression,
  nRows: number,
  columnOf: (name: string) => Float64Array,
  parameterOf: (name: string) => number = noParameter,
): Float64Array {
  const visit = (node: Expression): Float64Array => {
    switch (node.op) {
      case 'feature':
        return columnOf(node.name);
      case 'parameter':
        return new Float64Array(nRows).fill(parameterOf(node.name));
      case 'constant':
        return new Float64Array(nRows).fill(node.value);
      case 'not':
      case 'log':
      case 'is_missing':
        return mapColumn(visit(node.of), unary[node.op]);
      case 'sum':
        return node.terms.map(visit).reduce((left, right) => zipColumns(left, right, (a, b) => a + b));
      case 'count_true':
        return countTrueColumns(node.terms.map(visit), nRows);
      default:
        return zipColumns(visit(node.left), visit(node.right), binary[node.op]);
    }
  };
  return visit(expression);
}

const flag = (value: boolean): number => (value ? 1 : 0);
const known = (a: number, b: number): boolean => !Number.isNaN(a) && !Number.isNaN(b);

const unary = {
  not: (a: number) => 1 - a,
  log: (a: number) => (a > 0 ? Math.log(a) : Number.NaN),
  is_missing: (a: number) => flag(Number.isNaN(a)),
};

const binary = {
  ratio: (a: number, b: number) => (b === 0 ? Number.NaN : a / b),
  difference: (a: number, b: number) => a - b,
  product: (a: number, b: number) => a * b,
  greater: (a: number, b: number) => (known(a, b) ? flag(a > b) : Number.NaN),
  less: (a: number, b: number) => (known(a, b) ? flag(a < b) : Number.NaN),
  equal: (a: number, b: number) => (known(a, b) ? flag(a === b) : Number.NaN),
  and: (a: number, b: number) => (a === 0 || b === 0 ? 0 : a * b),
  or: (a: number, b: number) => (a === 1 || b === 1 ? 1 : a + b),
  otherwise: (a: number, b: number) => (Number.isNaN(a) ? b : a),
};

function mapColumn(column: Float64Array, operation: (a: number) => number): Float64Array {
  return column.map((value) => operation(value));
}

function noParameter(name: string): number {
  throw new JzError('JZ_FEATURE_PARAMETER', { parameter: name });
}

function zipColumns(
  left: Float64Array,
  right: Float64Array,
  operation: (a: number, b: number) => number,
): Float64Array {
  const result = new Float64Array(left.length);
  for (let i = 0; i < left.length; i++) result[i] = operation(left[i]!, right[i]!);
  return result;
}

function countTrueColumns(columns: readonly Float64Array[], nRows: number): Float64Array {
  const result = new Float64Array(nRows).fill(Number.NaN);
  for (const column of columns) {
    for (let i = 0; i < nRows; i++) {
      const value = column[i]!;
      if (!Number.isNaN(value)) result[i] = (Number.isNaN(result[i]!) ? 0 : result[i]!) + flag(value > 0);
    }
  }
  return result;
}
