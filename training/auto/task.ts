/**
 * One unit of fitting work: plain data in, plain data out, so that any thread can do it.
 */
import { boost } from '../../models/boosting/fit.ts';
import type { BoostingOptions } from '../../models/boosting/options.ts';
import { growForest, type ForestOptions } from '../../models/forest/fit.ts';
import { forestLogOdds } from '../../models/forest/model.ts';
import { fitScorecard } from '../../models/scorecard/fit.ts';
import { scorecardLogOdds } from '../../models/scorecard/model.ts';
import type { SingleModel } from '../../models/stack/model.ts';
import { binMatrix, type BinnedMatrix } from '../../models/tree/bins.ts';
import { takeLabels, takeRows, type Matrix } from '../../src/core/matrix.ts';
import { seededRng } from '../../src/core/rng.ts';
import type { Candidate } from './candidates.ts';

/** What all tasks share; columns and labels live in shared memory. */
export interface TrainingData {
  readonly X: Matrix;
  readonly y: Uint8Array;
  readonly groups: Int32Array;
}

/** The rows one model may know of at all; cut points are chosen from them. */
export interface Scope {
  readonly id: string;
  readonly rows: Int32Array;
}

/** Fit a candidate on `train`; where `watch` is given, predict those rows too. */
export interface FitTask {
  readonly scope: Scope;
  readonly candidate: Candidate;
  readonly train: Int32Array;
  readonly watch: Int32Array;
  readonly seed: string;
}

/** A fitted member and its log-odds for rows it did not see. */
export interface FitResult {
  readonly model: SingleModel;
  /** gbdt: log-odds of `watch` along the boosting path. Others: one entry; the forest's is out of bag, for `train`. */
  readonly unseen: readonly Float32Array[];
}

/** Does one task. Deterministic: the same task gives the same bytes on any thread. */
export function runFitTask(data: TrainingData, task: FitTask): FitResult {
  const { candidate, train, watch } = task;
  switch (candidate.family) {
    case 'gbdt':
      return runBoosting(data, task, candidate.options);
    case 'forest':
      return runForest(data, task, candidate.options);
    case 'scorecard': {
      const model = fitScorecard(takeRows(data.X, train), takeLabels(data.y, train), candidate.options);
      return { model, unseen: [Float32Array.from(scorecardLogOdds(model, takeRows(data.X, watch)))] };
    }
  }
}

function runBoosting(data: TrainingData, task: FitTask, options: BoostingOptions): FitResult {
  const binned = scopedBins(data, task.scope, options.maxBins);
  const boostTask = { data: binned, names: data.X.names, y: data.y, train: task.train, watch: task.watch };
  const fit = boost(boostTask, options, seededRng(task.seed));
  return { model: fit.model, unseen: fit.path };
}

/** Rows × trees a forest may take, but never fewer than 100 trees: with more rows fewer trees vote as steadily. */
const FOREST_WORK = 3_000_000;

function forestTrees({ trees }: ForestOptions, rows: number): number {
  return Math.min(trees, Math.max(100, Math.round(FOREST_WORK / rows)));
}

function runForest(data: TrainingData, task: FitTask, options: ForestOptions): FitResult {
  const { train, scope } = task;
  const forestTask = {
    data: scopedBins(data, scope, options.maxBins),
    names: data.X.names,
    y: data.y,
    train,
    groups: data.groups,
  };
  const { model, outOfBag } = growForest(
    forestTask,
    { ...options, trees: forestTrees(options, train.length) },
    seededRng(task.seed),
  );
  const rate = train.reduce((sum, row) => sum + data.y[row]!, 0) / train.length;
  const shares = Float32Array.from(train, (row) =>
    forestLogOdds(Number.isNaN(outOfBag[row]!) ? rate : outOfBag[row]!),
  );
  return { model, unseen: [shares] };
}

interface ScopedBins {
  readonly rows: Int32Array;
  readonly binned: BinnedMatrix;
}

const binsOf = new WeakMap<TrainingData, Map<string, ScopedBins>>();

/** Cut points never look at labels, so one binning serves every inner fold of a scope. */
function scopedBins(data: TrainingData, scope: Scope, maxBins: number): BinnedMatrix {
  const cache = binsOf.get(data) ?? new Map<string, ScopedBins>();
  binsOf.set(data, cache);
  const key = `${scope.id}/${maxBins}`;
  const kept = cache.get(key);
  if (kept && areSameRows(kept.rows, scope.rows)) return kept.binned;
  const binned = binMatrix(data.X, maxBins, scope.rows);
  cache.set(key, { rows: scope.rows, binned });
  return binned;
}

function areSameRows(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((row, i) => row === b[i]);
}
