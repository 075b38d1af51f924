import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matrixFromRows, type Matrix } from '../../src/core/matrix.ts';
import { seededRng } from '../../src/core/rng.ts';
import { fitHazard } from '../boosting/hazard.ts';
import { gbdt } from '../boosting/model.ts';
import { boostingDefaults } from '../boosting/options.ts';
import { forestDefaults } from '../forest/fit.ts';
import { forest } from '../forest/model.ts';
import { scorecardDefaults } from '../scorecard/fit.ts';
import { scorecard } from '../scorecard/model.ts';
import { stackLogOdds, type Stack } from '../stack/model.ts';
import { learnableSample } from '../test-support.ts';
import { candidateValues, type Movable } from './candidates.ts';
import { findCounterfactual } from './find.ts';

const { X, y } = learnableSample(500, 'counterfactual');
const models = [
  gbdt.fit(X, y, { ...boostingDefaults, rounds: 8, maxLeaves: 6 }, seededRng(1)),
  forest.fit(X, y, { ...forestDefaults, trees: 4 }, seededRng(2)),
  scorecard.fit(X, y, scorecardDefaults, seededRng(3)),
];
const stack: Stack = {
  ...{ family: 'stack', format: 1, features: X.names, intercept: 0 },
  members: models.map((model) => ({ weight: 0.4, model })),
};
const boosted: Stack = { ...stack, members: [{ weight: 1, model: models[0]! }] };
const months = Float64Array.from(y, (label, i) => (label === 1 ? [3, 6][i % 2]! : 6));
const hazard = fitHazard(
  X,
  { months, happened: y },
  [3, 6],
  { ...boostingDefaults, rounds: 8, maxLeaves: 6 },
  seededRng(4),
);
const ahead: Stack = { ...stack, members: [{ weight: 1, model: { ...hazard, asked: 1 } }] };
const signal: Movable = { feature: 'signal', direction: 'down', low: -3, high: 3, step: 0 };
const code: Movable = { feature: 'code', direction: 'both', low: 0, high: 5, step: 1 };
const holes: Movable = { feature: 'holes', direction: 'both', low: -2, high: 2, step: 0.25 };
const noise: Movable = { feature: 'noise', direction: 'up', low: -3, high: 3, step: 0 };

function rowAt(i: number): number[] {
  return X.columns.map((column) => column[i]!);
}

function scoreOf(of: Stack, row: readonly number[]): number {
  return stackLogOdds(of, matrixFromRows(of.features, [row]))[0]!;
}

const asked = fc.record({
  row: fc.nat(499).map(rowAt),
  less: fc.double({ min: 0.05, max: 2, noNaN: true }),
  movable: fc.subarray([signal, code, holes, noise], { minLength: 1 }),
  of: fc.constantFrom(stack, boosted, ahead),
});

describe('a counterfactual', () => {
  it('really reaches the wanted score, moving only what may move, as it may, inside its range', () => {
    const seen = { found: 0, none: 0 };
    fc.assert(
      fc.property(asked, ({ row, less, movable, of }) => {
        const limit = scoreOf(of, row) - less;
        const answer = findCounterfactual({ stack: of, row, movable, isWanted: (z) => z < limit });

        seen[answer.kind]++;
        if (answer.kind === 'none') return;
        expect(answer.changes.length).toBeLessThanOrEqual(3);
        const changed = [...row];
        for (const { feature, from, to } of answer.changes) {
          const { direction, low, high, step } = movable.find((one) => one.feature === feature)!;
          const j = X.names.indexOf(feature);
          expect(from).toBe(row[j]);
          expect(to >= low && to <= high && to !== from).toBe(true);
          if (direction !== 'both') expect(Math.sign(to - from)).toBe(direction === 'up' ? 1 : -1);
          if (step > 0) expect(to % step).toBeCloseTo(0, 12);
          changed[j] = to;
        }
        expect(scoreOf(of, changed)).toBe(answer.logOdds);
        expect(answer.logOdds).toBeLessThan(limit);
      }),
      { seed: 23, numRuns: 120 },
    );
    expect(seen.found).toBeGreaterThan(10);
    expect(seen.none).toBeGreaterThan(10);
  });

  it('of one feature is the nearest value on a fine grid that is enough, and none is there when none is found', () => {
    fc.assert(
      fc.property(fc.nat(499).map(rowAt), fc.double({ min: -3, max: 0.5, noNaN: true }), (row, limit) => {
        const answer = findCounterfactual({ stack, row, movable: [signal], isWanted: (z) => z < limit });

        const from = row[0]!;
        const grid = Array.from({ length: 1501 }, (_, n) => 3 - n * 0.004).filter((to) => to < from);
        const enough = [from, ...grid].find((to) => scoreOf(stack, [to, ...row.slice(1)]) < limit);
        if (answer.kind === 'none') {
          expect(answer.isCertain).toBe(true);
          expect(enough).toBeUndefined();
        } else if (enough !== undefined) {
          expect(answer.changes[0]?.to ?? from).toBeGreaterThanOrEqual(enough);
        }
      }),
      { seed: 29, numRuns: 40 },
    );
  });

  it('with a row that is well already changes nothing', () => {
    const answer = findCounterfactual({ stack, row: rowAt(0), movable: [signal], isWanted: () => true });

    expect(answer).toMatchObject({ kind: 'found', changes: [], isSmallest: true });
  });

  it('does not exist when nothing can be enough, and says that this is certain', () => {
    const answer = findCounterfactual({
      stack,
      row: rowAt(1),
      movable: [signal, code],
      isWanted: (z) => z < -50,
    });

    expect(answer).toEqual({ kind: 'none', isCertain: true });
  });

  it('never moves a missing value', () => {
    const missing = [...X.columns[2]!].findIndex((value) => Number.isNaN(value));

    const answer = findCounterfactual({
      stack,
      row: rowAt(missing),
      movable: [holes],
      isWanted: (z) => z < -3,
    });

    expect(answer.kind).toBe('none');
  });

  it('uses fewer changes when fewer are enough', () => {
    for (let i = 0; i < 40; i++) {
      const question = {
        stack,
        row: rowAt(i),
        movable: [signal, code, noise],
        isWanted: (z: number) => z < -1,
      };
      const [one, three] = [1, 3].map((maxChanges) => findCounterfactual({ ...question, maxChanges }));

      if (one?.kind === 'found') expect(three).toEqual(one);
    }
  });

  it('moves what changes alongside in proportion, and what follows as it is computed', () => {
    const limitOf = (row: readonly number[]): number => scoreOf(stack, row) - 0.3;
    // `holes` is to `signal` as it was; `noise` is always half of `heavy`, which moves by itself.
    const follow = {
      features: ['noise'],
      complete: (rows: Matrix): Matrix => ({
        ...rows,
        columns: rows.columns.map((column, j) => (j === 3 ? rows.columns[4]!.map((x) => x / 2) : column)),
      }),
    };
    const movable: Movable[] = [
      { ...signal, alongside: ['holes'] },
      { feature: 'heavy', direction: 'both', low: 0, high: 50, step: 0.5 },
    ];
    let found = 0;
    for (let i = 0; i < 60; i++) {
      const row = rowAt(i).map((value, j, all) => (j === 3 ? all[4]! / 2 : value));
      const limit = limitOf(row);
      const answer = findCounterfactual({ stack, row, movable, follow, isWanted: (z) => z < limit });
      if (answer.kind === 'none') continue;
      found++;
      const to = new Map(answer.changes.map((change) => [change.feature, change.to]));
      const changed = [...row];
      changed[0] = to.get('signal') ?? row[0]!;
      changed[2] = row[2]! * (changed[0] / row[0]!);
      changed[4] = to.get('heavy') ?? row[4]!;
      changed[3] = changed[4] / 2;
      expect(answer.isSmallest).toBe(false);
      expect(answer.logOdds).toBeLessThan(limit);
      expect(scoreOf(stack, changed)).toBeCloseTo(answer.logOdds, 9);
    }
    expect(found).toBeGreaterThan(10);
  });

  it('is not said to be impossible for certain where a computed feature might make it possible', () => {
    const follow = { features: ['signal'], complete: (rows: Matrix): Matrix => rows };
    const question = { stack, row: rowAt(1), movable: [noise], isWanted: (z: number) => z < -2.5 };

    expect(findCounterfactual(question)).toEqual({ kind: 'none', isCertain: true });
    expect(findCounterfactual({ ...question, follow })).toEqual({ kind: 'none', isCertain: false });
  });

  it('refuses a feature the model does not know', () => {
    const movable = [{ ...signal, feature: 'weather' }];

    expect(() => findCounterfactual({ stack, row: rowAt(0), movable, isWanted: () => false })).toThrow(
      /weather/,
    );
  });
});

describe('values worth trying', () => {
  it('stand just past each cut, whole steps, nearest first', () => {
    const cuts = Float64Array.of(1.5, 4, 7.25);
    const whole: Movable = { feature: 'x', direction: 'both', low: 0, high: 7, step: 1 };

    expect(candidateValues(5, whole, cuts)).toEqual([4, 1]);
    expect(candidateValues(5, { ...whole, high: 9 }, cuts)).toEqual([4, 8, 1]);
    expect(candidateValues(5, { ...whole, direction: 'down', step: 0 }, cuts)).toEqual([4, 1.5]);
    expect(candidateValues(Number.NaN, whole, cuts)).toEqual([]);
  });
});
