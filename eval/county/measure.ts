/**
 * Measures rankings and signals against a label, with intervals that resample whole households.
 */
import { fnv1a } from '../../src/core/hash.ts';
import { takeValues } from '../../src/core/matrix.ts';
import type { Rng } from '../../src/core/rng.ts';
import { ascendingOrder } from '../metrics/scores/ascending-order.ts';
import type { Interval } from '../metrics/scores/bootstrap.ts';
import { bootstrapRanking } from '../metrics/scores/bootstrap-ranking.ts';
import { bootstrapRatio } from '../metrics/scores/bootstrap-ratio.ts';
import { rankScores, type RankedScores } from '../metrics/scores/ranked-scores.ts';
import { drawResamples, type Resamples } from '../metrics/scores/resamples.ts';
import { poorestShare } from '../metrics/targeting/cgh.ts';
import type { Candidate, Estimate } from '../report/types.ts';
import {
  datedRows,
  eventsOf,
  leadTimes,
  listedByDate,
  type DatedRows,
  type EventRows,
  type Events,
} from './lead-time.ts';
import {
  UNKNOWN,
  type JudgedCandidate,
  type JudgedLabel,
  type JudgedRows,
  type LabelMeasures,
  type ListMeasures,
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
/** The poorest two fifths, as the World Bank counts who is reached. */
const POOREST = 0.4;

/** Rows whose outcome is known, equal scores to be taken from the last to the first. */
interface Known extends EventRows {
  /** As places in the judged rows. */
  readonly at: Int32Array;
  readonly y: Uint8Array;
  readonly households: readonly string[];
  readonly dates: DatedRows;
  readonly events: Events;
  readonly resamples: Resamples;
  /** How much of each row is of the poorest, and whether how well off it is is known; null: nobody knows. */
  readonly poor: { readonly share: Float64Array; readonly isKnown: Uint8Array } | null;
}

/** Measures one label; null when its known outcomes are all alike. */
export function measureLabel(
  rows: JudgedRows,
  label: JudgedLabel,
  options: JudgeOptions,
): LabelMeasures | null {
  const known = knownRows(rows, label, options);
  const positives = known.y.reduce((sum, y) => sum + y, 0);
  if (positives === 0 || positives === known.y.length) return null;
  return {
    id: label.id,
    title: label.title,
    rows: known.y.length,
    households: known.resamples.groups,
    positives,
    positive_households: new Set(known.households.filter((_, i) => known.y[i] === 1)).size,
    base_rate: positives / known.y.length,
    unknown: label.y.length - known.y.length,
    candidates: [...rows.candidates, ...(label.also ?? [])].map((one) =>
      measureCandidate(one, known, options.shares),
    ),
    signals: rows.signals.flatMap((signal) => measureSignal(signal, known)),
  };
}

function knownRows(
  { households, asOf, ...rows }: JudgedRows,
  { y, on, welfare = rows.welfare }: JudgedLabel,
  { rng, draws }: JudgeOptions,
): Known {
  const known = Int32Array.from(y.keys()).filter((i) => y[i] !== UNKNOWN);
  const tieBreak = Float64Array.from(known, (i) => fnv1a(`tie/${households[i]!}`));
  const at = Int32Array.from(ascendingOrder(tieBreak).reverse(), (k) => known[k]!);
  const pick = <T>(values: readonly T[]): T[] => Array.from(at, (i) => values[i]!);
  const own = { households: pick(households), asOf: pick(asOf), on: pick(on) };
  const outcomes = Uint8Array.from(at, (i) => y[i]!);
  return {
    ...{ ...own, at, y: outcomes },
    dates: datedRows(own.asOf),
    events: eventsOf({ ...own, y: outcomes }),
    resamples: drawResamples(own.households, at.length, rng.fork('households'), draws),
    poor: welfare ? poorestOf(Float64Array.from(at, (i) => welfare[i]!)) : null,
  };
}

function poorestOf(welfare: Float64Array): Known['poor'] {
  const isKnown = Uint8Array.from(welfare, (one) => Number(!Number.isNaN(one)));
  const level = welfare.map((one) => (Number.isNaN(one) ? 0 : one));
  return { share: poorestShare(level, POOREST, isKnown), isKnown };
}

function measureCandidate(one: Candidate, known: Known, shares: readonly number[]): JudgedCandidate {
  const ranked = rankScores(known.y, takeValues(Float64Array.from(one.p), known.at));
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

function whoIsListed({ row }: RankedScores, known: Known, share: number): Pick<ListMeasures, 'cgh' | 'lead'> {
  const listed = listedByDate(row, known.dates, share);
  return { cgh: reachOfPoorest(listed, known), lead: leadTimes(known.events, listed) };
}

/** Coady, Grosh and Hoddinott's indicator of the visits to households of which it is known how well off they are. */
function reachOfPoorest(listed: Uint8Array, { poor, resamples }: Known): Estimate | null {
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

function measureSignal({ code, title, level }: SignalColumn, known: Known): SignalMeasures[] {
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

function estimate({ estimate: value, low, high }: Interval): Estimate | null {
  if (!Number.isFinite(value)) return null;
  return { value, low: Number.isFinite(low) ? low : null, high: Number.isFinite(high) ? high : null };
}
