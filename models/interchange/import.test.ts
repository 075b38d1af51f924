import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JzError } from '../../src/core/errors/index.ts';
import { boostingLogOdds } from '../boosting/model.ts';
import { flattenTrees } from './flatten.ts';
import { singleSplit } from './neighbours.ts';
import { foreignModels, imported, largestGap, rowsFor, toleranceOf } from './test-support.ts';

const foreign = foreignModels(
  readFileSync(new URL('./oracles/foreign-models.json', import.meta.url), 'utf8'),
);

const ofCategories = foreignModels(
  readFileSync(new URL('./oracles/xgboost-categories.json', import.meta.url), 'utf8'),
).cases;

describe.each([...foreign.cases, ...ofCategories])('$format: $name', (known) => {
  it('scores as the program that made it, on and beside its thresholds', () => {
    const model = imported(known);

    expect(largestGap(boostingLogOdds(model, rowsFor(model, known.rows)), known.raw)).toBeLessThanOrEqual(
      toleranceOf(known),
    );
  });

  it('gives the same bytes when read twice', () => {
    expect(imported(known)).toEqual(imported(known));
  });
});

describe('an import', () => {
  it.each(foreign.refused)('refuses $name, naming it', ({ problem, ...model }) => {
    const error = refusal(() => imported(model));

    expect(error.code).toBe('JZ_MODEL_UNSUPPORTED');
    expect(error.details['problem']).toContain(problem);
    expect(error.details['file']).toBe('model');
  });

  it('refuses a file cut anywhere', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...foreign.cases),
        fc.double({ min: 0, max: 0.97, noNaN: true }),
        (known, share) => {
          const { text, format } = known;
          const end = format === 'lightgbm' ? text.indexOf('end of trees') : text.length;
          const error = refusal(() => imported({ format, text: text.slice(0, Math.floor(end * share)) }));
          expect(['JZ_MODEL_INVALID', 'JZ_MODEL_UNSUPPORTED']).toContain(error.code);
        },
      ),
      { seed: 5, numRuns: 150 },
    );
  });

  it.each([
    ['"left_children":[', '"left_children":[99,', 'JZ_MODEL_INVALID'],
    ['"base_score":"', '"base_score":"x', 'JZ_MODEL_INVALID'],
    ['"num_class":"0","num_feature":"6"', '"num_class":"0","num_feature":"2"', 'JZ_MODEL_INVALID'],
    ['"num_class":"0"', '"num_class":"3"', 'JZ_MODEL_UNSUPPORTED'],
    ['"name":"binary:logistic"', '"name":"toString"', 'JZ_MODEL_UNSUPPORTED'],
  ])('refuses an XGBoost model with %s turned into %s', (from, to, code) => {
    const { text } = foreign.cases[0]!;
    expect(text).toContain(from);

    expect(refusal(() => imported({ format: 'xgboost', text: text.replace(from, to) })).code).toBe(code);
  });

  it.each([
    ['"enc":[]', '"enc":[{}]', 'JZ_MODEL_UNSUPPORTED'],
    ['"split_type":[0', '"split_type":[2', 'JZ_MODEL_UNSUPPORTED'],
    ['"split_type":[0', '"split_type":[1', 'JZ_MODEL_INVALID'],
    ['"categories":[', '"categories":[-1,', 'JZ_MODEL_INVALID'],
    ['"categories":[', '"categories":[0.5,', 'JZ_MODEL_INVALID'],
    ['"categories_sizes":[', '"categories_sizes":[9999,', 'JZ_MODEL_INVALID'],
    ['"categories_sizes":[1', '"categories_sizes":[9999', 'JZ_MODEL_INVALID'],
  ])('refuses an XGBoost model of categories with %s turned into %s', (from, to, code) => {
    const { text } = ofCategories[0]!;
    expect(text).toContain(from);

    expect(refusal(() => imported({ format: 'xgboost', text: text.replace(from, to) })).code).toBe(code);
  });

  it.each([
    ['left_child=', 'left_child=0 ', 'JZ_MODEL_INVALID'],
    ['threshold=', 'threshold=abc ', 'JZ_MODEL_INVALID'],
    ['version=v4', 'version=v9', 'JZ_MODEL_UNSUPPORTED'],
    ['decision_type=2', 'decision_type=14', 'JZ_MODEL_UNSUPPORTED'],
    ['max_feature_idx=5', 'max_feature_idx=4', 'JZ_MODEL_INVALID'],
  ])('refuses a LightGBM model with %s turned into %s', (from, to, code) => {
    const { text } = foreign.cases.find(({ name }) => name === 'gbdt')!;
    expect(text).toContain(from);

    expect(refusal(() => imported({ format: 'lightgbm', text: text.replace(from, to) })).code).toBe(code);
  });

  it('refuses a tree that runs in a circle', () => {
    const nodeAt = () => ({
      kind: 'split' as const,
      feature: 0,
      ranges: [
        { upper: 1, goesLeft: true },
        { upper: Infinity, goesLeft: false },
      ],
      missingLeft: true,
      left: 0,
      right: 0,
    });

    expect(refusal(() => flattenTrees([{ size: 3, nodeAt }], 1, 'model')).details['problem']).toContain(
      'circle',
    );
  });
});

describe('the double threshold of a single-precision split', () => {
  const single = fc.float({ noNaN: true, noDefaultInfinity: true });
  it('parts doubles as rounding and comparing does', () => {
    fc.assert(
      fc.property(
        single,
        fc.integer({ min: -3, max: 3 }),
        fc.double({ min: -2, max: 2, noNaN: true }),
        (split, steps, within) => {
          const size = Math.max(Math.abs(split) * 2 ** -24, 2 ** -150);
          for (const x of [split + steps * size, split + within * size, -split, 0, Infinity, -1e300]) {
            expect(x <= singleSplit(split)).toBe(Math.fround(x) < split);
          }
        },
      ),
      { seed: 7, numRuns: 3000 },
    );
  });
});

function refusal(work: () => unknown): JzError {
  try {
    work();
  } catch (error) {
    if (error instanceof JzError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
