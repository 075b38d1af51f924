/**
 * Families of hazards over several horizons: by trees, and by a network that reads months.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { auc } from '../../../eval/index.ts';
import { explainHazard, hazardLogOdds, predictHazard } from '../../../models/boosting/hazard-model.ts';
import { fitHazard, type HazardTrees, type Histories } from '../../../models/boosting/hazard.ts';
import { boostingDefaults, type BoostingOptions } from '../../../models/boosting/options.ts';
import { logit, sigmoid } from '../../../models/link.ts';
import { loadTensorFlow } from '../../../models/net/backend.ts';
import { explainSequence } from '../../../models/sequence/explain.ts';
import { fitSequence, type SequencePart } from '../../../models/sequence/fit.ts';
import type { SequenceModel, SequenceOptions } from '../../../models/sequence/model.ts';
import { predictSequence } from '../../../models/sequence/predict.ts';
import { quickOptions } from '../../../models/sequence/test-support.ts';
import { seededRng } from '../../../src/core/rng.ts';
import { decode, encode } from '../../../src/scoring/codec.ts';
import { readSequenceModel, writeSequenceModel } from '../../../src/scoring/sequence-bundle.ts';
import { hazardSchema } from '../../../src/scoring/tree-models-schema.ts';
import { histories, horizons, sweepOf, uselessColumns, withColumn, type MatrixData } from './matrices.ts';
import { monthCells, sequences } from './sequences.ts';
import type { Subject } from './subject.ts';

const boosting: BoostingOptions = { ...boostingDefaults, rounds: 40, learningRate: 0.1 };
const steady = { ...boosting, rounds: 15, rowShare: 1 };

const isProbability = (p: number): boolean => p >= 0 && p <= 1;
const last = horizons.length - 1;

/** Ranks who came to the event by the last horizon. */
function ranks({ happened }: Histories, predicted: readonly Float64Array[], minAuc: number): void {
  expect(auc(happened, predicted[last]!)).toBeGreaterThan(minAuc);
}

type Watched = MatrixData<Histories>;

function hazardOf({ X, y }: Watched, options: BoostingOptions): HazardTrees {
  return fitHazard(X, y, horizons, options, seededRng(1));
}

export const hazardSubject: Subject<Watched, HazardTrees> = {
  ...{ name: 'hazard of trees', material: histories, minRows: 20, isRandom: true, alike: 0 },
  isPossible: isProbability,
  fit: ({ X, y }, seed) => fitHazard(X, y, horizons, boosting, seededRng(seed)),
  predict: (fitted, { X }) => predictHazard(fitted, X),
  learns: (predicted, { y }) => ranks(y, predicted, 0.79),
  weighed: {
    fit: ({ X, y }, { weights }) => hazardOf({ X, y: { ...y, weights } }, steady),
    within: 1e-8,
  },
  rising: {
    fit: (data) => hazardOf(data, { ...steady, monotone: { signal: 1 } }),
    sweep: sweepOf,
    against: ({ X, y: { months, happened } }) => ({
      X,
      y: { months, happened: happened.map((one, i) => (i % 3 === 0 ? 1 - one : one)) },
    }),
  },
  coded: {
    fit: (data, categorical) => hazardOf(data, { ...steady, categorical }),
    withCode: (data, code) => withColumn(data, 'code', code),
  },
  reasons: {
    score: (fitted, { X }) => hazardLogOdds(fitted, X, last),
    explain: (fitted, { X }) => explainHazard(fitted, X, last),
    ...{ within: 1e-9, saidOf: sigmoid, useless: uselessColumns },
  },
  reload: (fitted) => hazardSchema.parse(decode(encode(fitted))),
};

const tensorflow = await loadTensorFlow();
const quick: SequenceOptions = { ...quickOptions, epochs: 6 };
/** All rows in every step: no batch is drawn by chance. */
const whole: SequenceOptions = { ...quickOptions, epochs: 3, batchRows: 1000 };

function fitMonths(train: SequencePart, options: SequenceOptions, seed: string): Promise<SequenceModel> {
  const task = { train, watch: sequences.few, horizons, options };
  return fitSequence(tensorflow, task, seededRng(seed));
}

export const sequenceSubject: Subject<SequencePart, SequenceModel> = {
  ...{ name: 'hazard of months', material: sequences, minRows: 20, isRandom: true, alike: 1e-6 },
  isPossible: isProbability,
  fit: (data, seed) => fitMonths(data, quick, seed),
  predict: (fitted, { rows }) => predictSequence(tensorflow, fitted, rows),
  learns: (predicted, later) => ranks(later.histories, predicted, 0.7),
  weighed: {
    fit: ({ rows, histories: own }, { weights }) =>
      fitMonths({ rows, histories: { ...own, weights } }, whole, 'weighed'),
    within: 1e-4,
  },
  reasons: {
    score: async (fitted, { rows }) => (await predictSequence(tensorflow, fitted, rows))[last]!.map(logit),
    explain: async (fitted, { rows }) => {
      const found = await explainSequence(tensorflow, fitted, rows, { horizon: last, steps: 8 });
      return {
        bias: found.bias,
        values: sideBySide(rows.nRows, [found.months, found.statics, found.residual]),
      };
    },
    ...{ within: 1e-4, saidOf: sigmoid, useless: [monthCells + 2] },
  },
  reload: async (fitted) => {
    const parent = await mkdtemp(join(tmpdir(), 'jiuzhu-contract-'));
    try {
      const { folder } = await writeSequenceModel({ parent, name: 'months' }, fitted, {});
      return (await readSequenceModel(folder)).model;
    } finally {
      await rm(parent, { recursive: true });
    }
  },
};

/** Parts of each row side by side. */
function sideBySide(nRows: number, parts: readonly Float64Array[]): Float64Array {
  const rows = Array.from({ length: nRows }, (_, i) =>
    parts.flatMap((part) => {
      const width = part.length / nRows;
      return [...part.subarray(i * width, (i + 1) * width)];
    }),
  );
  return Float64Array.from(rows.flat());
}
