import { describe, expect, it } from 'vitest';
import { seededRng } from '../../../src/core/rng.ts';
import { eceNoise } from '../calibration/ece-noise.ts';
import { ece } from '../calibration/ece.ts';
import { aucOfRanked } from '../ranking/auc.ts';
import { bootstrap } from './bootstrap.ts';

/** Probabilities with outcomes drawn from them: perfectly calibrated by construction. */
function calibrated(n: number, seed: string): { y: Uint8Array; p: Float64Array } {
  const rng = seededRng(seed);
  const p = Float64Array.from({ length: n }, () => rng.next() ** 2);
  return { y: Uint8Array.from(p, (chance) => (rng.next() < chance ? 1 : 0)), p };
}

describe('bootstrap', () => {
  it('gives the same interval for the same seed, around the estimate', () => {
    const { y, p } = calibrated(300, 'a');
    const run = () => bootstrap(aucOfRanked, y, p, null, { rng: seededRng(1), draws: 200 });

    const { estimate, low, high } = run();

    expect(run()).toEqual(run());
    expect(low).toBeLessThan(estimate);
    expect(high).toBeGreaterThan(estimate);
  });

  it('has about the width that theory gives the AUC (Hanley and McNeil)', () => {
    const { y, p } = calibrated(1000, 'b');
    const { estimate, low, high } = bootstrap(aucOfRanked, y, p, null, { rng: seededRng(2), draws: 400 });
    const positives = y.reduce((sum, one) => sum + one, 0);
    const negatives = y.length - positives;
    const q1 = estimate / (2 - estimate);
    const q2 = (2 * estimate ** 2) / (1 + estimate);
    const variance =
      (estimate * (1 - estimate) +
        (positives - 1) * (q1 - estimate ** 2) +
        (negatives - 1) * (q2 - estimate ** 2)) /
      (positives * negatives);

    expect((high - low) / (2 * 1.96 * Math.sqrt(variance))).toBeGreaterThan(0.8);
    expect((high - low) / (2 * 1.96 * Math.sqrt(variance))).toBeLessThan(1.25);
  });

  it('is wider when rows come in households that share their fate: 4 copies of a row tell no more than 1', () => {
    const { y, p } = calibrated(250, 'c');
    const four = <T>(values: ArrayLike<T>): T[] =>
      Array.from(values).flatMap((value) => [value, value, value, value]);
    const households = four(Array.from(y, (_, i) => `h${i}`));
    const width = (groups: string[] | null): number => {
      const { low, high } = bootstrap(aucOfRanked, four(y), four(p), groups, {
        rng: seededRng(3),
        draws: 300,
      });
      return high - low;
    };

    const ratio = width(households) / width(null);

    expect(ratio).toBeGreaterThan(1.7);
    expect(ratio).toBeLessThan(2.3);
  });
});

describe('calibration noise', () => {
  it('covers the calibration error of probabilities that are right', () => {
    const errors = Array.from({ length: 40 }, (_, s) => calibrated(500, `d${s}`)).map(({ y, p }) =>
      ece(y, p),
    );
    const noise = eceNoise(calibrated(500, 'd0').p, seededRng(4), 300);
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;

    expect(noise.mean / mean).toBeGreaterThan(0.85);
    expect(noise.mean / mean).toBeLessThan(1.15);
    expect(errors.filter((error) => error > noise.p95).length).toBeLessThanOrEqual(6);
  });

  it('is far exceeded by probabilities that are twice too high', () => {
    const { y, p } = calibrated(500, 'e');
    const inflated = p.map((chance) => Math.min(1, 2 * chance));

    expect(ece(y, inflated)).toBeGreaterThan(2 * eceNoise(inflated, seededRng(5), 100).p95);
  });
});
