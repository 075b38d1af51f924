/**
 * What orders rows, in every draw of households: one pass over the ranked rows a draw, most of it sums of whole runs.
 */
import { endOfTie, type RankedScores } from './ranked-scores.ts';
import type { Resamples } from './resamples.ts';

/** Values a draw, `[draws]` each. */
export interface RankingDraws {
  readonly auc: Float64Array;
  readonly averagePrecision: Float64Array;
  /** Events in each draw. */
  readonly positives: Float64Array;
  /** One a share: visits, and events expected among them under a random order of ties. */
  readonly lists: readonly { readonly visits: Float64Array; readonly found: Float64Array }[];
}

/** Ranked rows in runs: a tie that holds an event is a run, so is everything between two such ties. */
interface Runs {
  /** First row of each run, and the number of rows, `[runs + 1]`. */
  readonly starts: Uint32Array;
  /** Whether a run holds events, `[runs]`. */
  readonly holdsEvents: Uint8Array;
  /** Group and outcome of each row, highest score first, `[n]`. */
  readonly groupOf: Uint32Array;
  readonly y: Uint8Array;
}

/**
 * AUC, average precision and lists of every draw: the values of `aucOfRanked`, `averagePrecisionOfRanked` and
 * `topShareOfRanked` of rows weighted by how often their group was drawn.
 *
 * @param ranked rows that weigh 1 each
 */
export function drawRankings(
  ranked: RankedScores,
  resamples: Resamples,
  shares: readonly number[],
): RankingDraws {
  const runs = runsOf(ranked, resamples);
  const empty = (): Float64Array => new Float64Array(resamples.times.length);
  const draws: RankingDraws = {
    ...{ auc: empty(), averagePrecision: empty(), positives: empty() },
    lists: shares.map(() => ({ visits: empty(), found: empty() })),
  };
  for (const [d, times] of resamples.times.entries()) {
    const total = resamples.rows[d]!;
    const visits = shares.map((share) => Math.max(1, Math.floor(share * total * (1 + 1e-12))));
    const { pairs, area, found, listed } = walk(runs, times, visits);
    draws.positives[d] = found;
    draws.auc[d] = pairs / (found * (total - found));
    draws.averagePrecision[d] = area / found;
    for (const [k, list] of draws.lists.entries()) {
      list.visits[d] = visits[k]!;
      list.found[d] = listed[k]!;
    }
  }
  return draws;
}

function runsOf({ p, y, row }: RankedScores, { groupOf }: Resamples): Runs {
  const starts: number[] = [];
  const holdsEvents: number[] = [];
  for (let start = 0; start < p.length;) {
    const end = endOfTie(p, start);
    let isEvent = false;
    for (let i = start; i < end && !isEvent; i++) isEvent = y[i] === 1;
    if (isEvent || holdsEvents.at(-1) !== 0) {
      starts.push(start);
      holdsEvents.push(Number(isEvent));
    }
    start = end;
  }
  return {
    starts: Uint32Array.from([...starts, p.length]),
    holdsEvents: Uint8Array.from(holdsEvents),
    groupOf: row.map((one) => groupOf[one]!),
    y,
  };
}

interface Walked {
  readonly pairs: number;
  readonly area: number;
  readonly found: number;
  readonly listed: Float64Array;
}

/** One draw, highest score first. */
function walk(
  { starts, holdsEvents, groupOf, y }: Runs,
  times: Uint8Array,
  visits: readonly number[],
): Walked {
  const listed = new Float64Array(visits.length);
  const byLength = [...visits.keys()].sort((a, b) => visits[a]! - visits[b]!);
  let [above, found, pairs, area, next] = [0, 0, 0, 0, 0];
  for (let run = 0; run < holdsEvents.length; run++) {
    const [from, to] = [starts[run]!, starts[run + 1]!];
    let [hits, all] = [0, 0];
    if (holdsEvents[run] === 0) {
      for (let i = from; i < to; i++) all += times[groupOf[i]!]!;
    } else {
      for (let i = from; i < to; i++) {
        const count = times[groupOf[i]!]!;
        all += count;
        if (y[i] === 1) hits += count;
      }
    }
    for (; next < byLength.length && above + all >= visits[byLength[next]!]!; next++) {
      const k = byLength[next]!;
      listed[k] = found + (hits === 0 ? 0 : hits * ((visits[k]! - above) / all));
    }
    pairs += (all - hits) * (found + hits / 2);
    above += all;
    found += hits;
    if (hits > 0) area += hits * (found / above);
  }
  return { pairs, area, found, listed };
}
