/**
 * What one thread measures of a label alone: some rankings and some signals.
 */
import type { Interval } from '../metrics/scores/bootstrap.ts';
import { bootstrapRanking } from '../metrics/scores/bootstrap-ranking.ts';
import { bootstrapRatio } from '../metrics/scores/bootstrap-ratio.ts';
import { rankScores, type RankedScores } from '../metrics/scores/ranked-scores.ts';
import type { Candidate, Estimate } from '../report/types.ts';
import { POOREST, type KnownRows } from './known-rows.ts';
import { leadTimes, listedByDate } from './lead-time.ts';
import type { JudgedCandidate, ListMeasures, SignalColumn, SignalMeasures } from './types.ts';

/** What to measure; plain values. */
export interface MeasurePart {
  readonly known: KnownRows;
  readonly candidates: readonly Candidate[];
  readonly signals: readonly SignalColumn[];
  /** Shares of households that can be visited. */
  readonly shares: readonly number[];
}

/** What came of it, in the order asked. */
export interface MeasuredPart {
  readonly candidates: readonly JudgedCandidate[];
  readonly signals: readonly SignalMeasures[];
}

const ORANGE = 3;

/** Measures a part. */
export function measurePart({ known, candidates, signals, shares }: MeasurePart): MeasuredPart {
  return {
    candidates: candidates.map((one) => measureCandidate(one, known, shares)),
    signals: signals.flatMap((signal) => measureSignal(signal, known)),
  };
}

/** The known rows ranked by a candidate's scores. */
export function rankKnown({ p }: Pick<Candidate, 'p'>, { at, y }: KnownRows): RankedScores {
  const own = new Float64Array(at.length);
  for (let i = 0; i < own.length; i++) own[i] = p[at[i]!]!;
  return rankScores(y, own);
}

function measureCandidate(one: Candidate, known: KnownRows, shares: readonly number[]): JudgedCandidate {
  const ranked = rankKnown(one, known);
  const measured = bootstrapRanking(ranked, known.resamples, {
    shares,
    areProbabilities: one.is_probability,
  });
  const { auc, averagePrecision, lists, probabilities } = measured;
  return {
    id: one.id,
    title: one.title,
    kind: one.kind,
    auc: estimate(auc),
    average_precision: estimate(averagePrecision),
    lists: lists.map(({ share, precision, recall, bpac }) => ({
      share,
      precision: estimate(precision),
      recall: estimate(recall),
      bpac: estimate(bpac),
      ...whoIsListed(ranked, known, share),
    })),
    log_loss: probabilities && estimate(probabilities.logLoss),
    brier: probabilities && estimate(probabilities.brier),
    ece: probabilities && estimate(probabilities.ece),
  };
}

function whoIsListed(
  { row }: RankedScores,
  known: KnownRows,
  share: number,
): Pick<ListMeasures, 'cgh' | 'lead'> {
  const listed = listedByDate(row, known.dates, share);
  return { cgh: reachOfPoorest(listed, known), lead: leadTimes(known.events, listed) };
}

/** Coady, Grosh and Hoddinott's indicator of the visits to households of which it is known how well off they are. */
function reachOfPoorest(listed: Uint8Array, { poor, resamples }: KnownRows): Estimate | null {
  if (!poor) return null;
  const visited = new Uint8Array(listed.length);
  const reached = new Float64Array(listed.length);
  for (let i = 0; i < listed.length; i++) {
    visited[i] = poor.isKnown[i]! & listed[i]!;
    reached[i] = poor.share[i]! * visited[i]!;
  }
  return estimate(scaled(bootstrapRatio(reached, visited, resamples), 1 / POOREST));
}

function scaled({ estimate: value, low, high, draws }: Interval, by: number): Interval {
  return { estimate: value * by, low: low * by, high: high * by, draws: draws.map((one) => one * by) };
}

function measureSignal({ code, title, level }: SignalColumn, known: KnownRows): SignalMeasures[] {
  const { at, y, resamples, events } = known;
  return (
    [
      ['any', 1],
      ['orange_or_red', ORANGE],
    ] as const
  ).map(([name, least]): SignalMeasures => {
    const fires = new Uint8Array(at.length);
    const found = new Uint8Array(at.length);
    let fired = 0;
    for (let i = 0; i < at.length; i++) {
      fires[i] = Number(level[at[i]!]! >= least);
      found[i] = fires[i]! & y[i]!;
      fired += fires[i]!;
    }
    const ratio = (bottom: Uint8Array): Estimate | null =>
      fired === 0 ? null : estimate(bootstrapRatio(found, bottom, resamples));
    const lead = leadTimes(events, fires);
    return { code, title, level: name, fired, precision: ratio(fires), recall: ratio(y), lead };
  });
}

/** A number with its interval; null where it is not defined. */
export function estimate({ estimate: value, low, high }: Omit<Interval, 'draws'>): Estimate | null {
  if (!Number.isFinite(value)) return null;
  return { value, low: Number.isFinite(low) ? low : null, high: Number.isFinite(high) ? high : null };
}
