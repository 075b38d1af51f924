/**
 * Which model group was taken when, and why: what a bundle and a report say of the choice.
 */
import type { Words } from '../../src/io/page/text.ts';
import type { SelectionRule } from './rules.ts';

/** What rules compare groups by; precision and recall at the configured capacity. */
export type SelectionMetric = 'recall' | 'precision' | 'auc' | 'average_precision';

/** A rule and what it would have cost. */
export interface RuleResult {
  readonly rule: SelectionRule;
  /** Group taken before each split; null before the first. */
  readonly chosen: readonly (string | null)[];
  readonly meanRegret: number | null;
  /** The group it takes now, after all splits. */
  readonly now: string | null;
}

/** The choice and its reasons. */
export interface Selection {
  readonly metric: SelectionMetric;
  readonly groups: readonly string[];
  readonly titles: readonly Words[];
  /** First test date of each split. */
  readonly from: readonly string[];
  /** Metric of each group in each split, `[splits][groups]`; null when it was left out by then. */
  readonly history: readonly (readonly (number | null)[])[];
  /** Taken in each split, from the splits before it; the first group of the grid in the first. */
  readonly taken: readonly string[];
  /** The configured rule. */
  readonly rule: SelectionRule;
  /** Every rule, the configured one first. */
  readonly rules: readonly RuleResult[];
  /** Groups left out, and after which split. */
  readonly pruned: readonly { readonly group: string; readonly afterSplits: number }[];
}
