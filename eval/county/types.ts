/**
 * What judging a department ledger's scores needs: plain values; unknown outcomes are marked, never guessed.
 */
import type { IsoDate } from '../../src/core/dates.ts';
import type { Candidate, Estimate, Words } from '../report/types.ts';

/** An outcome nobody knows: censored, not visited, or outside the question. */
export const UNKNOWN = 2;

/** A signal's level on each row: 0 none, 1 blue, 2 yellow, 3 orange, 4 red. */
export interface SignalColumn {
  readonly code: string;
  readonly title: Words;
  readonly level: Uint8Array;
}

/** Scored households of the test dates, one row a household and date. */
export interface JudgedRows {
  readonly households: readonly string[];
  readonly asOf: readonly IsoDate[];
  readonly candidates: readonly Candidate[];
  readonly signals: readonly SignalColumn[];
  /** How well off each row is as far as is known, `[n]`, higher = better, NaN = unknown. */
  readonly welfare?: Float64Array | undefined;
}

/** One question asked of the rows. */
export interface JudgedLabel {
  readonly id: string;
  readonly title: Words;
  /** 0, 1 or {@link UNKNOWN}, `[n]`. */
  readonly y: Uint8Array;
  /** Day of the event of rows with outcome 1 where there is one, `[n]`. */
  readonly on: readonly (IsoDate | null)[];
  /** A candidate that answers this question alone, such as the generator's own hazard. */
  readonly also?: readonly Candidate[];
  /** How well off each row truly is; absent: as far as is known. */
  readonly welfare?: Float64Array | undefined;
}

/** Days from the first warning to the event, over households that had one; our own definition. */
export interface LeadTime {
  /** Households with an event. */
  readonly events: number;
  /** Of these, warned before it. */
  readonly warned: number;
  readonly median: number | null;
  readonly q25: number | null;
  readonly q75: number | null;
  /** Shares of the events warned at least so many days ahead. */
  readonly share_30: number;
  readonly share_60: number;
  readonly share_90: number;
  /** Share of the events never warned of. */
  readonly never: number;
}

/** A list of the highest scores. */
export interface ListMeasures {
  readonly share: number;
  readonly precision: Estimate | null;
  readonly recall: Estimate | null;
  /** Balanced poverty accuracy: found less what is missed or visited in vain beyond the other; a share of the cases. */
  readonly bpac: Estimate | null;
  /** Share of visits to the poorest 40 %, divided by 40 %; null: how well off nobody knows. */
  readonly cgh: Estimate | null;
  readonly lead: LeadTime;
}

/** One ranking against one label. The last three are null when its scores are not probabilities. */
export interface JudgedCandidate {
  readonly id: string;
  readonly title: Words;
  readonly kind: Candidate['kind'];
  readonly auc: Estimate | null;
  readonly average_precision: Estimate | null;
  readonly lists: readonly ListMeasures[];
  readonly log_loss: Estimate | null;
  readonly brier: Estimate | null;
  readonly ece: Estimate | null;
}

/** One signal alone, at any level and at orange or red. */
export interface SignalMeasures {
  readonly code: string;
  readonly title: Words;
  readonly level: 'any' | 'orange_or_red';
  /** Rows on which it fired. */
  readonly fired: number;
  readonly precision: Estimate | null;
  readonly recall: Estimate | null;
  readonly lead: LeadTime;
}

/** What another ranking reaches on the same rows less what the first one does, with paired intervals. */
export interface Shortfall {
  readonly id: string;
  readonly title: Words;
  readonly auc: Estimate | null;
  readonly average_precision: Estimate | null;
  readonly lists: readonly {
    readonly share: number;
    readonly precision: Estimate | null;
    readonly recall: Estimate | null;
  }[];
}

/** Everything measured against one label. */
export interface LabelMeasures {
  readonly id: string;
  readonly title: Words;
  readonly rows: number;
  readonly households: number;
  readonly positives: number;
  /** Households with an event. */
  readonly positive_households: number;
  readonly base_rate: number;
  /** Rows whose outcome nobody knows. */
  readonly unknown: number;
  readonly candidates: readonly JudgedCandidate[];
  readonly signals: readonly SignalMeasures[];
  /** The first ranking beside each that answers this question alone. */
  readonly shortfalls: readonly Shortfall[];
}
