/**
 * What further studies of a backtest found: plain values for metrics.json and for the report's sections.
 */
import type { IsoDate } from '../../../src/core/dates.ts';
import type { Words } from '../../../src/io/page/text.ts';
import type { AuditEstimate } from './audit.ts';
import type { TakeUpChance } from './elkan-noto.ts';
import type { GroupChance } from './propensity.ts';
import type { ListChange } from './lists.ts';
import type { ListStep } from './stability.ts';
import type { TriggerComparison } from './trigger.ts';

/** How lists do beside today's practice, and how steady they are. */
export interface ListStudy {
  /** One a label. */
  readonly trigger: readonly TriggerComparison[];
  readonly steps: readonly ListStep[];
  readonly share: number;
}

/** What a department's data are worth: the model is fitted again without what it sends. */
export interface DepartmentValue {
  readonly department: Words;
  /** Features that are lost, those computed from them included. */
  readonly features: number;
  readonly change: ListChange;
  /** Of the change, Holm-adjusted for the number of departments looked at. */
  readonly p_adjusted: number;
}

/** Departments by cases lost. */
export interface DepartmentStudy {
  readonly share: number;
  readonly label: Words;
  /** How the compared models are fitted. */
  readonly model: Words;
  readonly departments: readonly DepartmentValue[];
}

/** One department's rows become known late; the model stays. */
export interface LateChange {
  /** `source_dept` of the ledger; null: all departments at once. */
  readonly department: string | null;
  readonly change: ListChange;
}

/** Robustness to late data on one test date. */
export interface LateStudy {
  readonly asOf: IsoDate;
  readonly days: number;
  readonly share: number;
  readonly label: Words;
  readonly departments: readonly LateChange[];
}

/** Models of one age on all test dates that have one. */
export interface AgePoint {
  /** Whole months from the first test date a model was made for to the test date. */
  readonly months: number;
  readonly dates: number;
  readonly cases: number;
  /** Of the old models; and of the models made freshly for the same dates. */
  readonly recall: number;
  readonly fresh_recall: number;
  readonly average_precision: number;
  readonly fresh_average_precision: number;
}

/** How models age. */
export interface AgeingStudy {
  readonly share: number;
  readonly label: Words;
  readonly points: readonly AgePoint[];
}

/** Who is in need and does not ask. */
export interface SilentStudy {
  readonly share: number;
  /** Rows whose take-up is known. */
  readonly rows: number;
  readonly took_up: number;
  /** Sum of the model's take-up probabilities. */
  readonly expected_take_up: number;
  /** Chance of take-up given need, by Elkan and Noto's two readings. */
  readonly take_up_chance: TakeUpChance;
  /** Need by either reading. */
  readonly estimated_need: number;
  readonly estimated_need_by_average: number;
  /** Expected take-up divided by the chance of take-up that a random audit finds; null without a truth. */
  readonly audited_need: number | null;
  /** Need when every group has its own chance to take up, from the audit; null without a truth. */
  readonly by_group: {
    readonly estimated_need: number;
    readonly groups: readonly (GroupChance & {
      /** Rows truly in need, the share of them that took up, and what the corrections say. */
      readonly true_need: number;
      readonly true_chance: number;
      readonly estimated_need: number;
      readonly estimated_by_one_chance: number;
    })[];
  } | null;
  readonly audit: AuditEstimate | null;
  readonly audit_share: number;
  /** Rows truly in need, and how many of them did not take up; null without a truth. */
  readonly true_need: number | null;
  readonly true_silent: number | null;
  /** Silent households found by each list of the same length; null without a truth. */
  readonly found: {
    /** Take-up by a model that knows no dealings with the office: the list that is written. */
    readonly by_silent_list: number;
    /** Corrected need less expected take-up, one chance to take up for everybody. */
    readonly by_one_chance: number;
    /** The same with each group's own chance; null: the audit found too few. */
    readonly by_group: number | null;
    /** Need by the model of the visited, times the chance not to take up; null: too few were visited. */
    readonly by_visits: number | null;
    readonly by_chance: number;
  } | null;
  /** Visited rows the need model learnt from, and how many were in need; null: too few. */
  readonly need_model: { readonly rows: number; readonly in_need: number } | null;
}

/** Every further study that was asked for and could be made. */
export interface CountyStudies {
  readonly lists: ListStudy | null;
  readonly departments: DepartmentStudy | null;
  readonly late: LateStudy | null;
  readonly ageing: AgeingStudy | null;
  readonly silent: SilentStudy | null;
}
