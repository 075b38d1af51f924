/**
 * Warning bands, most urgent first: 红 橙 黄 蓝.
 */

/** The four bands. */
export const bands = ['red', 'orange', 'yellow', 'blue'] as const;
/** One of the four bands. */
export type Band = (typeof bands)[number];
/** Lowest probability of each band; below yellow is blue. */
export type BandThresholds = Readonly<Record<Exclude<Band, 'blue'>, number>>;

/** The band a probability is in. */
export function bandOf(probability: number, { red, orange, yellow }: BandThresholds): Band {
  if (probability >= red) return 'red';
  if (probability >= orange) return 'orange';
  return probability >= yellow ? 'yellow' : 'blue';
}

/** When an interval is too wide to act on: it reaches across so many bands, or is wider than the band it leaves. */
export type UncertaintyRule = 1 | 2 | 3 | 'own';

/** A probability with its bounds. */
export interface ProbabilityRange {
  readonly probability: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * Whether a visit should first find out (不确定：先走访): by a number, the bounds are so many bands apart; by `own`, a bound
 * is in another band than the probability and the interval is wider than the probability's band.
 */
export function isTooWide(
  { probability, lower, upper }: ProbabilityRange,
  thresholds: BandThresholds,
  rule: UncertaintyRule,
): boolean {
  const distance = bandDistance(lower, upper, thresholds);
  if (rule !== 'own') return distance >= rule;
  return distance > 0 && upper - lower > widthOf(bandOf(probability, thresholds), thresholds);
}

function widthOf(band: Band, { red, orange, yellow }: BandThresholds): number {
  switch (band) {
    case 'red':
      return 1 - red;
    case 'orange':
      return red - orange;
    case 'yellow':
      return orange - yellow;
    case 'blue':
      return yellow;
  }
}

/** How many bands apart two probabilities are: 0 in the same one, 3 from blue to red. */
function bandDistance(lower: number, upper: number, thresholds: BandThresholds): number {
  return bands.indexOf(bandOf(lower, thresholds)) - bands.indexOf(bandOf(upper, thresholds));
}
