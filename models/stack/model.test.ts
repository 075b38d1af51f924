import { describe, expect, it } from 'vitest';
import { evaluateBinary } from '../../eval/index.ts';
import { normal, seededRng } from '../../src/core/rng.ts';
import { fitBoosting, type BoostedTrees } from '../boosting/fit.ts';
import { boostingLogOdds } from '../boosting/model.ts';
import { boostingDefaults } from '../boosting/options.ts';
import { fitForest, forestDefaults } from '../forest/fit.ts';
import { fitScorecard, scorecardDefaults } from '../scorecard/fit.ts';
import { learnableSample } from '../test-support.ts';
import { firstTrees, sumEnsembles } from '../tree/ensemble.ts';
import { fitStack, predictStack, singleLogOdds, stackLogOdds } from './model.ts';

const train = learnableSample(400, 'train');
const held = learnableSample(400, 'held');
const later = learnableSample(800, 'later');
const boosted = (seed: string): BoostedTrees =>
  fitBoosting(train.X, train.y, { ...boostingDefaults, rounds: 30, learningRate: 0.1 }, seededRng(seed));
const models = [
  boosted('one'),
  fitForest(train.X, train.y, { ...forestDefaults, trees: 40 }, seededRng('forest')),
  fitScorecard(train.X, train.y, scorecardDefaults),
];
const heldOut = models.map((model) => singleLogOdds(model, held.X));

describe('fitStack', () => {
  const stack = fitStack(models, heldOut, held.y);

  it('weighs no member negatively and predicts the weighted sum of log-odds', () => {
    const sums = new Float64Array(later.y.length).fill(stack.intercept);
    for (const { weight, model } of stack.members) {
      expect(weight).toBeGreaterThan(0);
      for (const [i, logOdds] of singleLogOdds(model, later.X).entries()) sums[i]! += weight * logOdds;
    }

    expect(stackLogOdds(stack, later.X)).toEqual(sums);
  });

  it('loses nothing against its best member on the rows it was weighed on', () => {
    const lossOf = (p: Float64Array): number => evaluateBinary(held.y, p, { shares: [] }).log_loss;
    const alone = heldOut.map((logOdds) => lossOf(logOdds.map((z) => 1 / (1 + Math.exp(-z)))));

    expect(lossOf(predictStack(stack, held.X))).toBeLessThanOrEqual(Math.min(...alone));
  });

  it('leaves out a member that only harms', () => {
    const against = heldOut[0]!.map((z) => -z);

    const members = fitStack(models.slice(0, 2), [heldOut[0]!, against], held.y).members;

    const [alone] = fitStack(models.slice(0, 1), heldOut.slice(0, 1), held.y).members;
    expect(members.map(({ model }) => model)).toEqual([models[0]]);
    expect(members[0]!.weight).toBeCloseTo(alone!.weight, 6);
  });

  it('gives noise next to no weight', () => {
    const rng = seededRng('noise');
    const noise = heldOut[0]!.map(() => normal(rng));

    const { members } = fitStack(models.slice(0, 2), [heldOut[0]!, noise], held.y);

    expect(members[0]!.weight).toBeGreaterThan(0.7);
    expect(members[1]?.weight ?? 0).toBeLessThan(0.2);
  });
});

describe('joined ensembles', () => {
  it('predict the average of their members, cut to the same number of trees', () => {
    const [one, two] = [boosted('one'), boosted('two')];
    const cut = (model: BoostedTrees): BoostedTrees => ({ ...model, trees: firstTrees(model.trees, 20) });
    const average = { ...one, trees: sumEnsembles([cut(one).trees, cut(two).trees], 0.5) };

    const expected = boostingLogOdds(cut(one), later.X).map(
      (z, i) => (z + boostingLogOdds(cut(two), later.X)[i]!) / 2,
    );

    expect(average.trees.roots).toHaveLength(41);
    for (const [i, z] of boostingLogOdds(average, later.X).entries()) expect(z).toBeCloseTo(expected[i]!, 12);
  });
});
