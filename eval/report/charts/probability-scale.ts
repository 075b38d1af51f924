import type { CalibrationPoint } from '../../metrics/curves/calibration-curve.ts';
import { shareAxis, SOFT } from '../../../src/io/page/draw.ts';

/** Under this share of positives the scale is logarithmic. */
const RARE = 0.05;

/** A scale of probabilities, straight or logarithmic, with what a chart asks of it. */
export interface ProbabilityScale {
  readonly min: number;
  readonly max: number;
  /** ECharts settings of an axis on this scale. */
  readonly axis: (name: string) => Record<string, unknown>;
  /** The value, or the end of the scale nearest to it. */
  readonly within: (value: number) => number;
  /** How far along the scale a value lies, 0..1. */
  readonly part: (value: number) => number;
  /** The value at a part of the scale, 0..1. */
  readonly at: (part: number) => number;
}

/** The scale on which groups of households can be told apart: logarithmic where the outcome is rare. */
export function probabilityScale(points: readonly CalibrationPoint[]): ProbabilityScale {
  const rows = points.reduce((sum, { count }) => sum + count, 0);
  const positives = points.reduce((sum, { count, rate }) => sum + count * rate, 0);
  return isRare(positives / rows) ? logarithmic(points) : straight(points);
}

/** Whether probabilities of an outcome this frequent are drawn on a logarithmic scale. */
export function isRare(baseRate: number): boolean {
  return baseRate > 0 && baseRate < RARE;
}

/** From 0 to the next tenth above every interval and every score. */
function straight(points: readonly CalibrationPoint[]): ProbabilityScale {
  const reach = Math.max(...points.map(({ rate_high, p_high }) => Math.max(rate_high, p_high)));
  const max = Math.min(1, Math.ceil(reach * 10 - 1e-9) / 10);
  return {
    min: 0,
    max,
    axis: (name) => shareAxis(name, max),
    within: (value) => Math.min(max, value),
    part: (value) => Math.min(1, value / max),
    at: (part) => part * max,
  };
}

/** From the power of ten under every group's mean and positive rate to 1. */
function logarithmic(points: readonly CalibrationPoint[]): ProbabilityScale {
  const least = Math.min(
    ...points.flatMap(({ mean_p, rate }) => [mean_p, rate]).filter((value) => value > 0),
  );
  const decades = Math.max(1, Math.ceil(-Math.log10(least)));
  const min = 10 ** -decades;
  const part = (value: number) => Math.min(1, Math.max(0, 1 + Math.log10(value) / decades));
  return {
    min,
    max: 1,
    axis: (name) => ({
      ...shareAxis(name),
      type: 'log',
      min,
      axisLabel: {
        color: SOFT,
        formatter: (value: number) => `${Number((value * 100).toPrecision(1))}%`,
      },
    }),
    within: (value) => Math.max(min, value),
    part,
    at: (share) => min ** (1 - share),
  };
}
