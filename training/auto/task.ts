/**
 * One unit of fitting work: plain data in, plain data out, so that any thread can do it.
 */
import { boost } from '../../models/boosting/fit.ts';
import { boostHazard } from '../../models/boosting/hazard.ts';
import { horizonOfPeriods } from '../../models/boosting/hazard-model.ts';
import { inEveryPeriod, type Histories } from '../../models/boosting/periods.ts';
import type { BoostingOptions } from '../../models/boosting/options.ts';
import { growForest, type ForestOptions } from '../../models/forest/fit.ts';
import { forestLogOdds } from '../../models/forest/model.ts';
import { fitScorecard } from '../../models/scorecard/fit.ts';
import { scorecardLogOdds } from '../../models/scorecard/model.ts';
import type { SingleModel } from '../../models/stack/model.ts';
import { binMatrix, type BinnedMatrix } from '../../models/tree/bins.ts';
import { takeLabels, takeRows, takeValues, type Matrix } from '../../src/core/matrix.ts';
import { seededRng } from '../../src/core/rng.ts';
import { JzError } from '../../src/core/errors/index.ts';
import type { Candidate, HazardOptions } from './candidates.ts';

/** What all tasks share; columns and labels live in shared memory. */
export interface TrainingData {
  readonly X: Matrix;
  readonly y: Uint8Array;
  readonly groups: Int32Array;
  /** Of each row, positive; all 1 when absent. */
  readonly weights?: Float64Array | undefined;
  /** What hazards learn from. */
  readonly histories?: Histories | undefined;
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
  /** gbdt, hazard: log-odds of `watch` along the boosting path. Others: one entry; the forest's is out of bag, for `train`. */
  readonly unseen: readonly Float32Array[];
}

/** Does one task. Deterministic: the same task gives the same bytes on any thread. */
export function runFitTask(data: TrainingData, task: FitTask): FitResult {
  const { candidate, train, watch } = task;
  switch (candidate.family) {
    case 'gbdt':
      return runBoosting(data, task, candidate.options);
    case 'hazard':
      return runHazard(data, task, candidate.options);
    case 'forest':
      return runForest(data, task, candidate.options);
    case 'scorecard': {
      const weights = data.weights && takeValues(data.weights, train);
      const rows = takeRows(data.X, train);
      const model = fitScorecard(rows, takeLabels(data.y, train), candidate.options, weights);
      return { model, unseen: [Float32Array.from(scorecardLogOdds(model, takeRows(data.X, watch)))] };
    }
  }
}

function runBoosting(data: TrainingData, task: FitTask, options: BoostingOptions): FitResult {
  const binned = scopedBins(data, task.scope, options.maxBins);
  const { X, y, weights } = data;
  const rows = { data: binned, names: X.names, y, train: task.train, watch: task.watch };
  const fit = boost(weights ? { ...rows, weights } : rows, options, seededRng(task.seed));
  return { model: fit.model, unseen: fit.path };
}

function runHazard(
  data: TrainingData,
  { scope, train, watch, seed }: FitTask,
  { horizons, asked, ...options }: HazardOptions,
): FitResult {
  const { X, histories } = data;
  if (!histories) throw new JzError('JZ_INTERNAL', { problem: 'hazards learn from histories' });
  const binned = scopedBins(data, scope, options.maxBins, horizons.length);
  const task = { data: binned, names: X.names, histories, horizons, train, watch };
  const { model, path } = boostHazard(task, options, seededRng(seed));
  const unseen = path.map((look) => horizonOfPeriods(look, horizons.length, asked));
  return { model: { ...model, asked }, unseen };
}

/** Rows × trees a forest may take, but never fewer than 100 trees: with more rows fewer trees vote as steadily. */
const FOREST_WORK = 3_000_000;

function forestTrees({ trees }: ForestOptions, rows: number): number {
  return Math.min(trees, Math.max(100, Math.round(FOREST_WORK / rows)));
}

function runForest(data: TrainingData, task: FitTask, options: ForestOptions): FitResult {
  const { train, scope } = task;
  const { X, y, groups, weights } = data;
  const binned = scopedBins(data, scope, options.maxBins);
  const forestTask = { data: binned, names: X.names, y, train, groups, weights };
  const { model, outOfBag } = growForest(
    forestTask,
    { ...options, trees: forestTrees(options, train.length) },
    seededRng(task.seed),
  );
  const rate = shareOfPositives(data, train);
  const shares = Float32Array.from(train, (row) =>
    forestLogOdds(Number.isNaN(outOfBag[row]!) ? rate : outOfBag[row]!),
  );
  return { model, unseen: [shares] };
}

function shareOfPositives({ y, weights }: TrainingData, rows: Int32Array): number {
  const weightOf = (row: number): number => (weights ? weights[row]! : 1);
  const total = rows.reduce((sum, row) => sum + weightOf(row), 0);
  return rows.reduce((sum, row) => sum + weightOf(row) * y[row]!, 0) / total;
}

interface ScopedBins {
  readonly rows: Int32Array;
  readonly binned: BinnedMatrix;
}

const binsOf = new WeakMap<TrainingData, Map<string, ScopedBins>>();

/** Cut points never look at labels, so one binning, by periods or not, serves every inner fold of a scope. */
function scopedBins(data: TrainingData, scope: Scope, maxBins: number, periods = 0): BinnedMatrix {
  const cache = binsOf.get(data) ?? new Map<string, ScopedBins>();
  binsOf.set(data, cache);
  const key = `${scope.id}/${maxBins}/${periods}`;
  const kept = cache.get(key);
  if (kept && areSameRows(kept.rows, scope.rows)) return kept.binned;
  const binned =
    periods === 0
      ? binMatrix(data.X, maxBins, scope.rows)
      : inEveryPeriod(scopedBins(data, scope, maxBins), periods);
  cache.set(key, { rows: scope.rows, binned });
  return binned;
}

function areSameRows(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((row, i) => row === b[i]);
}
