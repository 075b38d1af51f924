/** The operational store: what other rooms may use of it. */
export { asSqliteError as asStoreError } from '../io/sqlite/errors.ts';
export { openStore, type Store } from './store.ts';
export { publishScores } from './publish.ts';
export { findRun, latestRun, type PublishedRun, type ScoreRun, type Wording } from './score-runs.ts';
export {
  areaTotals,
  bandTotals,
  countScores,
  findScore,
  listScores,
  scoreAtRank,
  type RankedScore,
  type ScoreFilter,
  type ScoreSlice,
} from './household-scores.ts';
export { listReasons, type StoredReason } from './household-reasons.ts';
export { listPeriods, type HouseholdPeriod, type PeriodFacts } from './household-periods.ts';
