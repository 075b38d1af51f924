/**
 * Trains the panel model: families blended on the early quarters, calibrated on the next, measured on the last.
 */
import { chooseCalibrator, type CalibratorChoice } from '../../models/calibration/calibrator.ts';
import { fitIntervalGroups, missingShares } from '../../models/calibration/interval-groups.ts';
import { fitVennAbers } from '../../models/calibration/venn-abers.ts';
import { stackLogOdds, type Stack } from '../../models/stack/model.ts';
import { evaluateBinary } from '../../eval/index.ts';
import { selectColumns } from '../../src/core/matrix.ts';
import type { Progress } from '../../src/core/progress.ts';
import type { HouseholdModel } from '../../src/scoring/household-bundle.ts';
import { calibratedProbabilities } from '../../src/scoring/load.ts';
import { candidatesNamed } from '../auto/candidates.ts';
import { fitAllRows } from '../auto/fit-all-rows.ts';
import type { PanelConfig } from './config.ts';
import type { PanelData, Part } from './dataset.ts';

/** A trained model and what was seen on the way. */
export interface TrainedPanel {
  readonly model: HouseholdModel;
  readonly calibration: CalibratorChoice;
  /** Calibrated probabilities of the test part, `[n]`. */
  readonly testProbabilities: Float64Array;
}

/** Trains on `data.train`, calibrates on `data.calibrate`, measures on `data.test`. Test rows choose nothing. */
export async function trainPanel(
  data: PanelData,
  config: PanelConfig,
  progress: Progress,
): Promise<TrainedPanel> {
  const stack = await fitStackOn(data.train, config, progress);
  const { X, y, groups } = data.calibrate;
  const logOdds = stackLogOdds(stack, X);
  const calibration = chooseCalibrator(logOdds, y, groups);
  const { calibrator } = calibration;
  const probabilities = calibratedProbabilities({ stack, calibrator }, X);
  const testProbabilities = calibratedProbabilities({ stack, calibrator }, data.test.X);
  const model: HouseholdModel = {
    kind: 'household',
    catalogue: 'panel',
    label: { zh: config.label.zh, en: config.label.en },
    stack,
    calibrator,
    interval: fitVennAbers(logOdds, y),
    intervalGroups: fitIntervalGroups(logOdds, y, missingShares(selectColumns(X, stack.features))),
    bandThresholds: bandThresholds(probabilities, config),
    uncertainAcross: config.uncertain_across_bands,
    trainedOn: data.train.asOf,
    calibratedOn: data.calibrate.asOf,
    testedOn: data.test.asOf,
    metrics: headline(data.test.y, testProbabilities, config.capacity),
  };
  return { model, calibration, testProbabilities };
}

function fitStackOn(part: Part, config: PanelConfig, progress: Progress): Promise<Stack> {
  const data = { X: part.X, y: part.y, groups: part.groups };
  return fitAllRows(data, { candidates: candidatesNamed(config.families), seed: config.seed, progress });
}

/** Lowest probability of each band, so that the configured share of calibration households lies at or above it. */
function bandThresholds(
  probabilities: Float64Array,
  { bands }: PanelConfig,
): HouseholdModel['bandThresholds'] {
  const sorted = probabilities.slice().sort().reverse();
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
  return { red: at(bands.red), orange: at(bands.orange), yellow: at(bands.yellow) };
}

function headline(y: Uint8Array, p: Float64Array, capacity: number): Record<string, number> {
  const {
    auc,
    average_precision: averagePrecision,
    log_loss: logLoss,
    brier,
    ece,
    top,
  } = evaluateBinary(y, p, { shares: [capacity] });
  const { precision, recall } = top[0]!;
  const share = `${Math.round(capacity * 100)}pct`;
  const named = {
    auc,
    average_precision: averagePrecision,
    log_loss: logLoss,
    brier,
    ece,
    [`precision_top_${share}`]: precision,
    [`recall_top_${share}`]: recall,
  };
  return Object.fromEntries(
    Object.entries(named).filter((entry): entry is [string, number] => entry[1] !== null),
  );
}
