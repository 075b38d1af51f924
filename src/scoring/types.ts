/**
 * What scoring hands to the command line, the API and the pages.
 */
import type { Matrix } from '../core/matrix.ts';
import type { CatalogueName } from './household-bundle.ts';

/** Warning band, most urgent first: 红 橙 黄 蓝. */
export const bands = ['red', 'orange', 'yellow', 'blue'] as const;
/** One of the four bands. */
export type Band = (typeof bands)[number];

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
  /** Lowest probability of each band. */
  readonly bandThresholds: Readonly<Record<Exclude<Band, 'blue'>, number>>;
}

/** A loaded model that scores; it never trains. */
export interface Scorer {
  /** Feature catalogue its columns are declared in: what must be computed before it can score. */
  readonly catalogue: CatalogueName;
  readonly info: ModelInfo;
  /** Scores rows; columns are found by name and a missing value is `NaN`. `topReasons` limits reasons a row. */
  score(X: Matrix, topReasons: number): HouseholdScore[];
}
