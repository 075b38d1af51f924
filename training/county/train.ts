/**
 * Trains on the early dates, calibrates on later ones, scores the last: one date in memory at a time after training.
 */
import { calibrate, type CalibratorChoice } from '../../models/calibration/calibrator.ts';
import { fitVennAbers, type VennAbers } from '../../models/calibration/venn-abers.ts';
import type { Stack } from '../../models/stack/model.ts';
import type { GroupColumn, JudgedLabel, JudgedRows } from '../../eval/index.ts';
import { JzError } from '../../src/core/errors/index.ts';
import { countPositives } from '../../src/core/matrix.ts';
import type { Progress } from '../../src/core/progress.ts';
import { candidatesNamed } from '../auto/candidates.ts';
import { fitAllRows } from '../auto/fit-all-rows.ts';
import { calibrateRivals } from './calibrate.ts';
import { collectTraining, type PartFacts } from './collect.ts';
import type { DaySource } from './days.ts';
import { rivalsOf } from './rivals.ts';
import { scoreTest } from './score-test.ts';

/** A finished training with the scored test dates. */
export interface TrainedCounty {
  readonly stack: Stack;
  readonly calibration: CalibratorChoice;
  readonly interval: VennAbers;
  /** Calibrated probabilities of the calibration rows, descending. */
  readonly calibrationProbabilities: Float64Array;
  readonly parts: { readonly train: PartFacts; readonly calibrate: PartFacts; readonly test: PartFacts };
  readonly sampled: number;
  readonly judged: JudgedRows;
  /** The configured label first. */
  readonly labels: readonly JudgedLabel[];
  readonly groups: readonly GroupColumn[];
  /** Mean absolute contribution of each of the stack's features, in log-odds. */
  readonly importance: Float64Array;
}

/** Trains, calibrates and scores. Test rows choose nothing. */
export async function trainCounty(source: DaySource, progress: Progress): Promise<TrainedCounty> {
  const { config } = source;
  const training = await collectTraining(source, progress);
  const { X, y, groups } = training;
  const candidates = candidatesNamed(config.families);
  const stack = await fitAllRows({ X, y, groups }, { candidates, seed: config.seed, progress });
  const later = await calibrateRivals(
    source,
    rivalsOf(stack, training, config.seed),
    stack.features,
    progress,
  );
  const rate = countPositives(y) / y.length;
  const tested = await scoreTest(source, { rivals: later.calibrated, stack, rate }, progress);
  const first = later.calibrated[0]?.choice;
  if (!first) throw new JzError('JZ_INTERNAL', { problem: 'the blend was not calibrated' });
  return {
    stack,
    calibration: first,
    interval: fitVennAbers(later.logOdds, later.y),
    calibrationProbabilities: later.logOdds
      .map((one) => calibrate(first.calibrator, one))
      .sort()
      .reverse(),
    parts: { train: training.facts, calibrate: later.facts, test: tested.facts },
    sampled: training.sampled,
    judged: tested.judged,
    labels: tested.labels,
    groups: tested.groups,
    importance: tested.importance,
  };
}
