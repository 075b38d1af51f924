/**
 * Features of the household panel: read from facts that have versions, and compared with all households' of a quarter.
 */
import type { About, DerivedFeature } from '../../declaration.ts';
import type { Aggregate, FeatureUnit } from '../../units.ts';
import type { SourceName } from './sources.ts';

/** Which rows of the source table count: those where `column` holds `equals`. */
export interface Filter {
  readonly column: string;
  readonly equals: string;
}

/**
 * What a value is compared with before it is aggregated: all households' values of the same calendar
 * quarter, as known on the as-of date.
 * `median_ratio`: value ÷ median. `under_60_median`: 1 when value < 60 % of the median (exactly), else 0.
 * `percentile`: share of households below it, those level with it counting half.
 */
export type Context = 'none' | 'median_ratio' | 'under_60_median' | 'percentile';

/** Where a value is. */
export interface ValueColumn {
  readonly column: string;
  readonly unit: FeatureUnit;
  /** Numbers that stand for "no answer" or "does not apply": read as missing. */
  readonly unknown?: readonly number[];
}

/** A feature read from a table of the ledger. */
export interface MeasuredFeature extends About {
  readonly kind: 'measured';
  readonly source: SourceName;
  /** Column that says when the bureau could know; rows recorded after the as-of date do not exist. */
  readonly knowledgeDate: string;
  readonly filter: Filter | null;
  readonly value: ValueColumn;
  readonly context: Context;
  readonly aggregate: Aggregate;
  /** The window is (end − windowMonths, end]. */
  readonly windowMonths: number;
  /** End of the window: this many months before the as-of date; 0 = on it. */
  readonly endsMonthsBefore: number;
}

/** Either kind. */
export type Declaration = MeasuredFeature | DerivedFeature;
