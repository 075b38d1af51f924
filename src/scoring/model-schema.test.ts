import { describe, expect, it } from 'vitest';
import type { Scorecard } from '../../models/scorecard/fit.ts';
import type { Stack } from '../../models/stack/model.ts';
import type { TreeEnsemble } from '../../models/tree/ensemble.ts';
import { calibratorSchema, stackSchema, vennAbersSchema } from './model-schema.ts';

/** Two trees: a stump on feature 0, and one that splits on 1 and then on 0. */
const trees: TreeEnsemble = {
  roots: Int32Array.of(0, 3, 8),
  feature: Int32Array.of(0, -1, -1, 1, 0, -1, -1, -1),
  threshold: Float64Array.of(0.5, 0, 0, 2, Infinity, 0, 0, 0),
  left: Int32Array.of(1, -1, -1, 4, 5, -1, -1, -1),
  right: Int32Array.of(2, -1, -1, 7, 6, -1, -1, -1),
  missingLeft: Uint8Array.of(1, 0, 0, 0, 1, 0, 0, 0),
  value: Float64Array.of(0, -0.2, 0.3, 0, 0, 0.1, -0.1, 0.4),
  cover: Float64Array.of(10, 4, 6, 10, 7, 3, 4, 3),
};
const card: Scorecard = {
  family: 'scorecard',
  format: 1,
  features: ['a', 'b'],
  intercept: -1,
  coefficients: Float64Array.of(1, 0.5),
  means: Float64Array.of(0, 0),
  bins: [1, 2].map((cut) => ({
    cuts: Float64Array.of(cut, cut + 1),
    evidence: Float64Array.of(0.1, 0.2, -0.1, 0),
    counts: Float64Array.of(5, 5, 5, 0),
  })),
};

function stackOf(ensemble: TreeEnsemble, scorecard: Scorecard = card): Stack {
  const features = ['a', 'b'];
  return {
    family: 'stack',
    format: 1,
    features,
    intercept: 0,
    members: [
      { weight: 0.6, model: { family: 'gbdt', format: 1, features, base: -1, trees: ensemble } },
      { weight: 0.2, model: { family: 'forest', format: 1, features, trees } },
      { weight: 0.2, model: scorecard },
    ],
  };
}

const isStack = (value: unknown): boolean => stackSchema.safeParse(value).success;

/** The trees with one number of one array changed. */
function withNode(
  part: Exclude<keyof TreeEnsemble, 'categories'>,
  node: number,
  value: number,
): TreeEnsemble {
  const changed = trees[part].slice();
  changed[node] = value;
  return { ...trees, [part]: changed };
}

describe('a saved stack', () => {
  it('of sound trees and a sound scorecard is taken', () => {
    expect(isStack(stackOf(trees))).toBe(true);
  });

  it.each([
    ['a child that is its own parent', withNode('left', 0, 0)],
    ['a child before its parent', withNode('left', 4, 3)],
    ['a child in the next tree', withNode('right', 0, 4)],
    ['a child outside the arrays', withNode('right', 3, 8)],
    ['no child', withNode('left', 3, -1)],
    ['one child on both sides', withNode('right', 0, 1)],
    ['two parents', withNode('left', 4, 7)],
    ['a feature that does not exist', withNode('feature', 0, 2)],
    ['a leaf that is not a number', withNode('value', 1, Number.NaN)],
    ['an infinite leaf', withNode('value', 1, Infinity)],
    ['a threshold that is not a number', withNode('threshold', 0, Number.NaN)],
    ['a node that no row reached', withNode('cover', 2, 0)],
    ['a first tree that begins late', withNode('roots', 0, 1)],
    ['trees that run backwards', withNode('roots', 1, 9)],
    ['an empty tree', { ...trees, roots: Int32Array.of(0, 3, 3, 8) }],
    ['nodes after the last tree', withNode('roots', 2, 7)],
    ['a short array', { ...trees, value: trees.value.slice(0, 7) }],
    ['an array of another kind', { ...trees, left: Float64Array.from(trees.left) }],
    ['a missing array', { ...trees, cover: undefined }],
    ['an unknown member', { ...trees, note: 'x' }],
  ])('with %s is refused', (_, damaged) => {
    expect(isStack(stackOf(damaged as TreeEnsemble))).toBe(false);
  });

  const coded: TreeEnsemble = {
    ...trees,
    categories: {
      ...{ codes: Float64Array.of(1, 4, 9), codesOf: Int32Array.of(0, 3, 3) },
      ...{ setOf: Int32Array.of(0, -1, -1, -1, 1, -1, -1, -1), words: Int32Array.of(5, 2) },
    },
  };
  const withSets = (change: object): TreeEnsemble =>
    ({ ...coded, categories: { ...coded.categories, ...change } }) as TreeEnsemble;

  it('of trees that split by sets of codes is taken', () => {
    expect(isStack(stackOf(coded))).toBe(true);
  });

  it.each([
    ['codes that fall', { codes: Float64Array.of(4, 1, 9) }],
    ['a code that is not a number', { codes: Float64Array.of(1, 4, Number.NaN) }],
    ['codes of another number of columns', { codesOf: Int32Array.of(0, 3) }],
    ['codes that no column has', { codesOf: Int32Array.of(0, 2, 2) }],
    [
      'more codes than a byte has room for',
      {
        ...{ codes: Float64Array.from({ length: 255 }, (_, k) => k), codesOf: Int32Array.of(0, 255, 255) },
        words: new Int32Array(20),
      },
    ],
    ['a split of codes without a set', { setOf: Int32Array.of(-1, -1, -1, -1, 1, -1, -1, -1) }],
    ['a set in a split of numbers', { setOf: Int32Array.of(0, -1, -1, 0, 1, -1, -1, -1) }],
    ['a set past the end', { setOf: Int32Array.of(0, -1, -1, -1, 2, -1, -1, -1) }],
    ['sets of too few nodes', { setOf: Int32Array.of(0, -1, -1, -1, 1) }],
    ['an unknown member', { note: 'x' }],
  ])('with sets of %s is refused', (_, change) => {
    expect(isStack(stackOf(withSets(change)))).toBe(false);
  });

  it.each<[string, Partial<Record<keyof Scorecard, unknown>>]>([
    ['a missing column', { bins: card.bins.slice(1) }],
    ['a bin too few', { bins: [{ ...card.bins[0], evidence: Float64Array.of(0, 0, 0) }, card.bins[1]] }],
    ['cuts that fall', { bins: [{ ...card.bins[0], cuts: Float64Array.of(2, 1) }, card.bins[1]] }],
    [
      'evidence that is not a number',
      { bins: [{ ...card.bins[0], evidence: Float64Array.of(0, 0, NaN, 0) }, card.bins[1]] },
    ],
    ['a coefficient that is not a number', { coefficients: Float64Array.of(1, Number.NaN) }],
    ['an infinite intercept', { intercept: Infinity }],
    ['a newer format', { format: 2 }],
    ['other features than the stack', { features: ['b', 'a'] }],
    ['information of too few columns', { information: Float64Array.of(0.1) }],
  ])('with a scorecard of %s is refused', (_, change) => {
    expect(isStack(stackOf(trees, { ...card, ...change } as Scorecard))).toBe(false);
  });

  it('is refused as a newer format, of an unknown family, or with a member that weighs nothing', () => {
    const stack = stackOf(trees);
    const first = stack.members[0]!;

    expect(isStack({ ...stack, format: 2 })).toBe(false);
    expect(isStack({ ...stack, members: [{ weight: 0, model: first.model }] })).toBe(false);
    expect(isStack({ ...stack, members: [{ weight: 1, model: { ...first.model, family: 'oracle' } }] })).toBe(
      false,
    );
    expect(isStack({ ...stack, features: [] })).toBe(false);
  });
});

describe('a saved calibrator', () => {
  const map = { scores: Float64Array.of(-1, 0, 2), values: Float64Array.of(0.1, 0.2, 0.2) };
  const fits = (value: unknown): boolean => calibratorSchema.safeParse(value).success;

  it('is taken when its probability rises with the log-odds', () => {
    expect(fits({ kind: 'identity' })).toBe(true);
    expect(fits({ kind: 'platt', slope: 0.8, intercept: -0.1 })).toBe(true);
    expect(fits({ kind: 'beta', a: 1, b: 0, c: 0.2 })).toBe(true);
    expect(fits({ kind: 'isotonic', map })).toBe(true);
  });

  it.each([
    ['falls', { kind: 'platt', slope: -0.1, intercept: 0 }],
    ['falls at one end', { kind: 'beta', a: 1, b: -1, c: 0 }],
    ['has no knots', { kind: 'isotonic', map: { scores: new Float64Array(), values: new Float64Array() } }],
    ['falls between knots', { kind: 'isotonic', map: { ...map, values: Float64Array.of(0.1, 0.3, 0.2) } }],
    ['repeats a knot', { kind: 'isotonic', map: { ...map, scores: Float64Array.of(-1, 0, 0) } }],
    ['leaves 0..1', { kind: 'isotonic', map: { ...map, values: Float64Array.of(0.1, 0.2, 1.2) } }],
    ['lacks a value', { kind: 'isotonic', map: { ...map, values: Float64Array.of(0.1, 0.2) } }],
    ['is unknown', { kind: 'spline' }],
  ])('is refused when it %s', (_, calibrator) => {
    expect(fits(calibrator)).toBe(false);
  });
});

describe('a saved interval table', () => {
  const table = {
    scores: Float64Array.of(-1, 1),
    lower: Float64Array.of(0.1, 0.3),
    upper: Float64Array.of(0.2, 0.3),
  };
  const fits = (value: unknown): boolean => vennAbersSchema.safeParse(value).success;

  it('holds bounds in order, a pair for every score', () => {
    expect(fits(table)).toBe(true);
    expect(fits({ ...table, upper: Float64Array.of(0.2, 0.2) })).toBe(false);
    expect(fits({ ...table, upper: Float64Array.of(0.2) })).toBe(false);
    expect(fits({ ...table, upper: Float64Array.of(0.2, 1.1) })).toBe(false);
    expect(fits({ ...table, lower: Float64Array.of(Number.NaN, 0.3) })).toBe(false);
    expect(fits({ ...table, scores: Float64Array.of(1, -1) })).toBe(false);
    expect(fits({ scores: new Float64Array(), lower: new Float64Array(), upper: new Float64Array() })).toBe(
      false,
    );
  });
});
