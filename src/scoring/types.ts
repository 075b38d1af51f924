/**
 * What scoring hands to the command line, the API and the pages.
 */
import type { Matrix } from '../core/matrix.ts';
import type { Band, BandThresholds } from './bands.ts';
import type { HorizonProbability } from './horizons.ts';
import type { CatalogueName } from './household-bundle.ts';

export { bands, type Band } from './bands.ts';

/** Why a score is what it is: one feature, its value, and how far it moved the log-odds. */
export interface Reason {
  readonly feature: string;
  /** `null` when missing. */
  readonly value: number | null;
  /** Log-odds; positive raises the risk. */
  readonly contribution: number;
  readonly zh: string;
  readonly en: string;
}

/** A household's calibrated probability with its interval, band and reasons. */
export interface HouseholdScore {
  readonly probability: number;
  /** Venn–Abers interval of the calibrated probability. */
  readonly lower: number;
  readonly upper: number;
  readonly band: Band;
  /** The interval reaches across so many bands that a visit should first find out (不确定：先走访). */
  readonly isUncertain: boolean;
  /** By every horizon the model answers, the shortest first: never less for a longer one. Absent: it answers one. */
  readonly horizons?: readonly HorizonProbability[];
  /** Strongest first. */
  readonly reasons: readonly Reason[];
}

/** A feature as a person reads it. */
export interface FeatureTitle {
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  readonly unit: string;
}

/** What a model is, for cards, lists and every score shown. */
export interface ModelInfo {
  readonly id: string;
  readonly family: string;
  readonly label: { readonly zh: string; readonly en: string };
  readonly features: readonly FeatureTitle[];
  /** As-of dates it was trained, calibrated and tested on. */
  readonly trainedOn: readonly string[];
  readonly calibratedOn: readonly string[];
  readonly testedOn: readonly string[];
  /** Out-of-time figures, by metric name. */
  readonly metrics: Readonly<Record<string, number>>;
  readonly bandThresholds: BandThresholds;
  /** Months of every horizon it answers, rising; absent: it answers one. */
  readonly horizons?: readonly number[];
}

/** A loaded model that scores; it never trains. */
export interface Scorer {
  /** Feature catalogue its columns are declared in: what must be computed before it can score. */
  readonly catalogue: CatalogueName;
  readonly info: ModelInfo;
  /** Scores rows; columns are found by name and a missing value is `NaN`. `topReasons` limits reasons a row. */
  score(X: Matrix, topReasons: number): HouseholdScore[];
}
