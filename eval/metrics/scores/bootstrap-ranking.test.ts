import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRng } from '../../../src/core/rng.ts';
import { brierOfRanked } from '../calibration/brier.ts';
import { eceOfRanked } from '../calibration/ece.ts';
import { logLossOfRanked } from '../calibration/log-loss.ts';
import { aucOfRanked } from '../ranking/auc.ts';
import { averagePrecisionOfRanked } from '../ranking/average-precision.ts';
import { topShareOfRanked } from '../ranking/top-share.ts';
import { bpacOfRanked } from '../targeting/bpac.ts';
import { bootstrapRanked, type Interval } from './bootstrap.ts';
import { bootstrapRanking } from './bootstrap-ranking.ts';
import { bootstrapRatio } from './bootstrap-ratio.ts';
import { rankScores, type RankedMetric, type RankedScores } from './ranked-scores.ts';
import { drawResamples, type Resamples } from './resamples.ts';

/** Rows of households with scores of few and of many distinct values. */
const anyRows = fc
  .record({
    rows: fc.array(fc.record({ household: fc.nat(30), y: fc.nat(5), p: fc.nat(1000) }), {
      minLength: 1,
      maxLength: 150,
    }),
    steps: fc.constantFrom(1, 3, 40, 1000),
    seed: fc.nat(),
  })
  .map(({ rows, steps, seed }) => {
    const p = rows.map((row) => Math.floor((row.p / 1001) * steps) / steps);
    const ranked = rankScores(
      rows.map(({ y }) => Number(y === 0)),
      p,
    );
    const households = rows.map(({ household }) => household);
    return { ranked, resamples: drawResamples(households, rows.length, seededRng(seed), 20) };
  });

describe('all metrics in one pass', () => {
  it('equal each metric of the same weighted rows, draw by draw, ties and single classes included', () => {
    fc.assert(
      fc.property(anyRows, fc.constantFrom(0.01, 0.2, 0.5, 1), ({ ranked, resamples }, share) => {
        const fast = bootstrapRanking(ranked, resamples, { shares: [0.05, share], areProbabilities: true });
        const list = fast.lists[1]!;

        compare(fast.auc, aucOfRanked, ranked, resamples);
        compare(fast.averagePrecision, averagePrecisionOfRanked, ranked, resamples);
        compare(list.precision, (rows) => topShareOfRanked(rows, share).precision, ranked, resamples);
        compare(list.recall, (rows) => topShareOfRanked(rows, share).recall, ranked, resamples);
        compare(list.lift, (rows) => topShareOfRanked(rows, share).lift, ranked, resamples);
        compare(list.bpac, (rows) => bpacOfRanked(rows, share), ranked, resamples);
        compare(fast.probabilities!.logLoss, logLossOfRanked, ranked, resamples);
        compare(fast.probabilities!.brier, brierOfRanked, ranked, resamples);
        compare(fast.probabilities!.ece, eceOfRanked, ranked, resamples);
      }),
      { seed: 31, numRuns: 120 },
    );
  });

  it('cuts bins of equal mass inside a long list too', () => {
    const rng = seededRng('many');
    const p = Float64Array.from({ length: 5000 }, () => Math.round(rng.next() ** 3 * 700) / 700);
    const y = Uint8Array.from(p, (chance) => Number(rng.next() < chance));
    const households = Uint16Array.from(p, () => rng.int(900));
    const ranked = rankScores(y, p);
    const resamples = drawResamples(households, p.length, rng, 10);

    const { probabilities, auc } = bootstrapRanking(ranked, resamples, {
      shares: [],
      areProbabilities: true,
    });

    compare(probabilities!.ece, eceOfRanked, ranked, resamples);
    compare(auc, aucOfRanked, ranked, resamples);
  });
});

it('a ratio is that of the drawn rows', () => {
  const resamples = drawResamples(['a', 'b', 'b', 'c'], 4, seededRng(1), 50);

  const { estimate, draws } = bootstrapRatio([1, 0, 1, 0], [1, 1, 1, 0], resamples);

  expect(estimate).toBe(2 / 3);
  for (const [d, [a, b]] of resamples.times.entries()) expect(draws[d]).toEqual((a! + b!) / (a! + 2 * b!));
});

function compare(fast: Interval, metric: RankedMetric, ranked: RankedScores, resamples: Resamples): void {
  const plain = bootstrapRanked(metric, ranked, resamples);
  expect(fast.estimate).toEqual(plain.estimate);
  for (const [d, value] of plain.draws.entries())
    if (Number.isFinite(value)) expect(fast.draws[d]).toBeCloseTo(value, 10);
    else expect(fast.draws[d]).toEqual(value);
}
