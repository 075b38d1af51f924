/** The registry: what other rooms may use of it. */
export { compareLists, compareModels, type ListComparison, type ModelComparison } from './compare.ts';
export { readLog, type LogEntry } from './log.ts';
export {
  confirmChampion,
  proposeChampion,
  rollBack,
  shadowModel,
  withdrawProposal,
  type Act,
  type Changed,
} from './promote.ts';
export { modelIds, resolveModel } from './resolve.ts';
export { rolesOf, standingAfter, type Holder, type Role, type Standing } from './roles.ts';
export { usedFeatures } from './used-features.ts';
export { trainingGeneration } from './card/data-sheet.ts';
export { cardFiles, publishCards } from './card/publish.ts';
export { declarationsOf, readCardSubject, type CardSubject } from './card/subject.ts';
