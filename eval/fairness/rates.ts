/**
 * Every group metric of a list, from the chance of each row to be on it.
 */
import { clusteredShare, type Clusters, type ClusteredShare } from './clusters.ts';
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

/** Sums of each household's rows: rows, listed, positive, both. */
export interface HouseholdSums {
  readonly rows: Float64Array;
  readonly listed: Float64Array;
  readonly positive: Float64Array;
  readonly found: Float64Array;
}

/** How many times rows, listed, positive and found go into a side of a fraction. */
type Side = readonly [rows: number, listed: number, positive: number, found: number];

const fractions = {
  tpr: [
    [0, 0, 0, 1],
    [0, 0, 1, 0],
  ],
  fpr: [
    [0, 1, 0, -1],
    [1, 0, -1, 0],
  ],
  precision: [
    [0, 0, 0, 1],
    [0, 1, 0, 0],
  ],
  for: [
    [0, 0, 1, -1],
    [1, -1, 0, 0],
  ],
  pprev: [
    [0, 1, 0, 0],
    [1, 0, 0, 0],
  ],
  prev: [
    [0, 0, 1, 0],
    [1, 0, 0, 0],
  ],
  accuracy: [
    [1, -1, -1, 2],
    [1, 0, 0, 0],
  ],
} as const satisfies Partial<Record<FairnessMetric, readonly [top: Side, bottom: Side]>>;

type Measured = keyof typeof fractions;
const complements = { fnr: 'tpr', tnr: 'fpr', fdr: 'precision', npv: 'for' } as const;

/**
 * Metrics of a group.
 *
 * @param ppr  the group's share of the list
 */
export function ratesOf(sums: HouseholdSums, ppr: ClusteredShare): Rates {
  const share = (name: Measured): ClusteredShare => {
    const [top, bottom] = fractions[name];
    return clusteredShare({ tops: side(sums, top), bottoms: side(sums, bottom) });
  };
  const measured = Object.fromEntries(
    (Object.keys(fractions) as Measured[]).map((name) => [name, rateOf(share(name))]),
  ) as Record<Measured, Rate>;
  const turned = Object.fromEntries(
    Object.entries(complements).map(([name, of]) => [name, complement(measured[of])]),
  ) as Record<keyof typeof complements, Rate>;
  return { ...measured, ppr: rateOf(ppr), ...turned };
}

/** Adds up some rows, household by household. */
export function householdSums(
  { y, listed, clusters: { of, count } }: AuditRows,
  members: ArrayLike<number>,
): HouseholdSums {
  const empty = (): Float64Array => new Float64Array(count);
  const sums = { rows: empty(), listed: empty(), positive: empty(), found: empty() };
  for (let k = 0; k < members.length; k++) {
    const row = members[k]!;
    const h = of[row]!;
    sums.rows[h]!++;
    sums.listed[h]! += listed[row]!;
    sums.positive[h]! += y[row]!;
    sums.found[h]! += listed[row]! * y[row]!;
  }
  return sums;
}

function side({ rows, listed, positive, found }: HouseholdSums, [a, b, c, d]: Side): Float64Array {
  const sum = new Float64Array(rows.length);
  for (let h = 0; h < sum.length; h++)
    sum[h] = a * rows[h]! + b * listed[h]! + c * positive[h]! + d * found[h]!;
  return sum;
}

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
