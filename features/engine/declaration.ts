/**
 * Features of a department ledger: what a data team writes. One declaration is one feature; nothing else changes.
 *
 * Persons' rows count for the household they live in on the as-of date, or, with `home: 'last'`, the one they lived in
 * last (for those who died or left).
 */
import type { About, DerivedFeature } from '../declaration.ts';
import type { FeatureUnit } from '../units.ts';

/** A condition on a row of the source table; several must all hold. */
export type Condition =
  | { readonly column: string; readonly in: readonly string[] }
  | { readonly column: string; readonly atLeast: number }
  | { readonly column: string; readonly atMost: number };

/** The number a row brings: the sum of its columns, empty ones counting nothing; no number when all are empty. */
export interface RowValue {
  readonly columns: readonly string[];
  readonly unit: FeatureUnit;
}

/** Which rows of which table. */
export interface Rows {
  readonly source: string;
  /** Column that says when the bureau could know; rows recorded after the as-of date do not exist. */
  readonly knowledgeDate: string;
  readonly where: readonly Condition[];
  /** Absent: the row itself counts, as 1. */
  readonly value?: RowValue;
}

/** How the rows inside a window become one number. `last` is by day it occurred, then by day it was recorded. */
export type EventAggregate =
  'sum' | 'count' | 'any' | 'max' | 'min' | 'last' | 'days_since' | 'days_since_known';

/** How members' numbers become the household's. */
export type RollUp = 'sum' | 'max' | 'min' | 'mean' | 'count' | 'any';

/** Which members take part, by their age on the as-of date and sex; those of unknown age do not pass an age filter. */
export interface MemberFilter {
  readonly fromAge?: number;
  readonly toAge?: number;
  readonly sex?: '1' | '2';
}

/** A feature read from rows inside a window. */
export interface EventFeature extends About, Rows {
  readonly kind: 'event';
  readonly aggregate: EventAggregate;
  /** The window is (end − windowMonths, end]. */
  readonly windowMonths: number;
  /** End of the window: this many months before the as-of date. */
  readonly endsMonthsBefore: number;
  /** With `last`: rows that end the state, after which there is no value. */
  readonly endedBy?: readonly Condition[];
  /** Present: aggregated person by person first, then over the members. */
  readonly perPerson?: { readonly rollUp: RollUp; readonly members?: MemberFilter };
  readonly home: 'current' | 'last';
  /** Present: only rows of these persons. */
  readonly who?: MemberFilter;
  /** What no row means. */
  readonly empty: 'zero' | 'missing';
}

/** A series of months of one household: what each month's rows add up to. */
export interface MonthlySeries extends Rows {
  /** Months looked back; the newest ends on the as-of date, or some months before. */
  readonly months: number;
  /** Months left out at the end, because departments have not sent them yet. */
  readonly endsMonthsBefore: number;
  /** What a month without rows means. */
  readonly empty: 'zero' | 'missing';
}

/** What is read off a series; `recent` months are the newest ones, the others are the past. */
export type Shape =
  | { readonly kind: 'robust_z' | 'ratio_to_past'; readonly recent: number }
  | { readonly kind: 'slope' | 'variation' | 'peak_to_median' | 'months_without' | 'longest_gap' };

/** A feature read off a household's months. */
export interface MonthlyFeature extends About {
  readonly kind: 'monthly';
  readonly series: MonthlySeries;
  readonly shape: Shape;
}

/** A feature of who lives in the household. */
export interface MembersFeature extends About {
  readonly kind: 'members';
  readonly statistic: 'count' | 'youngest' | 'oldest' | 'mean_age';
  readonly members?: MemberFilter;
}

/** The mean of another feature over the other households of the area (this one left out). */
export interface NeighbourhoodFeature extends About {
  readonly kind: 'neighbourhood';
  readonly of: string;
  /** Digits of the region code that make the area: 6 county, 9 township, 12 village. */
  readonly regionDigits: 6 | 9 | 12;
  /** Areas with fewer other households give no value. */
  readonly atLeast: number;
}

/** Any feature of a department ledger. */
export type LedgerFeature =
  EventFeature | MonthlyFeature | MembersFeature | NeighbourhoodFeature | DerivedFeature;
