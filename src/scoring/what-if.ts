/**
 * What would lower a household's band: the fewest and smallest changes of what can change, in sentences.
 */
import { calibrate } from '../../models/calibration/calibrator.ts';
import { findCounterfactual, type FeatureChange } from '../../models/counterfactual/find.ts';
import type { Matrix } from '../core/matrix.ts';
import { bandOf, bands, type Band } from './bands.ts';
import type { DerivedFeatures } from './county-derived.ts';
import type { LoadedScorer } from './load.ts';
import { levers, movableOf } from './levers.ts';

/** Changes that are enough for a lower band. */
export interface Lowering {
  readonly band: Band;
  readonly probability: number;
  readonly changes: readonly FeatureChange[];
  readonly zh: string;
  readonly en: string;
}

/** What was found: one set of changes for each lower band that can be reached. */
export interface WhatIf {
  readonly lowerings: readonly Lowering[];
  /** Whether it is certain that no change of what can change reaches a lower band; told when none was found. */
  readonly isCertain: boolean;
}

const BAND_NAMES: Readonly<Record<Band, { readonly zh: string; readonly en: string }>> = {
  red: { zh: '红', en: 'red' },
  orange: { zh: '橙', en: 'orange' },
  yellow: { zh: '黄', en: 'yellow' },
  blue: { zh: '蓝', en: 'blue' },
};

/** A household: its values in the order of the model's features, and how they follow from each other. */
export interface Household {
  readonly row: readonly number[];
  readonly band: Band;
  /** Absent: no feature follows from others. */
  readonly derived?: { readonly features: readonly string[]; readonly complete: (X: Matrix) => Matrix };
}

/** Binds what follows to one household of a day, for the features a model knows. */
export function derivedOf(
  { features, complete }: DerivedFeatures,
  row: number,
  known: readonly string[],
): NonNullable<Household['derived']> {
  return {
    features: features.filter((name) => known.includes(name)),
    complete: (X) => complete(row, X),
  };
}

/** Searches each lower band in turn; a set of changes that reaches several is told once, with the lowest. */
export function whatWouldLower(scorer: LoadedScorer, household: Household): WhatIf {
  const { model, catalogue } = scorer;
  const { stack, calibrator, bandThresholds } = model;
  const { row, band, derived } = household;
  const movable = movableOf(levers[catalogue], stack.features, row);
  const lowerings: Lowering[] = [];
  let isCertain = true;
  for (let wanted = bands.indexOf(band) + 1; wanted < bands.length; wanted++) {
    const isWanted = (z: number): boolean =>
      bands.indexOf(bandOf(calibrate(calibrator, z), bandThresholds)) >= wanted;
    const found = findCounterfactual({
      stack,
      row,
      movable,
      isWanted,
      ...(derived ? { follow: derived } : {}),
    });
    if (found.kind === 'none') {
      isCertain &&= found.isCertain;
      break;
    }
    const probability = calibrate(calibrator, found.logOdds);
    const reached = bandOf(probability, bandThresholds);
    wanted = bands.indexOf(reached);
    lowerings.push({
      ...{ band: reached, probability, changes: found.changes },
      ...sentences(scorer, found.changes, { from: band, to: reached }),
    });
  }
  return { lowerings, isCertain };
}

function sentences(
  { wording }: LoadedScorer,
  changes: readonly FeatureChange[],
  { from, to }: { readonly from: Band; readonly to: Band },
): { zh: string; en: string } {
  const parts = changes.map((change) => {
    const title = wording.featureTitle(change.feature);
    const before = wording.valueText(change.feature, change.from);
    const after = wording.valueText(change.feature, change.to);
    const isMoney = title.unit.startsWith('fen');
    const [yuanZh, yuanEn] = isMoney ? ['元', ' yuan'] : ['', ''];
    const isFall = change.to < change.from;
    return {
      zh: `${title.zh}由 ${before.zh} ${yuanZh}${isFall ? '降到' : '升到'} ${after.zh} ${yuanZh}`.trimEnd(),
      en: `${title.en} ${isFall ? 'fell' : 'rose'} from ${before.en} to ${after.en}${yuanEn}`,
    };
  });
  const [old, now] = [BAND_NAMES[from], BAND_NAMES[to]];
  return {
    zh: `若${parts.map(({ zh }) => zh).join('，且')}，等级由${old.zh}降为${now.zh}。`,
    en: `If ${parts.map(({ en }) => en).join(' and ')}, the band would fall from ${old.en} to ${now.en}.`,
  };
}
