import { JzError } from '../../src/core/errors/index.ts';
import type { Rng } from '../../src/core/rng.ts';
import { evaluateRanked } from '../evaluate-binary.ts';
import { evaluateGroups } from '../evaluate-groups.ts';
import { brierOfRanked } from '../metrics/calibration/brier.ts';
import { logLossOfRanked } from '../metrics/calibration/log-loss.ts';
import { calibrationCurve } from '../metrics/curves/calibration-curve.ts';
import { aucOfRanked } from '../metrics/ranking/auc.ts';
import { averagePrecisionOfRanked } from '../metrics/ranking/average-precision.ts';
import { topShareOfRanked } from '../metrics/ranking/top-share.ts';
import { bootstrapRanked, type Interval } from '../metrics/scores/bootstrap.ts';
import { checkProbabilities, mass, rankScores } from '../metrics/scores/ranked-scores.ts';
import type {
  Candidate,
  CandidateMeasures,
  Estimate,
  GroupMeasures,
  ReportData,
  ReportMeasures,
} from './types.ts';

/**
 * Computes every number of a report. Equal seeds give every candidate the same resampled households.
 *
 * @param data   test rows, candidates, groups
 * @param rng    seeded stream for intervals and calibration noise
 * @param draws  bootstrap draws; 400 give interval ends to about a tenth of their width
 * @throws JZ_EVAL_LENGTH, JZ_EVAL_EMPTY, JZ_EVAL_VALUE; JZ_EVAL_CHAMPION when the champion is not a candidate
 *         that gives probabilities
 */
export function measureReport(data: ReportData, rng: Rng, draws = 400): ReportMeasures {
  const champion = championOf(data);
  const { total, positives } = mass(rankScores(data.y, champion.p));
  return {
    n: total,
    positives,
    base_rate: positives / total,
    capacity: data.capacity,
    champion: champion.id,
    draws,
    candidates: [
      randomMeasures(data, positives / total),
      ...data.candidates.map((candidate) => measureCandidate(data, candidate, rng, draws)),
    ],
    calibration: calibrationCurve(data.y, champion.p),
    groups: measureGroups(data, champion),
  };
}

/** The candidate whose pictures are drawn. */
export function championOf(data: ReportData): Candidate {
  const champion = data.candidates.find((candidate) => candidate.id === data.champion);
  if (!champion?.is_probability)
    throw new JzError('JZ_EVAL_CHAMPION', {
      champion: data.champion,
      candidates: data.candidates.map((candidate) => candidate.id).join(', '),
    });
  return champion;
}

function measureCandidate(
  data: ReportData,
  candidate: Candidate,
  rng: Rng,
  draws: number,
): CandidateMeasures {
  if (candidate.is_probability) checkProbabilities(candidate.p);
  const ranked = rankScores(data.y, candidate.p);
  const [auc, ap, precision, recall, logLoss, brier] = bootstrapRanked(
    [
      aucOfRanked,
      averagePrecisionOfRanked,
      (rows) => topShareOfRanked(rows, data.capacity).precision,
      (rows) => topShareOfRanked(rows, data.capacity).recall,
      ...(candidate.is_probability ? [logLossOfRanked, brierOfRanked] : []),
    ],
    ranked,
    data.households,
    rng.fork('bootstrap'),
    draws,
  ).map(estimate);
  const evaluation = candidate.is_probability
    ? evaluateRanked(ranked, { noise: { rng: rng.fork('noise') } })
    : null;
  return {
    id: candidate.id,
    title: candidate.title,
    kind: candidate.kind,
    auc: auc ?? null,
    average_precision: ap ?? null,
    precision: precision ?? null,
    recall: recall ?? null,
    lift: topShareOfRanked(ranked, data.capacity).lift,
    log_loss: logLoss ?? null,
    brier: brier ?? null,
    ece: evaluation?.ece ?? null,
    ece_noise: evaluation?.ece_noise ?? null,
    evaluation,
  };
}

/** A random order, exactly: everyone shares one score, the base rate, and ties count by expectation. */
function randomMeasures(data: ReportData, baseRate: number): CandidateMeasures {
  const ranked = rankScores(data.y, new Float64Array(data.y.length).fill(baseRate));
  const exactly = (value: number): Estimate => ({ value, low: null, high: null });
  const evaluation = evaluateRanked(ranked);
  const top = topShareOfRanked(ranked, data.capacity);
  return {
    id: 'random',
    title: { zh: '随机走访（基准率）', en: 'Random visits (base rate)' },
    kind: 'random',
    auc: exactly(aucOfRanked(ranked)),
    average_precision: exactly(averagePrecisionOfRanked(ranked)),
    precision: exactly(top.precision),
    recall: exactly(top.recall),
    lift: top.lift,
    log_loss: exactly(evaluation.log_loss),
    brier: exactly(evaluation.brier),
    ece: evaluation.ece,
    ece_noise: null,
    evaluation,
  };
}

function measureGroups(data: ReportData, champion: Candidate): GroupMeasures[] {
  return data.groups.map((column) => ({
    id: column.id,
    title: column.title,
    rows: evaluateGroups(data.y, champion.p, column.values, { shares: [data.capacity] }).map((row) => ({
      ...row,
      name: nameOf(row.group, column.names),
    })),
  }));
}

function nameOf(group: string | null, names: ReportData['groups'][number]['names']) {
  if (group === null) return { zh: '未知', en: 'unknown' };
  return names?.[group] ?? { zh: group, en: group };
}

function estimate({ estimate: value, low, high }: Interval): Estimate | null {
  if (!Number.isFinite(value)) return null;
  return { value, low: finite(low), high: finite(high) };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
