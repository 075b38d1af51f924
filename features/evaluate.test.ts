import { describe, expect, it } from 'vitest';
import { evaluate } from './evaluate.ts';
import {
  and,
  constant,
  countTrue,
  difference,
  equal,
  feature,
  greater,
  isMissing,
  less,
  log,
  not,
  or,
  otherwise,
  ratio,
  sum,
  type Expression,
} from './expression.ts';

const NONE = Number.NaN;

function valuesOf(expression: Expression, columns: Record<string, number[]>): number[] {
  const nRows = Object.values(columns)[0]!.length;
  return [...evaluate(expression, nRows, (name) => Float64Array.from(columns[name]!))];
}

describe('expressions on columns', () => {
  const [a, b] = [feature('a'), feature('b')];

  it('computes, and a missing operand makes the result missing', () => {
    const columns = { a: [6, 1, NONE, -2], b: [3, 0, 1, 1] };

    expect(valuesOf(ratio(a, b), columns)).toEqual([2, NONE, NONE, -2]);
    expect(valuesOf(difference(a, b), columns)).toEqual([3, 1, NONE, -3]);
    expect(valuesOf(sum(a, b, constant(1, 'count')), columns)).toEqual([10, 2, NONE, 0]);
    expect(valuesOf(greater(a, b), columns)).toEqual([1, 1, NONE, 0]);
    expect(valuesOf(less(a, b), columns)).toEqual([0, 0, NONE, 1]);
    expect(valuesOf(equal(a, b), { a: [1, 2, NONE], b: [1, 3, NONE] })).toEqual([1, 0, NONE]);
  });

  it('takes the logarithm of what is above zero only', () => {
    expect(valuesOf(log(a), { a: [1, 0, -1, Math.E] })).toEqual([0, NONE, NONE, 1]);
  });

  it('decides with one flag where that is enough', () => {
    const columns = { a: [1, 1, 0, NONE, NONE, NONE], b: [1, 0, NONE, 0, 1, NONE] };

    expect(valuesOf(and(a, b), columns)).toEqual([1, 0, 0, 0, NONE, NONE]);
    expect(valuesOf(or(a, b), columns)).toEqual([1, 1, NONE, NONE, 1, NONE]);
    expect(valuesOf(not(a), columns)).toEqual([0, 0, 1, NONE, NONE, NONE]);
  });

  it('counts flags, missing only when all are', () => {
    expect(valuesOf(countTrue(a, b), { a: [1, NONE, NONE], b: [1, 1, NONE] })).toEqual([2, 1, NONE]);
  });

  it('knows what is missing and replaces it', () => {
    const columns = { a: [5, NONE], b: [7, 7] };

    expect(valuesOf(isMissing(a), columns)).toEqual([0, 1]);
    expect(valuesOf(otherwise(a, b), columns)).toEqual([5, 7]);
  });
});
