import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { JzError } from '../../../src/core/errors/index.ts';
import { matrix } from '../../../src/core/matrix.ts';
import { seededRng } from '../../../src/core/rng.ts';
import { gbdt } from '../../boosting/model.ts';
import { boostingDefaults } from '../../boosting/options.ts';
import { calibrate, fitCalibrator, type Calibrator } from '../../calibration/calibrator.ts';
import { forestDefaults } from '../../forest/fit.ts';
import { forest } from '../../forest/model.ts';
import { scorecardDefaults } from '../../scorecard/fit.ts';
import { scorecard } from '../../scorecard/model.ts';
import { explainStack, stackLogOdds, type Stack } from '../../stack/model.ts';
import { learnableSample } from '../../test-support.ts';
import { largestGap } from '../test-support.ts';
import { readOnnx } from './read.ts';
import { writeOnnx } from './write.ts';

const { X, y } = learnableSample(500, 'onnx');
const later = learnableSample(300, 'later');
let stack: Stack;
let calibrators: readonly Calibrator[];

beforeAll(() => {
  const members = [
    gbdt.fit(X, y, { ...boostingDefaults, rounds: 12 }, seededRng(1)),
    forest.fit(X, y, { ...forestDefaults, trees: 7 }, seededRng(2)),
    scorecard.fit(X, y, scorecardDefaults, seededRng(3)),
  ].map((model, m) => ({ weight: 0.5 + m / 4, model }));
  stack = { family: 'stack', format: 1, features: X.names, intercept: -0.25, members };
  const z = stackLogOdds(stack, later.X);
  calibrators = (['identity', 'platt', 'beta', 'isotonic'] as const).map((kind) =>
    fitCalibrator(kind, z, later.y),
  );
});

describe('a stack written as ONNX and read back', () => {
  it('scores the same', () => {
    const { stack: again } = readOnnx(writeOnnx(stack), 'model');

    expect(again.features).toEqual(stack.features);
    expect(largestGap(stackLogOdds(again, later.X), [...stackLogOdds(stack, later.X)])).toBeLessThanOrEqual(
      1e-12,
    );
  });

  it('explains trees the same: covers came along', () => {
    const trees = { ...stack, members: stack.members.slice(0, 2) };
    const { stack: again } = readOnnx(writeOnnx(trees), 'model');

    const [ours, theirs] = [explainStack(again, later.X), explainStack(trees, later.X)];
    expect(ours.bias).toBeCloseTo(theirs.bias, 12);
    expect(largestGap(ours.values, [...theirs.values])).toBeLessThanOrEqual(1e-12);
  });

  it('keeps its calibrator', () => {
    for (const calibrator of calibrators) {
      const { calibrator: again } = readOnnx(writeOnnx(stack, calibrator), 'model');

      expect(again).toEqual(calibrator);
    }
  });

  it('is the same file when written twice, and when read and written again', () => {
    const first = writeOnnx({ ...stack, members: stack.members.slice(0, 2) }, calibrators[3]);
    const { stack: again, calibrator } = readOnnx(first, 'model');

    expect(writeOnnx(again, calibrator)).toEqual(
      writeOnnx(readOnnx(writeOnnx(again, calibrator), 'm').stack, calibrator),
    );
    expect(writeOnnx(stack)).toEqual(writeOnnx(stack));
  });

  it('may hold a tree that is one leaf', () => {
    const member = stack.members[0]!.model;
    if (member.family !== 'gbdt') throw new Error('the first member is boosted');
    const leaf = {
      ...{ roots: Int32Array.of(0, 1), feature: Int32Array.of(-1), threshold: Float64Array.of(0) },
      ...{ left: Int32Array.of(-1), right: Int32Array.of(-1), missingLeft: Uint8Array.of(0) },
      ...{ value: Float64Array.of(0.75), cover: Float64Array.of(9) },
    };
    const alone: Stack = { ...stack, members: [{ weight: 1, model: { ...member, trees: leaf } }] };

    expect(readOnnx(writeOnnx(alone), 'model').stack).toEqual(alone);
  });
});

describe('reading ONNX', () => {
  it('refuses a file cut or changed anywhere, or gives the numbers it holds: never another error', () => {
    const bytes = writeOnnx({ ...stack, members: stack.members.slice(0, 1) }, calibrators[1]);
    fc.assert(
      fc.property(
        fc.nat(bytes.length - 1),
        fc.boolean(),
        fc.integer({ min: 1, max: 255 }),
        (at, isCut, change) => {
          const spoilt = isCut
            ? bytes.subarray(0, at)
            : bytes.map((byte, i) => (i === at ? byte ^ change : byte));
          try {
            readOnnx(spoilt, 'model');
          } catch (error) {
            expect(error).toBeInstanceOf(JzError);
          }
        },
      ),
      { seed: 17, numRuns: 300 },
    );
  });

  it('refuses an operator it does not know, by name', () => {
    const text = Buffer.from(writeOnnx(stack)).toString('latin1').replaceAll('Sigmoid', 'Softmax');

    expect(() => readOnnx(Buffer.from(text, 'latin1'), 'model')).toThrow(/operator Softmax/);
  });
});

interface Oracle {
  readonly model: string;
  readonly rows: readonly (readonly (number | null)[])[];
  readonly cases: readonly {
    readonly calibrator: string;
    readonly logOdds: number[];
    readonly probability: number[];
  }[];
}

describe.each(['onnxruntime', 'onnxruntime-node'])('%s', (program) => {
  it('gives the same scores from our file', () => {
    const file = new URL(`./oracles/${program}.json`, import.meta.url);
    const oracle = JSON.parse(readFileSync(file, 'utf8')) as { readonly files: readonly Oracle[] };
    expect(oracle.files).toHaveLength(5);
    for (const { model, rows, cases } of oracle.files) {
      const { stack: read, calibrator } = readOnnx(Buffer.from(model, 'base64'), 'model');
      const columns = read.features.map((_, j) => Float64Array.from(rows, (row) => row[j] ?? Number.NaN));
      const z = stackLogOdds(read, matrix(read.features, columns));

      expect(largestGap(z, cases[0]!.logOdds)).toBeLessThanOrEqual(1e-9);
      expect(
        largestGap(
          z.map((value) => calibrate(calibrator, value)),
          cases[0]!.probability,
        ),
      ).toBeLessThanOrEqual(1e-9);
    }
  });
});
