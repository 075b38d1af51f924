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

/** The whole store. */
export interface StoreSchema {
  readonly score_run: ScoreRunTable;
  readonly household_score: HouseholdScoreTable;
  readonly household_reason: HouseholdReasonTable;
  readonly household_period: HouseholdPeriodTable;
}
