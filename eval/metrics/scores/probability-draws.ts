/**
 * How far probabilities are from outcomes, in every draw of households.
 */
import { endOfTie, type RankedScores } from './ranked-scores.ts';
import type { Resamples } from './resamples.ts';

/** Rows whose masses are summed at once. */
const CHUNK = 512;

/** Mean over the drawn rows of a loss of each row, `[draws]`. */
export function drawMeans(
  { p, y, row }: RankedScores,
  { groupOf, groups, times, rows }: Resamples,
  loss: (p: number, y: number) => number,
): Float64Array {
  const sums = new Float64Array(groups);
  for (let i = 0; i < p.length; i++) sums[groupOf[row[i]!]!]! += loss(p[i]!, y[i]!);
  return Float64Array.from(times, (drawn, d) => {
    let sum = 0;
    for (let g = 0; g < groups; g++) sum += drawn[g]! * sums[g]!;
    return sum / rows[d]!;
  });
}

/** Expected calibration error over bins of equal mass, as `eceOfRanked`, `[draws]`; rows weigh 1 each. */
export function drawEces(ranked: RankedScores, resamples: Resamples, bins: number): Float64Array {
  const { p, y, row } = ranked;
  const parts: Parts = {
    p,
    groupOf: row.map((one) => resamples.groupOf[one]!),
    residual: Float64Array.from(p, (one, i) => y[i]! - one),
    starts: chunkStarts(p),
  };
  return Float64Array.from(resamples.times, (times, d) => eceOf(parts, times, resamples.rows[d]!, bins));
}

interface Parts {
  readonly p: Float64Array;
  readonly groupOf: Uint32Array;
  /** Outcome less probability, highest probability first. */
  readonly residual: Float64Array;
  /** First row of each chunk, and the number of rows; no tie is in two chunks. */
  readonly starts: readonly number[];
}

function chunkStarts(p: Float64Array): number[] {
  const starts = [0];
  for (let start = 0; start < p.length;) {
    const end = endOfTie(p, start);
    if (end - starts.at(-1)! >= CHUNK || end === p.length) starts.push(end);
    start = end;
  }
  return starts;
}

function eceOf(parts: Parts, times: Uint8Array, total: number, bins: number): number {
  const { starts, residual, groupOf } = parts;
  const open = { mass: 0, gap: 0, left: bins - 1, room: total / bins, sum: 0 };
  for (let k = 0; k + 1 < starts.length; k++) {
    const [from, to] = [starts[k]!, starts[k + 1]!];
    let [mass, gap] = [0, 0];
    for (let i = from; i < to; i++) {
      const count = times[groupOf[i]!]!;
      mass += count;
      gap += count * residual[i]!;
    }
    if (open.left > 0 && open.mass + mass >= open.room) {
      addTies(parts, times, [from, to], open);
    } else {
      open.mass += mass;
      open.gap += gap;
    }
  }
  return (open.sum + Math.abs(open.gap)) / total;
}

/** The bin that is being filled, and the gaps of those that are full. */
interface OpenBin {
  mass: number;
  gap: number;
  /** Bins that may still be filled to the brim; the last takes the rest. */
  left: number;
  readonly room: number;
  sum: number;
}

/** Tie by tie: one that crosses an edge is shared out in proportion. */
function addTies(
  { p, residual, groupOf }: Parts,
  times: Uint8Array,
  [from, to]: readonly [number, number],
  open: OpenBin,
): void {
  for (let start = from; start < to;) {
    const end = endOfTie(p, start);
    let [mass, gap] = [0, 0];
    for (let i = start; i < end; i++) {
      mass += times[groupOf[i]!]!;
      gap += times[groupOf[i]!]! * residual[i]!;
    }
    let rest = mass;
    while (open.left > 0 && open.mass + rest >= open.room) {
      const taken = open.room - open.mass;
      open.sum += Math.abs(open.gap + (mass === 0 ? 0 : (gap * taken) / mass));
      rest -= taken;
      open.mass = 0;
      open.gap = 0;
      open.left--;
    }
    open.mass += rest;
    open.gap += mass === 0 ? 0 : (gap * rest) / mass;
    start = end;
  }
}
