/**
 * Judges a department ledger's scores and signals, against the ledger's outcomes and against a synthetic truth.
 */
export { leadTimes, listedByDate } from './lead-time.ts';
export type { JudgeOptions } from './known-rows.ts';
export { startMeasureCrew } from './measure-crew.ts';
export { measureLabel, measureLabelBy } from './measure.ts';
export { labelSections } from './render.ts';
export { horizonSection, type HorizonMeasures } from './sections/horizons.ts';
export { selectionSection } from './sections/selection.ts';
export { studySections } from './sections/studies.ts';
export { auditEstimate } from './studies/audit.ts';
export { correctedNeed, takeUpChance } from './studies/elkan-noto.ts';
export { topRows } from './studies/known.ts';
export { compareLists } from './studies/lists.ts';
export { correctedByGroup, takeUpByGroup } from './studies/propensity.ts';
export { listSteps } from './studies/stability.ts';
export { compareTrigger } from './studies/trigger.ts';
export type * from './studies/types.ts';
export { readTruth, refuseOtherCounty, truthLabels, type CountyTruth, type TruthSource } from './truth.ts';
export { UNKNOWN } from './types.ts';
export type * from './types.ts';
