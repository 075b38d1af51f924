import { JzError } from '../../../src/core/errors/index.ts';
import type { Rng } from '../../../src/core/rng.ts';
import {
  rankScores,
  type Numbers,
  type Outcomes,
  type RankedMetric,
  type RankedScores,
} from './ranked-scores.ts';
import { quantileOfSorted } from './quantile-of-sorted.ts';

/** A metric with its 95 % percentile interval. */
export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** One value a draw, in draw order: equal seeds pair the draws of two models. */
  readonly draws: Float64Array;
}

/**
 * 95 % interval of a metric by a bootstrap that resamples whole groups (households), not rows.
 *
 * @param metric  reads ranked rows; e.g. aucOfRanked
 * @param y       outcomes, `[n]`, 0 or 1
 * @param p       scores, `[n]`
 * @param groups  group of each row, `[n]`, any numbers or names; null when every row stands alone
 * @param rng     seeded stream
 * @param draws   resamples; default 400
 * @throws JZ_EVAL_LENGTH, JZ_EVAL_EMPTY, JZ_EVAL_VALUE
 * @see Davison & Hinkley (1997), Bootstrap Methods and their Application, §3.8
 */
export function bootstrap(
  metric: RankedMetric,
  y: Outcomes,
  p: Numbers,
  groups: ArrayLike<number | string> | null,
  options: { readonly rng: Rng; readonly draws?: number; readonly w?: Numbers },
): Interval {
  const ranked = rankScores(y, p, options.w);
  return bootstrapRanked([metric], ranked, groups, options.rng, options.draws)[0]!;
}

/** Several metrics of rows already ranked, on the same resamples; one interval a metric, in their order. */
export function bootstrapRanked(
  metrics: readonly RankedMetric[],
  ranked: RankedScores,
  groups: ArrayLike<number | string> | null,
  rng: Rng,
  draws = 400,
): Interval[] {
  const n = ranked.p.length;
  if (groups && groups.length !== n)
    throw new JzError('JZ_EVAL_LENGTH', { what: 'groups', rows: groups.length, expected: n });
  const codes = groupCodes(ranked, groups);
  const values = metrics.map(() => new Float64Array(draws));
  const w = new Float64Array(n);
  for (let d = 0; d < draws; d++) {
    resample(ranked.w, codes, rng, w);
    for (const [m, metric] of metrics.entries()) values[m]![d] = metric({ ...ranked, w });
  }
  return metrics.map((metric, m) => interval(metric(ranked), values[m]!));
}

/** 95 % percentile interval of draws; draws where the metric is not defined are left out. */
function interval(estimate: number, draws: Float64Array): Interval {
  const sorted = draws.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length === 0) return { estimate, low: NaN, high: NaN, draws };
  return { estimate, low: quantileOfSorted(sorted, 0.025), high: quantileOfSorted(sorted, 0.975), draws };
}

interface GroupCodes {
  readonly count: number;
  readonly of: Uint32Array;
}

/** Groups numbered by first appearance in input order, laid out in ranked order. */
function groupCodes(ranked: RankedScores, groups: ArrayLike<number | string> | null): GroupCodes {
  if (!groups) return { count: ranked.row.length, of: ranked.row };
  const codes = new Map<number | string, number>();
  const byRow = new Uint32Array(groups.length);
  for (let i = 0; i < groups.length; i++) {
    const group = groups[i]!;
    let code = codes.get(group);
    if (code === undefined) codes.set(group, (code = codes.size));
    byRow[i] = code;
  }
  return { count: codes.size, of: ranked.row.map((row) => byRow[row]!) };
}

function resample(weights: Float64Array, codes: GroupCodes, rng: Rng, into: Float64Array): void {
  const times = new Uint32Array(codes.count);
  for (let g = 0; g < codes.count; g++) times[rng.int(codes.count)]!++;
  for (let i = 0; i < into.length; i++) into[i] = weights[i]! * times[codes.of[i]!]!;
}
