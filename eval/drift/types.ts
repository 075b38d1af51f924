/**
 * What monitoring says of a model in use. Plain values, ready for JSON.
 */
import type { IsoDate } from '../../src/core/dates.ts';
import type { Counts, Edges } from './histogram.ts';
import type { Shift } from './shift.ts';

/** A column as counted on one date. */
export interface CountedColumn {
  readonly name: string;
  readonly edges: Edges;
  readonly counts: Counts;
  /** Rows that tell as much as one independent row, ≥ 1: neighbours share some values. */
  readonly design_effect: number;
}

/** The scored households of one date, counted; nothing of a household is kept. */
export interface Profile {
  readonly asOf: IsoDate;
  readonly rows: number;
  readonly features: readonly CountedColumn[];
  /** Calibrated probabilities. */
  readonly score: CountedColumn;
  /** Households by band, most urgent first. */
  readonly bands: readonly number[];
}

/** Households whose outcome is known by now. */
export interface MaturedOutcomes {
  readonly asOf: IsoDate;
  /** Outcomes, `[n]`, 0 or 1. */
  readonly y: ArrayLike<number>;
  /** What the model would have said on that date, `[n]`, 0..1. */
  readonly p: ArrayLike<number>;
  /** Rows and positives of the dates the model was calibrated on; null when the bundle does not say. */
  readonly calibrated: { readonly rows: number; readonly positives: number } | null;
}

/**
 * `alarm`: surely moved by more than the tolerance. `changed`: surely moved, not surely by more. `steady`: no sign of
 * either, which is no proof.
 */
export type DriftVerdict = 'alarm' | 'changed' | 'steady';

/** A column's movement. */
export interface ColumnDrift {
  readonly name: string;
  /** Larger of the two dates' design effects. */
  readonly design_effect: number;
  readonly shift: Shift;
  /** Adjusted for all columns (Benjamini–Hochberg): of a change beyond the tolerance, and of any change. */
  readonly p_material: number;
  readonly p_any: number;
  readonly verdict: DriftVerdict;
  /** Share of rows without a value, before and now. */
  readonly missing: readonly [reference: number, current: number];
  /** Median of the values there are, to the next bin edge; null when there are none. */
  readonly median: readonly [reference: number | null, current: number | null];
}

/** Observed against expected outcomes. */
export interface OutcomeDrift {
  readonly as_of: IsoDate;
  readonly rows: number;
  readonly observed: number;
  /** Sum of the probabilities given. */
  readonly expected: number;
  /** Observed ÷ expected with a 95 % interval; null when nothing was expected. */
  readonly ratio: number | null;
  readonly ratio_low: number | null;
  readonly ratio_high: number | null;
  readonly p_calibration: number;
  /** Against the rate on the calibration dates; null when the bundle does not say. */
  readonly rate: Shift | null;
  /** Holm-adjusted over the two. */
  readonly p_material: number;
  readonly verdict: DriftVerdict;
}

/** A monitoring run. */
export interface DriftReport {
  readonly reference: { readonly as_of: IsoDate; readonly rows: number };
  readonly current: { readonly as_of: IsoDate; readonly rows: number };
  /** Chance that a run raises any alarm when nothing moved by more than the tolerance. */
  readonly alpha: number;
  /** As a population stability index. */
  readonly tolerance: number;
  /** Surest first. */
  readonly features: readonly ColumnDrift[];
  readonly score: ColumnDrift;
  readonly bands: { readonly reference: readonly number[]; readonly current: readonly number[] };
  readonly outcome: OutcomeDrift | null;
  readonly alarms: { readonly data: number; readonly score: boolean; readonly outcome: boolean };
}
