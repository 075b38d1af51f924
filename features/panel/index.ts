/**
 * The catalogue of the Argentine household panel (EPH).
 */
import type { Declaration } from './engine/declaration.ts';
import { copingFeatures } from './coping.ts';
import { dwellingFeatures } from './dwelling.ts';
import { householdFeatures } from './household.ts';
import { incomeLevelFeatures } from './income-level.ts';
import { incomeTrendFeatures } from './income-trend.ts';
import { wordingOf } from '../wording.ts';
import { sourceFeatures } from './sources.ts';

export { incomeSourceTitles } from './sources.ts';

/** Every declaration of the panel, helpers included, in the order of the matrix. */
export const panelCatalogue: readonly Declaration[] = [
  ...incomeLevelFeatures,
  ...incomeTrendFeatures,
  ...householdFeatures,
  ...sourceFeatures,
  ...copingFeatures,
  ...dwellingFeatures,
];

/** Titles and caseworkers' sentences of the panel. */
export const panelWording = wordingOf(panelCatalogue);
