/** The operational store: what other rooms may use of it. */
export { asSqliteError as asStoreError } from '../io/sqlite/errors.ts';
export { openStore, type Store } from './store.ts';
export { publishScores } from './publish.ts';
export { findRun, latestRun, type PublishedRun, type ScoreRun, type Wording } from './score-runs.ts';
export {
  areaTotals,
  bandOfEach,
  bandTotals,
  countScores,
  findScore,
  listScores,
  scoreAtRank,
  type RankedScore,
  type ScoreFilter,
  type ScoreSlice,
  type Within,
} from './household-scores.ts';
export { listReasons, type StoredReason } from './household-reasons.ts';
export { listPeriods, type HouseholdPeriod, type PeriodFacts } from './household-periods.ts';
export {
  auditHead,
  auditStart,
  auditWriter,
  listAudit,
  type AuditEntry,
  type AuditHead,
  type AuditNote,
} from './audit.ts';
export { verifyAudit, type AuditVerdict } from './verify-audit.ts';
export {
  alertRow,
  alertTotals,
  countAlerts,
  householdAlertRows,
  listAlertRows,
  nextAlertSequence,
  openAlertRows,
  updateAlertRow,
  type AlertFilter,
  type AlertSlice,
} from './alerts.ts';
export {
  concludedVisits,
  concludeVisit,
  evidenceRows,
  insertVisit,
  visitRows,
  type ConcludedVisit,
} from './alert-parts.ts';
export { latestRound, roundRow, skipRow } from './alert-rounds.ts';
export { bulkInsert } from './bulk-insert.ts';
export {
  accountOfSession,
  addAccount,
  addSession,
  endSession,
  findAccount,
  hasAccounts,
  listAccounts,
  setAccountDisabled,
  setPasswordHash,
  type Doer,
  type StoredAccount,
} from './accounts.ts';
export { oncePerKey, type KeyedAnswer, type KeyedRequest } from './idempotency.ts';
export type {
  AlertEvidenceTable,
  AlertRoundTable,
  AlertSkipTable,
  AlertTable,
  AlertVisitTable,
} from './schema.ts';
export { inTransaction } from './statements.ts';
