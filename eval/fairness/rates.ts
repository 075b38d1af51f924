/**
 * Every group metric of a list, from the chance of each row to be on it.
 */
import { clusteredShare, type Clusters, type ClusteredShare, type ShareSums } from './clusters.ts';
import { isEstimable } from './recall-gap.ts';
import type { FairnessMetric, Rate, Rates } from './types.ts';

/** Rows of an audit. */
export interface AuditRows {
  /** Outcomes, `[n]`, 0 or 1. */
  readonly y: ArrayLike<number>;
  /** Chance of each row to be on the list, `[n]`, 0..1. */
  readonly listed: ArrayLike<number>;
  readonly clusters: Clusters;
}

type Share = readonly [top: number, bottom: number];

/** What a row of the group adds above and below each fraction line; `x` listed, `y` positive. */
const fractions = {
  tpr: (x, y): Share => [x * y, y],
  fpr: (x, y): Share => [x * (1 - y), 1 - y],
  precision: (x, y): Share => [x * y, x],
  for: (x, y): Share => [(1 - x) * y, 1 - x],
  pprev: (x): Share => [x, 1],
  prev: (_x, y): Share => [y, 1],
  accuracy: (x, y): Share => [x * y + (1 - x) * (1 - y), 1],
} as const satisfies Partial<Record<FairnessMetric, (x: number, y: number) => Share>>;

type Measured = keyof typeof fractions;
const complements = { fnr: 'tpr', tnr: 'fpr', fdr: 'precision', npv: 'for' } as const;

/**
 * Metrics of some rows.
 *
 * @param members  the group's rows
 * @param listedAll  expected number of listed rows of each household, group or not
 */
export function ratesOf(rows: AuditRows, members: ArrayLike<number>, listedAll: Float64Array): Rates {
  const share = (name: Measured): ClusteredShare =>
    clusteredShare(householdSums(rows, members, fractions[name]));
  const measured = Object.fromEntries(
    (Object.keys(fractions) as Measured[]).map((name) => [name, rateOf(share(name))]),
  ) as Record<Measured, Rate>;
  const { tops } = householdSums(rows, members, fractions.pprev);
  const ppr = rateOf(clusteredShare({ tops, bottoms: listedAll }));
  const turned = Object.fromEntries(
    Object.entries(complements).map(([name, of]) => [name, complement(measured[of])]),
  ) as Record<keyof typeof complements, Rate>;
  return { ...measured, ppr, ...turned };
}

/** Sums above and below a fraction line over some rows, household by household. */
export function householdSums(
  { y, listed, clusters: { of, count } }: AuditRows,
  members: ArrayLike<number>,
  fraction: (x: number, y: number) => Share,
): ShareSums {
  const [tops, bottoms] = [new Float64Array(count), new Float64Array(count)];
  for (let k = 0; k < members.length; k++) {
    const row = members[k]!;
    const [top, bottom] = fraction(listed[row]!, y[row]!);
    tops[of[row]!]! += top;
    bottoms[of[row]!]! += bottom;
  }
  return { tops, bottoms };
}

/** Positives found above, all positives below: the parts of recall. */
export const recallParts = fractions.tpr;
/** Listed rows above, all rows below. */
export const listedParts = fractions.pprev;

/** The same rates with each value's ratio to the reference group's. */
export function withRatios(rates: Rates, reference: Rates): Rates {
  return Object.fromEntries(
    Object.entries(rates).map(([name, rate]) => {
      const base = reference[name as FairnessMetric].value;
      const ratio = rate.value === null || base === null || base === 0 ? null : rate.value / base;
      return [name, { ...rate, ratio }];
    }),
  ) as Record<FairnessMetric, Rate>;
}

function rateOf(share: ClusteredShare): Rate {
  const { value, low, high, n, effective } = share;
  return { value, low, high, n, effective_n: effective, estimable: isEstimable(share), ratio: null };
}

function complement({ value, low, high, ...rest }: Rate): Rate {
  const turned = (one: number | null): number | null => (one === null ? null : 1 - one);
  return { value: turned(value), low: turned(high), high: turned(low), ...rest };
}
