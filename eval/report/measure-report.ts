import { JzError } from '../../src/core/errors/index.ts';
import type { Rng } from '../../src/core/rng.ts';
import { evaluateRanked } from '../evaluate-binary.ts';
import { evaluateGroups } from '../evaluate-groups.ts';
import { calibrationCurve } from '../metrics/curves/calibration-curve.ts';
import { aucOfRanked } from '../metrics/ranking/auc.ts';
import { averagePrecisionOfRanked } from '../metrics/ranking/average-precision.ts';
import { topShareOfRanked } from '../metrics/ranking/top-share.ts';
import type { Interval } from '../metrics/scores/bootstrap.ts';
import { bootstrapRanking } from '../metrics/scores/bootstrap-ranking.ts';
import { checkProbabilities, mass, rankScores } from '../metrics/scores/ranked-scores.ts';
import { drawResamples, type Resamples } from '../metrics/scores/resamples.ts';
import { bpacOfRanked } from '../metrics/targeting/bpac.ts';
import type {
  Candidate,
  CandidateMeasures,
  Estimate,
  GroupMeasures,
  ReportData,
  ReportMeasures,
} from './types.ts';

/** From here on the calibration picture has twenty groups, not ten: the last is the 5 % most at risk. */
const MANY_ROWS = 10_000;

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
  const resamples = drawResamples(data.households, data.y.length, rng.fork('bootstrap'), draws);
  return {
    n: total,
    positives,
    base_rate: positives / total,
    capacity: data.capacity,
    champion: champion.id,
    draws,
    candidates: [
      randomMeasures(data, positives / total),
      ...data.candidates.map((candidate) => measureCandidate(data, candidate, rng, resamples)),
    ],
    calibration: calibrationCurve(data.y, champion.p, undefined, data.y.length < MANY_ROWS ? 10 : 20),
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
  resamples: Resamples,
): CandidateMeasures {
  const { is_probability: areProbabilities } = candidate;
  if (areProbabilities) checkProbabilities(candidate.p);
  const ranked = rankScores(data.y, candidate.p);
  const asked = { shares: [data.capacity], areProbabilities };
  const { auc, averagePrecision, lists, probabilities } = bootstrapRanking(ranked, resamples, asked);
  const { precision, recall, bpac } = lists[0]!;
  const evaluation = candidate.is_probability
    ? evaluateRanked(ranked, { noise: { rng: rng.fork('noise'), draws: noiseDraws(data.y.length) } })
    : null;
  return {
    id: candidate.id,
    title: candidate.title,
    kind: candidate.kind,
    auc: estimate(auc),
    average_precision: estimate(averagePrecision),
    precision: estimate(precision),
    recall: estimate(recall),
    bpac: estimate(bpac),
    lift: topShareOfRanked(ranked, data.capacity).lift,
    log_loss: probabilities && estimate(probabilities.logLoss),
    brier: probabilities && estimate(probabilities.brier),
    ece: evaluation?.ece ?? null,
    ece_noise: evaluation?.ece_noise ?? null,
    evaluation,
  };
}

/** Every draw takes an outcome a row: of millions of rows a few tell the mean noise as well as hundreds of few rows do. */
function noiseDraws(rows: number): number {
  return rows > 100_000 ? 50 : 200;
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
    bpac: exactly(bpacOfRanked(ranked, data.capacity)),
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
