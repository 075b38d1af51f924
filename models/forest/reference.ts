/**
 * ml-random-forest behind the same contract: the slow, independent reference for our own forest.
 *
 * It grows about as the 1.8th power of the rows, so it is fitted on a sample; it takes no missing values, so each
 * column's mean stands in.
 */
import { RandomForestClassifier } from 'ml-random-forest';
import { selectColumns, takeLabels, takeRows, type Matrix } from '../../src/core/matrix.ts';
import type { FittedModel } from '../../src/core/model.ts';
import { shuffle, type Rng } from '../../src/core/rng.ts';
import { allRows, checkFinite, checkTrainingData } from '../check.ts';

/** How the reference grows. */
export interface SlowForestOptions {
  readonly trees: number;
  /** Rows drawn from the training rows. */
  readonly maxRows: number;
  readonly maxDepth: number;
}

/** A few seconds' work. */
export const slowForestDefaults: SlowForestOptions = { trees: 25, maxRows: 1000, maxDepth: 10 };

/** A fitted reference; it lives in memory only. */
export interface SlowForest extends FittedModel {
  readonly family: 'ml-random-forest';
  readonly means: Float64Array;
  readonly classifier: RandomForestClassifier;
}

/** The reference family: it predicts, but has no exact attributions. */
export const slowForest = {
  name: 'ml-random-forest' as const,
  fit(X: Matrix, y: Uint8Array, options: SlowForestOptions, rng: Rng): SlowForest {
    checkTrainingData(X, y);
    const order = allRows(X.nRows);
    checkFinite(X, order);
    shuffle(order, rng);
    const sample = order.slice(0, options.maxRows);
    const means = Float64Array.from(X.columns, meanOfPresent);
    const classifier = new RandomForestClassifier({
      nEstimators: options.trees,
      maxFeatures: Math.max(1, Math.round(Math.sqrt(X.names.length))),
      replacement: false,
      seed: rng.int(2 ** 31),
      useSampleBagging: true,
      noOOB: true, // its out-of-bag code fails with few trees
      treeOptions: { gainThreshold: 0, minNumSamples: 5, maxDepth: options.maxDepth }, // its default makes no split on rare labels
    });
    classifier.train(filledRows(takeRows(X, sample), means), Array.from(takeLabels(y, sample)));
    return { family: 'ml-random-forest', format: 1, features: X.names, means, classifier };
  },
  predict(model: SlowForest, X: Matrix): Float64Array {
    if (X.nRows === 0) return new Float64Array(0); // it fails on no rows
    const rows = filledRows(selectColumns(X, model.features), model.means);
    return Float64Array.from(model.classifier.predictProbability(rows, 1));
  },
};

function filledRows(X: Matrix, means: Float64Array): number[][] {
  return Array.from({ length: X.nRows }, (_, i) =>
    X.columns.map((column, j) => (Number.isNaN(column[i]!) ? means[j]! : column[i]!)),
  );
}

function meanOfPresent(column: Float64Array): number {
  const present = column.filter((value) => !Number.isNaN(value));
  return present.length === 0 ? 0 : present.reduce((sum, value) => sum + value, 0) / present.length;
}
