/** Drift of a model in use. */
export { measureDrift, profileOf, type ScoredDate } from './measure.ts';
export { driftPage, type DriftPage } from './page.ts';
export type { DriftReport, MaturedOutcomes, Profile } from './types.ts';
