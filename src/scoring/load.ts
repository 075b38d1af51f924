/**
 * Loads a household model for scoring.
 */
import type { Wording } from '../../features/index.ts';
import { calibrate } from '../../models/calibration/calibrator.ts';
import { stackLogOdds } from '../../models/stack/model.ts';
import type { Matrix } from '../core/matrix.ts';
import { horizonMonths } from './horizons.ts';
import { readHouseholdModel, type HouseholdModel } from './household-bundle.ts';
import { scoreBlock } from './score-block.ts';
import type { ModelInfo, Scorer } from './types.ts';
import { scoreOf, wordings } from './words.ts';

/** A scorer with the model behind it. */
export interface LoadedScorer extends Scorer {
  readonly model: HouseholdModel;
  readonly wording: Wording;
}

/**
 * Loads a model bundle, checked byte by byte.
 *
 * @throws JZ_MANIFEST_MISSING, JZ_HASH_MISMATCH, JZ_MODEL_INVALID
 */
export async function loadScorer(folder: string): Promise<LoadedScorer> {
  const { id, model } = await readHouseholdModel(folder);
  return scorerOf(id, model);
}

/** A scorer over a model in memory. */
export function scorerOf(id: string, model: HouseholdModel): LoadedScorer {
  const wording = wordings[model.catalogue]();
  const reader = { model, wording };
  return {
    catalogue: model.catalogue,
    info: infoOf(id, model, wording),
    ...reader,
    score: (X, topReasons) => {
      const block = scoreBlock(model, X, topReasons);
      return Array.from({ length: X.nRows }, (_, row) => scoreOf(block, row, reader));
    },
  };
}

/** Calibrated probability of each row without reasons, `[n]`. */
export function calibratedProbabilities(
  model: Pick<HouseholdModel, 'stack' | 'calibrator'>,
  X: Matrix,
): Float64Array {
  return stackLogOdds(model.stack, X).map((logOdds) => calibrate(model.calibrator, logOdds));
}

function infoOf(id: string, model: HouseholdModel, wording: Wording): ModelInfo {
  const { label, stack, trainedOn, calibratedOn, testedOn, metrics, bandThresholds } = model;
  const horizons = horizonMonths(model);
  return {
    id,
    family: [...new Set(stack.members.map((member) => member.model.family))].join('+'),
    label,
    features: stack.features.map((name) => wording.featureTitle(name)),
    trainedOn,
    calibratedOn,
    testedOn,
    metrics,
    bandThresholds,
    ...(horizons.length > 0 ? { horizons } : {}),
  };
}
