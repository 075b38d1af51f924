/**
 * Intervals made apart for households of which much, less and little is known (a Mondrian taxonomy): each group's
 * interval holds for that group, so that a score resting on gaps is seen to be uncertain.
 *
 * @see Vovk, Gammerman & Shafer (2005), Algorithmic Learning in a Random World, §4.5
 */
import { takeLabels, takeValues, type Matrix } from '../../src/core/matrix.ts';
import { fitVennAbers, vennAbersAt, type Interval, type VennAbers } from './venn-abers.ts';

/** Tables of intervals by the share of features that are missing. */
export interface IntervalGroups {
  /** Largest share of each group but the last, rising. */
  readonly cuts: Float64Array;
  /** One table a group; `null` where it was too small for one: the table of all rows holds. */
  readonly tables: readonly (VennAbers | null)[];
}

const GROUPS = 3;
/** Fewest rows, and rows of either outcome, of a group with a table of its own. */
const FEWEST_ROWS = 200;
const FEWEST_OF_EITHER = 20;

/**
 * Fits on calibration rows, parted into three groups of about one size.
 *
 * @param shares share of features missing in each row, `[n]`: `missingShares`
 */
export function fitIntervalGroups(scores: Float64Array, y: Uint8Array, shares: Float64Array): IntervalGroups {
  const sorted = shares.slice().sort();
  const wanted = Array.from(
    { length: GROUPS - 1 },
    (_, g) => sorted[Math.ceil(((g + 1) * y.length) / GROUPS) - 1]!,
  );
  const cuts = Float64Array.from(new Set(wanted)).filter((cut) => cut < sorted.at(-1)!);
  const rows = Array.from({ length: cuts.length + 1 }, (): number[] => []);
  for (const [row, share] of shares.entries()) rows[groupOf(cuts, share)]!.push(row);
  return { cuts, tables: rows.map((own) => tableOf(takeValues(scores, own), takeLabels(y, own))) };
}

/** The interval at a score for a row of which this share of features is missing. */
export function intervalAt(
  all: VennAbers,
  groups: IntervalGroups | undefined,
  score: number,
  missingShare: number,
): Interval {
  const own = groups?.tables[groupOf(groups.cuts, missingShare)];
  return vennAbersAt(own ?? all, score);
}

/** Share of each row's values that are missing, `[n]`. */
export function missingShares({ nRows, columns }: Matrix): Float64Array {
  const counts = new Float64Array(nRows);
  for (const column of columns) for (let i = 0; i < nRows; i++) counts[i]! += Number(column[i] !== column[i]);
  return counts.map((count) => count / columns.length);
}

function groupOf(cuts: Float64Array, share: number): number {
  let group = 0;
  while (group < cuts.length && share > cuts[group]!) group++;
  return group;
}

function tableOf(scores: Float64Array, y: Uint8Array): VennAbers | null {
  const positives = y.reduce((sum, label) => sum + label, 0);
  const rarer = Math.min(positives, y.length - positives);
  return y.length < FEWEST_ROWS || rarer < FEWEST_OF_EITHER ? null : fitVennAbers(scores, y);
}
