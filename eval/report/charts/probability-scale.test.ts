import { describe, expect, it } from 'vitest';
import type { CalibrationPoint } from '../../metrics/curves/calibration-curve.ts';
import { probabilityScale } from './probability-scale.ts';

const point = (mean_p: number, rate: number): CalibrationPoint => ({
  count: 100,
  mean_p,
  rate,
  rate_low: rate / 2,
  rate_high: rate * 1.5,
  p_low: mean_p / 2,
  p_high: mean_p * 2,
});

describe('a scale of probabilities', () => {
  it('runs from zero to the next tenth where the outcome is common', () => {
    const scale = probabilityScale([point(0.02, 0.03), point(0.12, 0.15)]);
    expect([scale.min, scale.max]).toEqual([0, 0.3]);
    expect(scale.part(0.15)).toBeCloseTo(0.5);
    expect(scale.at(0.5)).toBeCloseTo(0.15);
  });

  it('takes equal steps for equal ratios where the outcome is rare', () => {
    const scale = probabilityScale([point(0.002, 0.0015), point(0.02, 0.03)]);
    expect([scale.min, scale.max]).toEqual([0.001, 1]);
    expect([0.001, 0.01, 0.1, 1].map((value) => Number(scale.part(value).toFixed(9)))).toEqual([
      0,
      Number((1 / 3).toFixed(9)),
      Number((2 / 3).toFixed(9)),
      1,
    ]);
    expect(scale.at(scale.part(0.05))).toBeCloseTo(0.05);
  });

  it('keeps what no logarithm can place on its lower end', () => {
    const scale = probabilityScale([point(0.002, 0), point(0.02, 0.03)]);
    expect(scale.within(0)).toBe(scale.min);
    expect(scale.part(0)).toBe(0);
  });
});
