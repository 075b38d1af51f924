/**
 * Every feature of a department ledger.
 */
import type { LedgerFeature } from '../engine/declaration.ts';
import { aidFeatures } from './aid.ts';
import { disabilityFeatures } from './disability.ts';
import { earnerFeatures } from './earner.ts';
import { educationFeatures } from './education.ts';
import { freshnessFeatures } from './freshness.ts';
import { householdFeatures } from './household.ts';
import { incomeFeatures } from './income.ts';
import { meansFeatures } from './means.ts';
import { medicalBurdenFeatures } from './medical-burden.ts';
import { medicalFeatures } from './medical.ts';
import { neighbourhoodFeatures } from './neighbourhood.ts';
import { shockFeatures } from './shocks.ts';
import { utilityFeatures } from './utilities.ts';
import { voiceFeatures } from './voices.ts';
import { workFeatures } from './work.ts';

/** The catalogue, family by family. */
export const countyFeatures: readonly LedgerFeature[] = [
  ...householdFeatures,
  ...incomeFeatures,
  ...workFeatures,
  ...medicalFeatures,
  ...medicalBurdenFeatures,
  ...disabilityFeatures,
  ...earnerFeatures,
  ...educationFeatures,
  ...meansFeatures,
  ...utilityFeatures,
  ...shockFeatures,
  ...aidFeatures,
  ...voiceFeatures,
  ...neighbourhoodFeatures,
  ...freshnessFeatures,
];
