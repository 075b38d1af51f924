/**
 * Tables of the operational store as Kysely sees them. JSON is text; booleans live inside JSON only.
 */

/** One published list of scores. */
export interface ScoreRunTable {
  readonly id: string;
  readonly model_id: string;
  /** JSON: what the model is, as the publisher described it. */
  readonly model: string;
  readonly as_of: string;
  readonly generation_id: string;
  /** Last day the data speak of. */
  readonly data_date: string;
  readonly rows: number;
  /** ISO 4217 code of the money in `household_period`. */
  readonly currency: string;
  /** JSON: income source code → { zh, en }. */
  readonly source_titles: string;
  /** Grows by one with every publication; the largest is what readers see. */
  readonly published_sequence: number;
}

/** One household's place in one published list. */
export interface HouseholdScoreTable {
  readonly run_id: string;
  readonly household_id: string;
  /** 1 is visited first; unique within a run. */
  readonly rank: number;
  readonly probability: number;
  readonly lower: number;
  readonly upper: number;
  readonly band: string;
  readonly area: string;
  /** Smallest region known; the area where none smaller is. */
  readonly region: string;
  readonly is_uncertain: number;
  /** JSON: pairs of months and probability, the shortest horizon first; null where the model answers one. */
  readonly horizons: string | null;
  /** JSON: the few strongest reasons, as `encodeReasons` writes them. */
  readonly top_reasons: string;
}

/** All reasons of one household in one published list; apart, so that lists scan small rows. */
export interface HouseholdReasonTable {
  readonly run_id: string;
  readonly household_id: string;
  /** JSON: every reason, strongest first, as `encodeReasons` writes them. */
  readonly reasons: string;
}

/** What one ledger generation knows of a household in one period. */
export interface HouseholdPeriodTable {
  readonly generation_id: string;
  readonly household_id: string;
  /** `2014Q1` or `2014-03`; sorts as text. */
  readonly period: string;
  /** JSON: see `PeriodFacts`. */
  readonly facts: string;
}

/** One round of raising alerts. */
export interface AlertRoundTable {
  readonly id: string;
  readonly sequence: number;
  readonly as_of: string;
  /** Score run the round stands on. */
  readonly run_id: string;
  /** JSON: capacities by area, thresholds, shares, seed. */
  readonly settings: string;
  /** JSON: how many were raised, appended, cut, suppressed, drawn. */
  readonly counts: string;
}

/** Why a household that a round looked at has no alert of it. */
export interface AlertSkipTable {
  readonly round_id: string;
  readonly household_id: string;
  readonly reason: string;
  /** JSON. */
  readonly details: string;
}

/** One alert; at most one open a household. */
export interface AlertTable {
  readonly id: string;
  readonly sequence: number;
  readonly household_id: string;
  /** Township, 9 digits. */
  readonly area: string;
  readonly region: string;
  readonly state: string;
  readonly is_open: number;
  readonly outcome: string | null;
  readonly level: string;
  /** `list` or `audit`. */
  readonly source: string;
  readonly round_id: string;
  readonly probability: number | null;
  /** Place in the area's list of the round. */
  readonly area_rank: number | null;
  readonly raised_on: string;
  /** Last day of the step that is due; `null` when none is. */
  readonly due_on: string | null;
  readonly assignee: string | null;
  /** 0 township, 1 county, 2 city. */
  readonly escalation: number;
  /** Grows by one with every action. */
  readonly version: number;
  readonly updated_at: string;
}

/** What speaks for an alert; rows are added, never changed. */
export interface AlertEvidenceTable {
  readonly alert_id: string;
  readonly sequence: number;
  /** `score`, `signal` or `audit`. */
  readonly kind: string;
  readonly code: string;
  readonly level: string;
  readonly as_of: string;
  readonly zh: string;
  readonly en: string;
}

/** One visit of an alert. */
export interface AlertVisitTable {
  readonly alert_id: string;
  readonly sequence: number;
  readonly visited_on: string;
  readonly visitor: string;
  readonly outcome: string | null;
  readonly concluded_on: string | null;
  /** JSON: members, incomes, costs, cause, wishes. */
  readonly findings: string;
}

/** One entry of the audit chain. */
export interface AuditEntryTable {
  readonly number: number;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  /** JSON. */
  readonly details: string;
  /** JSON: SM3 of every row as this entry left it, by table and key. */
  readonly row_hashes: string;
  /** `hash` of the entry before. */
  readonly previous: string;
  readonly hash: string;
}

/** Requests already answered. */
export interface IdempotencyTable {
  readonly actor: string;
  readonly key: string;
  readonly request_hash: string;
  /** JSON. */
  readonly response: string;
  readonly at: string;
}

/** Who may use the service. */
export interface AccountTable {
  readonly name: string;
  readonly role: string;
  /** JSON: beginnings of region codes; `null` for all. */
  readonly areas: string | null;
  readonly password_hash: string;
  readonly created_at: string;
  /** Since when it may not be used. */
  readonly disabled_at: string | null;
}

/** One sign-in. */
export interface SessionTable {
  readonly token_hash: string;
  readonly account: string;
  readonly expires_at: string;
}

/** The whole store. */
export interface StoreSchema {
  readonly score_run: ScoreRunTable;
  readonly household_score: HouseholdScoreTable;
  readonly household_reason: HouseholdReasonTable;
  readonly household_period: HouseholdPeriodTable;
  readonly alert_round: AlertRoundTable;
  readonly alert_skip: AlertSkipTable;
  readonly alert: AlertTable;
  readonly alert_evidence: AlertEvidenceTable;
  readonly alert_visit: AlertVisitTable;
  readonly audit_entry: AuditEntryTable;
  readonly idempotency: IdempotencyTable;
  readonly account: AccountTable;
  readonly session: SessionTable;
}
