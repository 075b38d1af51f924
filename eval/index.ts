/**
 * Measures predictions against outcomes, and incomes against a line. Never sees a model.
 */
export { evaluateBinary, evaluateRanked, DEFAULT_SHARES } from './evaluate-binary.ts';
export type { BinaryEvaluation, EvaluateOptions } from './evaluate-binary.ts';
export { evaluateGroups, MIN_GROUP_ROWS } from './evaluate-groups.ts';
export type { GroupEvaluation, GroupListing } from './evaluate-groups.ts';
export { auc, aucOfRanked } from './metrics/ranking/auc.ts';
export { averagePrecision, averagePrecisionOfRanked } from './metrics/ranking/average-precision.ts';
export { listedShare, topShare, topShareOfRanked, type TopShare } from './metrics/ranking/top-share.ts';
export { brier, brierOfRanked } from './metrics/calibration/brier.ts';
export { logLoss, logLossOfRanked } from './metrics/calibration/log-loss.ts';
export { ece, eceOfRanked, ECE_BINS } from './metrics/calibration/ece.ts';
export { eceNoise, eceNoiseOfRanked, type EceNoise } from './metrics/calibration/ece-noise.ts';
export { calibrationLine, type CalibrationLine } from './metrics/calibration/calibration-line.ts';
export { rocCurve, type RocCurve } from './metrics/curves/roc-curve.ts';
export { precisionRecallCurve, type PrecisionRecallCurve } from './metrics/curves/precision-recall-curve.ts';
export { calibrationCurve, type CalibrationPoint } from './metrics/curves/calibration-curve.ts';
export { bpac, bpacOfRanked } from './metrics/targeting/bpac.ts';
export { cgh } from './metrics/targeting/cgh.ts';
export { jaccard } from './metrics/lists/jaccard.ts';
export { rankBiasedOverlap } from './metrics/lists/rank-biased-overlap.ts';
export {
  chooseGroup,
  dominatedGroups,
  followRule,
  type GroupHistory,
  type RuleRecord,
  type SelectionRule,
} from './selection/rules.ts';
export type { RuleResult, Selection, SelectionMetric } from './selection/types.ts';
export { holm } from './statistics/multiplicity.ts';
export { gainCurve, type GainPoint } from './metrics/curves/gain-curve.ts';
export { bootstrap, bootstrapRanked, type Interval } from './metrics/scores/bootstrap.ts';
export { rankScores, type RankedMetric, type RankedScores } from './metrics/scores/ranked-scores.ts';
export { measureEvidence, type EvidenceMetric, type ModelEvidence } from './evidence.ts';
export { fairnessSections, mitigationBlocks } from './fairness/blocks.ts';
export { measureFairness, type FairnessInput } from './fairness/measure.ts';
export { priceOfParity } from './fairness/mitigate.ts';
export type { FairnessReport } from './fairness/types.ts';
export { measureReport } from './report/measure-report.ts';
export { renderReport } from './report/render-report.ts';
export type * from './report/types.ts';
export { DEFAULT_LINE, measurePoverty, povertyLine } from './measure-poverty.ts';
export type { PovertyLine, PovertyMeasures } from './measure-poverty.ts';
export * from './county/index.ts';
