/**
 * Families of a yes or no.
 */
import { expect } from 'vitest';
import { evaluateBinary } from '../../../eval/index.ts';
import { fitBoosting, type BoostedTrees } from '../../../models/boosting/fit.ts';
import { boostingLogOdds, gbdt } from '../../../models/boosting/model.ts';
import { boostingDefaults } from '../../../models/boosting/options.ts';
import { allRows } from '../../../models/check.ts';
import { forestDefaults, forestTask, growForest, type Forest } from '../../../models/forest/fit.ts';
import { forest, forestLogOdds, forestShare } from '../../../models/forest/model.ts';
import { slowForest, type SlowForest } from '../../../models/forest/reference.ts';
import { sigmoid } from '../../../models/link.ts';
import { fitScorecard, scorecardDefaults, type Scorecard } from '../../../models/scorecard/fit.ts';
import { scorecard, scorecardLogOdds } from '../../../models/scorecard/model.ts';
import { explainStack, predictStack, stackLogOdds, type Stack } from '../../../models/stack/model.ts';
import { seededRng } from '../../../src/core/rng.ts';
import { decode, encode } from '../../../src/scoring/codec.ts';
import { stackSchema } from '../../../src/scoring/model-schema.ts';
import type { Candidate } from '../../auto/candidates.ts';
import { fitAuto } from '../../auto/fit-auto.ts';
import { startRunner } from '../../auto/runner.ts';
import { labels, sweepOf, uselessColumns, withColumn, type MatrixData } from './matrices.ts';
import type { Subject, Weighing } from './subject.ts';

type Labelled = MatrixData<Uint8Array>;

/** What all families of probabilities have in common; `minAuc` is to reach, the true model reaches about 0.84. */
function ofLabels(minAuc: number) {
  return {
    material: labels,
    minRows: 20,
    alike: 0,
    isPossible: (p: number) => p >= 0 && p <= 1,
    learns: ([p]: readonly Float64Array[], { y }: Labelled): void => {
      const rate = labels.train.y.reduce((sum, label) => sum + label, 0) / labels.train.y.length;
      const ours = evaluateBinary(y, p!, { shares: [] });
      const base = evaluateBinary(y, new Float64Array(y.length).fill(rate), { shares: [] });

      expect(ours.auc).toBeGreaterThan(minAuc);
      expect(ours.brier).toBeLessThan(0.9 * base.brier);
    },
  };
}

const logOddsReasons = { within: 1e-9, saidOf: sigmoid, useless: uselessColumns };
const rows = {
  sweep: sweepOf,
  /** Labels against the promise: it must hold although the data say otherwise. */
  against: ({ X, y }: Labelled): Labelled => ({
    X,
    y: y.map((label, i) => (i % 3 === 0 ? 1 - label : label)),
  }),
};
const withCode = (data: Labelled, code: number): Labelled => withColumn(data, 'code', code);

export const gbdtSubject: Subject<Labelled, BoostedTrees> = {
  ...{ name: 'gbdt', isRandom: true, ...ofLabels(0.79) },
  fit: ({ X, y }, seed) =>
    gbdt.fit(X, y, { ...boostingDefaults, rounds: 40, learningRate: 0.1 }, seededRng(seed)),
  predict: (fitted, { X }) => [gbdt.predict(fitted, X)],
  weighed: {
    fit: ({ X, y }, { weights }) =>
      fitBoosting(X, y, { ...boostingDefaults, rounds: 20, rowShare: 1 }, seededRng(1), weights),
    within: 1e-8,
  },
  rising: {
    ...rows,
    fit: ({ X, y }) =>
      gbdt.fit(X, y, { ...boostingDefaults, rounds: 30, monotone: { signal: 1 } }, seededRng(1)),
  },
  coded: {
    fit: ({ X, y }, categorical) =>
      gbdt.fit(X, y, { ...boostingDefaults, rounds: 8, categorical }, seededRng(1)),
    withCode,
  },
  reasons: {
    ...logOddsReasons,
    score: (fitted, { X }) => boostingLogOdds(fitted, X),
    explain: (fitted, { X }) => gbdt.explain(fitted, X),
  },
  reload: (fitted) => asMember(fitted, 'gbdt'),
};

export const forestSubject: Subject<Labelled, Forest> = {
  ...{ name: 'forest', isRandom: true, ...ofLabels(0.79) },
  fit: ({ X, y }, seed) => forest.fit(X, y, { ...forestDefaults, trees: 40 }, seededRng(seed)),
  predict: (fitted, { X }) => [forest.predict(fitted, X)],
  weighed: {
    fit: ({ X, y }, { weights, origins = allRows(X.nRows) }) => {
      const options = { ...forestDefaults, trees: 20, maxBins: 255 };
      const task = { ...forestTask({ X, y, weights }, options), groups: origins };
      return growForest(task, options, seededRng(1)).model;
    },
    within: 1e-12,
  },
  coded: {
    fit: ({ X, y }, categorical) =>
      forest.fit(X, y, { ...forestDefaults, trees: 8, categorical }, seededRng(1)),
    withCode,
  },
  reasons: {
    ...logOddsReasons,
    score: (fitted, { X }) => forestShare(fitted, X).map(forestLogOdds),
    explain: (fitted, { X }) => forest.explain(fitted, X),
  },
  reload: (fitted) => asMember(fitted, 'forest'),
};

export const scorecardSubject: Subject<Labelled, Scorecard> = {
  ...{ name: 'scorecard', isRandom: false, ...ofLabels(0.79) },
  fit: ({ X, y }, seed) => scorecard.fit(X, y, scorecardDefaults, seededRng(seed)),
  predict: (fitted, { X }) => [scorecard.predict(fitted, X)],
  weighed: { fit: ({ X, y }, { weights }) => fitScorecard(X, y, scorecardDefaults, weights), within: 1e-8 },
  rising: {
    ...rows,
    fit: ({ X, y }) => fitScorecard(X, y, { ...scorecardDefaults, monotone: { signal: 1 } }),
  },
  reasons: {
    ...logOddsReasons,
    score: (fitted, { X }) => scorecardLogOdds(fitted, X),
    explain: (fitted, { X }) => scorecard.explain(fitted, X),
  },
  reload: (fitted) => asMember(fitted, 'scorecard'),
};

/** ml-random-forest: slow, independent; it has no weights, no reasons and no saved form. */
export const slowForestSubject: Subject<Labelled, SlowForest> = {
  ...{ name: 'ml-random-forest', isRandom: true, ...ofLabels(0.7) },
  fit: ({ X, y }, seed) => slowForest.fit(X, y, { trees: 15, maxRows: 200, maxDepth: 8 }, seededRng(seed)),
  predict: (fitted, { X }) => [slowForest.predict(fitted, X)],
};

export const stackSubject: Subject<Labelled, Stack> = {
  ...{ name: 'stack', isRandom: true, ...ofLabels(0.79), minRows: 40 },
  fit: (data, seed) => fitSmallStack(data, seed),
  predict: (fitted, { X }) => [predictStack(fitted, X)],
  // Members' held-out log-odds travel between threads in single precision.
  weighed: { fit: (data, weighing) => fitSmallStack(data, 'weighed', weighing), within: 1e-6 },
  reasons: {
    ...logOddsReasons,
    score: (fitted, { X }) => stackLogOdds(fitted, X),
    explain: (fitted, { X }) => explainStack(fitted, X),
  },
  reload: (fitted) => stackSchema.parse(decode(encode(fitted))),
};

function fitSmallStack({ X, y }: Labelled, seed: string, weighing?: Weighing): Promise<Stack> {
  const { weights, origins = allRows(X.nRows) } = weighing ?? {};
  const [rowShare, maxBins] = weighing ? [1, 255] : [boostingDefaults.rowShare, forestDefaults.maxBins];
  const boosting = { ...boostingDefaults, rounds: 30, learningRate: 0.1, rowShare };
  const candidates: Candidate[] = [
    { name: 'gbdt', family: 'gbdt', options: boosting },
    { name: 'forest', family: 'forest', options: { ...forestDefaults, trees: 30, maxBins } },
    { name: 'scorecard', family: 'scorecard', options: scorecardDefaults },
  ];
  const data = { X, y, groups: origins, weights };
  return fitAuto({ data, rows: allRows(X.nRows), candidates, seed }, startRunner(data, 1));
}

/** Saved and read through the schema of a stack that holds only it. */
function asMember<Member extends Stack['members'][number]['model']>(
  fitted: Member,
  family: Member['family'],
): Member {
  const { features } = fitted;
  const members = [{ weight: 1, model: fitted }];
  const stack: Stack = { family: 'stack', format: 1, features, intercept: 0, members };
  const [read] = stackSchema.parse(decode(encode(stack))).members;
  if (!isOf<Member>(read!.model, family)) throw new Error(`saved ${read!.model.family}, not ${family}`);
  return read!.model;
}

function isOf<Member extends Stack['members'][number]['model']>(
  model: Stack['members'][number]['model'],
  family: Member['family'],
): model is Member {
  return model.family === family;
}
