/**
 * Loads a household model for scoring.
 */
import { countyFeatures } from '../../features/county/index.ts';
import { panelWording, type Wording } from '../../features/index.ts';
import { wordingOf } from '../../features/wording.ts';
import { calibrate } from '../../models/calibration/calibrator.ts';
import { vennAbersAt } from '../../models/calibration/venn-abers.ts';
import { explainStack, stackLogOdds } from '../../models/stack/model.ts';
import { selectColumns, type Matrix } from '../core/matrix.ts';
import type { Attributions } from '../core/model.ts';
import { readHouseholdModel, type CatalogueName, type HouseholdModel } from './household-bundle.ts';
import type { Band, HouseholdScore, ModelInfo, Reason, Scorer } from './types.ts';

/**
 * Loads a model bundle, checked byte by byte.
 *
 * @throws JZ_MANIFEST_MISSING, JZ_HASH_MISMATCH, JZ_MODEL_INVALID
 */
export async function loadScorer(folder: string): Promise<Scorer> {
  const { id, model } = await readHouseholdModel(folder);
  return scorerOf(id, model);
}

const wordings: Readonly<Record<CatalogueName, () => Wording>> = {
  panel: () => panelWording,
  county: () => wordingOf(countyFeatures),
};

/** A scorer over a model in memory. */
export function scorerOf(id: string, model: HouseholdModel): Scorer {
  const wording = wordings[model.catalogue]();
  return {
    catalogue: model.catalogue,
    info: infoOf(id, model, wording),
    score: (X, topReasons) =>
      scoreRows(model, selectColumns(X, model.stack.features), { topReasons, wording }),
  };
}

/** Calibrated probability of each row without reasons, `[n]`. */
export function calibratedProbabilities(
  model: Pick<HouseholdModel, 'stack' | 'calibrator'>,
  X: Matrix,
): Float64Array {
  return stackLogOdds(model.stack, X).map((logOdds) => calibrate(model.calibrator, logOdds));
}

interface Asked {
  readonly topReasons: number;
  readonly wording: Wording;
}

function scoreRows(model: HouseholdModel, X: Matrix, asked: Asked): HouseholdScore[] {
  const logOdds = stackLogOdds(model.stack, X);
  const attributions = explainStack(model.stack, X);
  return Array.from(logOdds, (value, row) => {
    const probability = calibrate(model.calibrator, value);
    const interval = vennAbersAt(model.interval, value);
    return {
      probability,
      lower: Math.min(probability, interval.lower),
      upper: Math.max(probability, interval.upper),
      band: bandOf(probability, model.bandThresholds),
      reasons: strongestReasons(X, row, attributions, asked),
    };
  });
}

function strongestReasons(
  X: Matrix,
  row: number,
  { values }: Attributions,
  { topReasons, wording }: Asked,
): Reason[] {
  const p = X.names.length;
  const parts = X.names.map((feature, j) => ({ feature, j, contribution: values[row * p + j] ?? 0 }));
  return parts
    .filter((part) => part.contribution !== 0)
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution) || a.j - b.j)
    .slice(0, topReasons)
    .map(({ feature, j, contribution }) => {
      const cell = X.columns[j]?.[row] ?? Number.NaN;
      const value = Number.isNaN(cell) ? null : cell;
      return { feature, value, contribution, ...wording.reasonText(feature, value) };
    });
}

function bandOf(probability: number, thresholds: HouseholdModel['bandThresholds']): Band {
  if (probability >= thresholds.red) return 'red';
  if (probability >= thresholds.orange) return 'orange';
  return probability >= thresholds.yellow ? 'yellow' : 'blue';
}

function infoOf(id: string, model: HouseholdModel, wording: Wording): ModelInfo {
  const { label, stack, trainedOn, calibratedOn, testedOn, metrics, bandThresholds } = model;
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
  };
}
