/** Drift of a model in use. */
export { measureDrift, profileOf } from './measure.ts';
export { driftPage, type FeatureWords } from './page.ts';
export type { DriftReport, MaturedOutcomes, Profile } from './types.ts';
