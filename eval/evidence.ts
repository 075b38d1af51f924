/**
 * What a bundle carries of its evaluation, so that a model card can be filled without the data: metrics with intervals,
 * calibration, fairness.
 */
import type { Rng } from '../src/core/rng.ts';
import type { Words } from '../src/io/page/text.ts';
import { measureFairness } from './fairness/measure.ts';
import { priceOfParity, type MitigationStep } from './fairness/mitigate.ts';
import type { FairnessReport } from './fairness/types.ts';
import { calibrationLineOfRanked } from './metrics/calibration/calibration-line.ts';
import { ECE_BINS } from './metrics/calibration/ece.ts';
import { eceNoiseOfRanked } from './metrics/calibration/ece-noise.ts';
import { calibrationCurve, type CalibrationPoint } from './metrics/curves/calibration-curve.ts';
import { listedShare } from './metrics/ranking/top-share.ts';
import type { Interval } from './metrics/scores/bootstrap.ts';
import { bootstrapRanking } from './metrics/scores/bootstrap-ranking.ts';
import { rankScores, type RankedScores } from './metrics/scores/ranked-scores.ts';
import { drawResamples } from './metrics/scores/resamples.ts';
import { championOf } from './report/measure-report.ts';
import type { FeatureImportance, ReportData, TimelineSpan } from './report/types.ts';

/** The content of `evidence.json`. */
export interface ModelEvidence {
  readonly format: 1;
  readonly question: Words;
  readonly target: Words;
  readonly timeline: readonly TimelineSpan[];
  readonly caveats: readonly Words[];
  /** Strongest first. */
  readonly importance: readonly FeatureImportance[];
  readonly rows: number;
  readonly households: number;
  readonly positives: number;
  /** Share of households that can be visited: precision, recall and the audit are of that list. */
  readonly capacity: number;
  readonly metrics: readonly EvidenceMetric[];
  readonly calibration: readonly CalibrationPoint[];
  readonly fairness: FairnessReport;
  /** For each column with a group missed more: what evening out recall would cost. */
  readonly mitigation: readonly {
    readonly column: string;
    readonly title: Words;
    readonly steps: readonly MitigationStep[];
  }[];
}

/** A metric on the test rows with its 95 % interval over households; null where not defined. */
export interface EvidenceMetric {
  readonly id: string;
  readonly title: Words;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * Measures the champion of a report on its test rows.
 *
 * @param draws  bootstrap draws of whole households
 * @param more   metrics of what a report's data do not hold, such as dates
 * @throws JZ_EVAL_LENGTH, JZ_EVAL_EMPTY, JZ_EVAL_VALUE, JZ_EVAL_CHAMPION
 */
export function measureEvidence(
  data: ReportData,
  rng: Rng,
  draws = 200,
  more: readonly EvidenceMetric[] = [],
): ModelEvidence {
  const { y, households, capacity, groups } = data;
  const { p } = championOf(data);
  const ranked = rankScores(y, p);
  const fairness = measureFairness({
    y,
    listed: listedShare(ranked, capacity),
    households,
    columns: groups,
    crossed: true,
  });
  return {
    format: 1,
    question: data.question,
    target: data.target,
    timeline: data.timeline,
    caveats: data.caveats,
    importance: [...data.importance].sort((a, b) => b.value - a.value),
    rows: fairness.rows,
    households: fairness.households,
    positives: fairness.positives,
    capacity,
    metrics: [
      ...metricsOf(ranked, households, { capacity, rng, draws }),
      ...calibrationMetrics(ranked, rng),
      ...more,
    ],
    calibration: calibrationCurve(y, p),
    fairness,
    mitigation: mitigationOf(data, p, fairness),
  };
}

interface Measuring {
  readonly capacity: number;
  readonly rng: Rng;
  readonly draws: number;
}

function metricsOf(
  ranked: RankedScores,
  households: ReportData['households'],
  { capacity, rng, draws }: Measuring,
): EvidenceMetric[] {
  const percent = `${+(capacity * 100).toFixed(2)}%`;
  const resamples = drawResamples(households, ranked.p.length, rng, draws);
  const measured = bootstrapRanking(ranked, resamples, { shares: [capacity], areProbabilities: true });
  const { precision, recall, lift, bpac } = measured.lists[0]!;
  const { brier, logLoss, ece } = measured.probabilities!;
  const named: readonly [id: string, zh: string, en: string, measured: Interval][] = [
    ['auc', 'AUC（排序能力）', 'AUC', measured.auc],
    ['average_precision', '平均精确率', 'average precision', measured.averagePrecision],
    ['precision', `名单前 ${percent} 的精确率`, `precision at ${percent}`, precision],
    ['recall', `名单前 ${percent} 的召回率`, `recall at ${percent}`, recall],
    ['lift', `名单前 ${percent} 的提升倍数`, `lift at ${percent}`, lift],
    ['bpac', `名单前 ${percent} 的平衡贫困准确率`, `balanced poverty accuracy at ${percent}`, bpac],
    ['brier', 'Brier 分数', 'Brier score', brier],
    ['log_loss', '对数损失', 'log loss', logLoss],
    ['ece', '期望校准误差', 'expected calibration error', ece],
  ];
  return named.flatMap(([id, zh, en, { estimate, low, high }]) => {
    if (!Number.isFinite(estimate)) return [];
    return [{ id, title: { zh, en }, value: estimate, low: finite(low), high: finite(high) }];
  });
}

/** Every noise draw takes an outcome a row; so many tell its mean well enough. */
const NOISE_DRAWS = 50;

function calibrationMetrics(ranked: RankedScores, rng: Rng): EvidenceMetric[] {
  const { slope, intercept } = calibrationLineOfRanked(ranked);
  const noise = eceNoiseOfRanked(ranked, rng.fork('noise'), NOISE_DRAWS, ECE_BINS);
  const named: readonly [id: string, zh: string, en: string, value: number][] = [
    ['ece_by_chance', '概率完全准确时的校准误差', 'calibration error of exact probabilities', noise.mean],
    ['calibration_slope', '校准斜率（1 为正好）', 'calibration slope (1 is ideal)', slope],
    ['calibration_intercept', '校准截距（0 为正好）', 'calibration intercept (0 is ideal)', intercept],
  ];
  return named.flatMap(([id, zh, en, value]) =>
    Number.isFinite(value) ? [{ id, title: { zh, en }, value, low: null, high: null }] : [],
  );
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function mitigationOf(
  { y, households, capacity, groups }: ReportData,
  p: ArrayLike<number>,
  fairness: FairnessReport,
): ModelEvidence['mitigation'] {
  const uneven = fairness.columns.filter(
    ({ crossed, groups: cells }) => !crossed && cells.some(({ recall }) => recall.verdict === 'missed_more'),
  );
  return uneven.flatMap(({ id, title }) => {
    const column = groups.find((one) => one.id === id);
    if (!column) return [];
    const own = households ?? Array.from({ length: y.length }, (_, i) => i);
    const steps = priceOfParity({ y, p, households: own, column, capacity });
    return steps.length > 0 ? [{ column: id, title, steps }] : [];
  });
}
