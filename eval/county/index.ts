/**
 * Judges a department ledger's scores and signals, against the ledger's outcomes and against a synthetic truth.
 */
export { leadTimes, listedByDate } from './lead-time.ts';
export { measureLabel, type JudgeOptions } from './measure.ts';
export { labelSections } from './render.ts';
export { readTruth, refuseOtherCounty, truthLabels, type CountyTruth, type TruthSource } from './truth.ts';
export { UNKNOWN } from './types.ts';
export type * from './types.ts';
