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

/** How many bands apart two probabilities are: 0 in the same one, 3 from blue to red. */
export function bandDistance(lower: number, upper: number, thresholds: BandThresholds): number {
  return bands.indexOf(bandOf(lower, thresholds)) - bands.indexOf(bandOf(upper, thresholds));
}
