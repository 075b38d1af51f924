/**
 * From numbers to what people read: bands, and reasons in the catalogue's words.
 */
import { countyFeatures } from '../../features/county/index.ts';
import { panelWording, type Wording } from '../../features/index.ts';
import { wordingOf, yuanUnit } from '../../features/wording.ts';
import { bandOf } from './bands.ts';
import type { CatalogueName, HouseholdModel } from './household-bundle.ts';
import type { ScoreBlock } from './score-block.ts';
import type { HouseholdScore, Reason } from './types.ts';

/** The wording of each catalogue. */
export const wordings: Readonly<Record<CatalogueName, () => Wording>> = {
  panel: () => panelWording,
  county: () => wordingOf(countyFeatures, yuanUnit),
};

/** What turns a block's rows into scores. */
export interface Reader {
  readonly model: Pick<HouseholdModel, 'stack' | 'bandThresholds'>;
  readonly wording: Wording;
}

function horizonsOf({ months, byHorizon }: ScoreBlock, row: number): Pick<HouseholdScore, 'horizons'> {
  if (months.length === 0) return {};
  const first = row * months.length;
  return { horizons: months.map((end, h) => ({ months: end, probability: byHorizon[first + h] ?? 0 })) };
}

/** One row of a block in words. */
export function scoreOf(block: ScoreBlock, row: number, { model, wording }: Reader): HouseholdScore {
  const probability = block.probability[row] ?? 0;
  const reasons: Reason[] = [];
  for (let at = row * block.kept; at < (row + 1) * block.kept; at++) {
    const feature = model.stack.features[block.reason[at] ?? -1];
    if (feature === undefined) break;
    const cell = block.value[at] ?? Number.NaN;
    const value = Number.isNaN(cell) ? null : cell;
    const contribution = block.contribution[at] ?? 0;
    reasons.push({ feature, value, contribution, ...wording.reasonText(feature, value) });
  }
  return {
    probability,
    lower: block.lower[row] ?? 0,
    upper: block.upper[row] ?? 1,
    band: bandOf(probability, model.bandThresholds),
    isUncertain: block.isUncertain[row] === 1,
    ...horizonsOf(block, row),
    reasons,
  };
}
