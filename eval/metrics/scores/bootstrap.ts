import type { Rng } from '../../../src/core/rng.ts';
import { quantileOfSorted } from './quantile-of-sorted.ts';
import {
  rankScores,
  type Numbers,
  type Outcomes,
  type RankedMetric,
  type RankedScores,
} from './ranked-scores.ts';
import { drawResamples, type Resamples } from './resamples.ts';

/** A metric with its 95 % percentile interval. */
export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** One value a draw, in draw order: equal resamples pair the draws of two models. */
  readonly draws: Float64Array;
}

/**
 * 95 % interval of a metric by a bootstrap that resamples whole groups (households), not rows.
 *
 * @param metric  reads ranked rows; e.g. aucOfRanked
 * @param y       outcomes, `[n]`, 0 or 1
 * @param p       scores, `[n]`
 * @param groups  group of each row, `[n]`, any numbers or names; null when every row stands alone
 * @param options seeded stream; draws, default 400; weights
 * @throws JZ_EVAL_LENGTH, JZ_EVAL_EMPTY, JZ_EVAL_VALUE
 */
export function bootstrap(
  metric: RankedMetric,
  y: Outcomes,
  p: Numbers,
  groups: ArrayLike<number | string> | null,
  options: { readonly rng: Rng; readonly draws?: number; readonly w?: Numbers },
): Interval {
  const ranked = rankScores(y, p, options.w);
  return bootstrapRanked(metric, ranked, drawResamples(groups, p.length, options.rng, options.draws));
}

/** {@link bootstrap} of rows already ranked and groups already drawn. */
export function bootstrapRanked(metric: RankedMetric, ranked: RankedScores, resamples: Resamples): Interval {
  const codes = ranked.row.map((row) => resamples.groupOf[row]!);
  const w = new Float64Array(codes.length);
  const draws = Float64Array.from(resamples.times, (times) => {
    for (let i = 0; i < w.length; i++) w[i] = ranked.w[i]! * times[codes[i]!]!;
    return metric({ ...ranked, w });
  });
  return intervalOf(metric(ranked), draws);
}

/** 95 % percentile interval of draws; draws where the metric is not defined are left out. */
export function intervalOf(estimate: number, draws: Float64Array): Interval {
  const sorted = draws.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length === 0) return { estimate, low: NaN, high: NaN, draws };
  return { estimate, low: quantileOfSorted(sorted, 0.025), high: quantileOfSorted(sorted, 0.975), draws };
}
