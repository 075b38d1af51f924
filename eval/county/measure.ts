/**
 * Measures rankings and signals against a label, with intervals that resample whole households.
 */
import { fnv1a } from '../../src/core/hash.ts';
import type { Rng } from '../../src/core/rng.ts';
import { brierOfRanked } from '../metrics/calibration/brier.ts';
import { ECE_BINS, eceOfRanked } from '../metrics/calibration/ece.ts';
import { logLossOfRanked } from '../metrics/calibration/log-loss.ts';
import { aucOfRanked } from '../metrics/ranking/auc.ts';
import { averagePrecisionOfRanked } from '../metrics/ranking/average-precision.ts';
import { topShareOfRanked } from '../metrics/ranking/top-share.ts';
import { bootstrapRanked, type Interval } from '../metrics/scores/bootstrap.ts';
import { rankScores, type RankedMetric, type RankedScores } from '../metrics/scores/ranked-scores.ts';
import type { Candidate, Estimate } from '../report/types.ts';
import { leadTimes, listedByDate, type EventRows } from './lead-time.ts';
import {
  UNKNOWN,
  type JudgedCandidate,
  type JudgedLabel,
  type JudgedRows,
  type LabelMeasures,
  type SignalColumn,
  type SignalMeasures,
} from './types.ts';

/** How to measure. */
export interface JudgeOptions {
  /** Shares of households that can be visited. */
  readonly shares: readonly number[];
  readonly rng: Rng;
  readonly draws: number;
}

const ORANGE = 3;

interface Known extends EventRows {
  /** Rows whose outcome is known, as places in the judged rows. */
  readonly at: Int32Array;
  readonly y: Uint8Array;
  readonly tieBreak: Float64Array;
}

/** Measures one label; null when its known outcomes are all alike. */
export function measureLabel(
  rows: JudgedRows,
  label: JudgedLabel,
  options: JudgeOptions,
): LabelMeasures | null {
  const known = knownRows(rows, label);
  const positives = known.y.reduce((sum, y) => sum + y, 0);
  if (positives === 0 || positives === known.y.length) return null;
  const positiveHouseholds = new Set(known.households.filter((_, i) => known.y[i] === 1));
  return {
    id: label.id,
    title: label.title,
    rows: known.y.length,
    households: new Set(known.households).size,
    positives,
    positive_households: positiveHouseholds.size,
    base_rate: positives / known.y.length,
    unknown: label.y.length - known.y.length,
    candidates: [...rows.candidates, ...(label.also ?? [])].map((one) =>
      measureCandidate(one, known, options),
    ),
    signals: rows.signals.flatMap((signal) => measureSignal(signal, known, options)),
  };
}

function knownRows({ households, asOf }: JudgedRows, { y, on }: JudgedLabel): Known {
  const at = Int32Array.from([...y.keys()].filter((i) => y[i] !== UNKNOWN));
  const pick = <T>(values: readonly T[]): T[] => Array.from(at, (i) => values[i]!);
  const ids = pick(households);
  return {
    at,
    households: ids,
    asOf: pick(asOf),
    y: y.filter((one) => one !== UNKNOWN),
    on: pick(on),
    tieBreak: Float64Array.from(ids, (id) => fnv1a(`tie/${id}`)),
  };
}

function measureCandidate(one: Candidate, known: Known, options: JudgeOptions): JudgedCandidate {
  const p = Float64Array.from(known.at, (i) => one.p[i]!);
  const { shares } = options;
  const metrics: RankedMetric[] = [
    aucOfRanked,
    averagePrecisionOfRanked,
    ...shares.flatMap((share): RankedMetric[] => [
      (ranked) => topShareOfRanked(ranked, share).precision,
      (ranked) => topShareOfRanked(ranked, share).recall,
    ]),
    ...(one.is_probability
      ? [logLossOfRanked, brierOfRanked, (ranked: RankedScores) => eceOfRanked(ranked, ECE_BINS)]
      : []),
  ];
  const measured = intervals(metrics, rankScores(known.y, p), known, options);
  const [logLoss, brier, ece] = measured.slice(2 + 2 * shares.length);
  return {
    id: one.id,
    title: one.title,
    kind: one.kind,
    auc: measured[0] ?? null,
    average_precision: measured[1] ?? null,
    lists: shares.map((share, k) => ({
      share,
      precision: measured[2 + 2 * k] ?? null,
      recall: measured[3 + 2 * k] ?? null,
      lead: leadTimes(known, listedByDate(known.asOf, p, known.tieBreak, share)),
    })),
    log_loss: logLoss ?? null,
    brier: brier ?? null,
    ece: ece ?? null,
  };
}

function measureSignal(signal: SignalColumn, known: Known, options: JudgeOptions): SignalMeasures[] {
  const level = Uint8Array.from(known.at, (i) => signal.level[i]!);
  const { code, title } = signal;
  return (
    [
      ['any', 1],
      ['orange_or_red', ORANGE],
    ] as const
  ).map(([name, least]): SignalMeasures => {
    const fires = Float64Array.from(level, (one) => Number(one >= least));
    const fired = fires.reduce((sum, one) => sum + one, 0);
    const [precision, recall] =
      fired === 0 ? [] : intervals([firedPrecision, firedRecall], rankScores(known.y, fires), known, options);
    const lead = leadTimes(known, fires);
    return { code, title, level: name, fired, precision: precision ?? null, recall: recall ?? null, lead };
  });
}

/** Share of the rows that fired whose outcome is 1. */
function firedPrecision({ p, y, w }: RankedScores): number {
  let [fired, found] = [0, 0];
  for (let i = 0; i < p.length && p[i] === 1; i++) {
    fired += w[i]!;
    if (y[i] === 1) found += w[i]!;
  }
  return found / fired;
}

function firedRecall({ p, y, w }: RankedScores): number {
  let [all, found] = [0, 0];
  for (let i = 0; i < p.length; i++) {
    if (y[i] !== 1) continue;
    all += w[i]!;
    if (p[i] === 1) found += w[i]!;
  }
  return found / all;
}

function intervals(
  metrics: readonly RankedMetric[],
  ranked: RankedScores,
  { households }: Known,
  { rng, draws }: JudgeOptions,
): (Estimate | null)[] {
  return bootstrapRanked(metrics, ranked, households, rng.fork('households'), draws).map(estimate);
}

function estimate({ estimate: value, low, high }: Interval): Estimate | null {
  if (!Number.isFinite(value)) return null;
  return { value, low: Number.isFinite(low) ? low : null, high: Number.isFinite(high) ? high : null };
}
