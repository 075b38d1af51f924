/**
 * What an audit of a list says of groups of households. Plain values, ready for JSON.
 */
import type { Words } from '../../src/io/page/text.ts';

/** Group metrics under the names Aequitas gives them. */
export const fairnessMetrics = [
  'tpr',
  'fnr',
  'fpr',
  'tnr',
  'precision',
  'fdr',
  'for',
  'npv',
  'pprev',
  'ppr',
  'prev',
  'accuracy',
] as const;
/** One of the group metrics. */
export type FairnessMetric = (typeof fairnessMetrics)[number];

/** A share with its 95 % interval. */
export interface Rate {
  /** 0..1; null when there is nothing to divide by. */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Rows divided by; households count as often as they occur. */
  readonly n: number;
  /** Independent rows that would tell as much: rows of one household share their fate. */
  readonly effective_n: number;
  /** False: too few rows or too wide an interval to say anything; a reader must not read `value` as fair. */
  readonly estimable: boolean;
  /** Value ÷ the value of the column's largest group; null where not defined. */
  readonly ratio: number | null;
}

/** Every metric of a group. */
export type Rates = Readonly<Record<FairnessMetric, Rate>>;

/**
 * Is a group's needy missed more often than everybody else's?
 * `similar`: the whole interval of the difference lies within the margin. `inconclusive`: the data cannot tell.
 */
export type RecallVerdict = 'missed_more' | 'missed_less' | 'similar' | 'inconclusive' | 'not_estimable';

/** Recall of a group against all other households. */
export interface RecallGap {
  /** Recall of the group minus recall of the others, with its 95 % interval; null when not estimable. */
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Two-sided, rows of a household together. */
  readonly p: number | null;
  /** After Holm over every estimable group of the audit. */
  readonly p_adjusted: number | null;
  readonly verdict: RecallVerdict;
}

/** One group. */
export interface FairnessGroup {
  /** Value of the column, null when unknown; values of a crossing joined by ` × `. */
  readonly group: string | null;
  readonly name: Words;
  readonly rows: number;
  readonly positives: number;
  /** Expected number on the list, and of the positives not on it. */
  readonly listed: number;
  readonly missed: number;
  readonly rates: Rates;
  readonly recall: RecallGap;
}

/** A column, or two columns crossed. */
export interface FairnessColumn {
  readonly id: string;
  readonly title: Words;
  readonly crossed: boolean;
  readonly groups: readonly FairnessGroup[];
}

/** An audit. */
export interface FairnessReport {
  readonly rows: number;
  readonly households: number;
  readonly positives: number;
  readonly listed: number;
  readonly overall: Rates;
  readonly columns: readonly FairnessColumn[];
  /** The rules applied, so that a reader need not look them up. */
  readonly rules: {
    readonly least_effective_n: number;
    readonly widest_interval: number;
    readonly margin: number;
    readonly alpha: number;
    readonly tests: number;
  };
}
