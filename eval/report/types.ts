/**
 * What a report is made of: plain values, so that any training code can fill them. No model is seen.
 */
import type { IsoDate } from '../../src/core/dates.ts';
import type { Words } from '../../src/io/page/text.ts';
import type { BinaryEvaluation } from '../evaluate-binary.ts';
import type { GroupEvaluation } from '../evaluate-groups.ts';
import type { CalibrationPoint } from '../metrics/curves/calibration-curve.ts';

export type { Words } from '../../src/io/page/text.ts';

/** One stretch of as-of dates, drawn on the timeline. */
export interface TimelineSpan {
  readonly role: 'train' | 'calibrate' | 'test';
  /** First and last as-of date. */
  readonly from: IsoDate;
  readonly to: IsoDate;
  /** Last day whose events its labels read: `to` plus the label's length. */
  readonly labels_until: IsoDate;
  readonly rows: number;
  readonly positives: number;
}

/** One split of a temporal cross-validation, drawn as a row: three spans in the order they follow each other. */
export interface SplitSpans {
  readonly train: TimelineSpan;
  readonly calibrate: TimelineSpan;
  readonly test: TimelineSpan;
  /** Whether calibration households train nothing, so that calibration may follow training at once. */
  readonly keeps_households_apart: boolean;
}

/** One ranking of the test rows: a model, a peer's model, or a simple rule. */
export interface Candidate {
  readonly id: string;
  readonly title: Words;
  /** `model` ours, `peer` another library on the same matrix, `baseline` a rule of one line. */
  readonly kind: 'model' | 'peer' | 'baseline';
  /** Whether `p` are probabilities in 0..1; otherwise only their order is measured. */
  readonly is_probability: boolean;
  /** Scores of the test rows, `[n]`, higher = more at risk. */
  readonly p: ArrayLike<number>;
}

/** A column the result is broken down by. */
export interface GroupColumn {
  readonly id: string;
  readonly title: Words;
  /** Value of each test row, `[n]`; null when unknown. */
  readonly values: ArrayLike<string | null>;
  /** Names of values; a value without a name is shown as it is. */
  readonly names?: Readonly<Record<string, Words>>;
}

/** How much one feature moved the champion's scores. */
export interface FeatureImportance {
  readonly feature: string;
  readonly title: Words;
  /** Mean absolute contribution in log-odds over the test rows, ≥ 0. */
  readonly value: number;
}

/** Everything the report shows that is not computed here. */
export interface ReportData {
  readonly title: Words;
  /** What was predicted, for whom and how far ahead, in one or two sentences. */
  readonly question: Words;
  /** Whom outcome 1 stands for: "households poor four quarters later". */
  readonly target: Words;
  readonly timeline: readonly TimelineSpan[];
  /** Present: drawn instead of the timeline, oldest first. */
  readonly splits?: readonly SplitSpans[];
  /** Outcomes of the test rows, `[n]`, 0 or 1. */
  readonly y: ArrayLike<number>;
  /** Household of each test row, `[n]`, for clustered intervals; null when each row is its own. */
  readonly households: ArrayLike<string | number> | null;
  /** In the order shown. A random ranking is added by itself. */
  readonly candidates: readonly Candidate[];
  /** `id` of the candidate the pictures and group tables describe; it must give probabilities. */
  readonly champion: string;
  /** Share of households that can be visited, for example 0.1. */
  readonly capacity: number;
  /** Largest first or not; the report sorts and shows the top 15. */
  readonly importance: readonly FeatureImportance[];
  readonly groups: readonly GroupColumn[];
  /** What a reader must not conclude. */
  readonly caveats: readonly Words[];
  /** Model version, data hash, seed, code version … */
  readonly provenance: readonly { readonly label: Words; readonly value: string }[];
}

/** An estimate with its 95 % interval; null where not defined. */
export interface Estimate {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** Measures of one candidate, ready for metrics.json. */
export interface CandidateMeasures {
  readonly id: string;
  readonly title: Words;
  readonly kind: Candidate['kind'] | 'random';
  readonly auc: Estimate | null;
  readonly average_precision: Estimate | null;
  /** At the report's capacity. */
  readonly precision: Estimate | null;
  readonly recall: Estimate | null;
  /** Balanced poverty accuracy: recall less what the list's length misses or wastes, a share of the targets. */
  readonly bpac: Estimate | null;
  readonly lift: number | null;
  /** The next four are null when the scores are not probabilities. */
  readonly log_loss: Estimate | null;
  readonly brier: Estimate | null;
  readonly ece: number | null;
  readonly ece_noise: BinaryEvaluation['ece_noise'];
  /** Everything else; null when the scores are not probabilities. */
  readonly evaluation: BinaryEvaluation | null;
}

/** One grouping column, measured for the champion. */
export interface GroupMeasures {
  readonly id: string;
  readonly title: Words;
  readonly rows: readonly (GroupEvaluation & { readonly name: Words })[];
}

/** All numbers of a report: the content of metrics.json. */
export interface ReportMeasures {
  readonly n: number;
  readonly positives: number;
  readonly base_rate: number;
  readonly capacity: number;
  readonly champion: string;
  /** Bootstrap draws behind the intervals, resampling households. */
  readonly draws: number;
  readonly candidates: readonly CandidateMeasures[];
  readonly calibration: readonly CalibrationPoint[];
  readonly groups: readonly GroupMeasures[];
}
