/**
 * Has a column's distribution moved, and by enough to matter? One test that knows how many rows it stands on.
 */
import { noncentralChiSquareTail } from '../statistics/gamma.ts';
import type { Counts } from './histogram.ts';

/** Two samples of a column compared. */
export interface Shift {
  /** Williams-corrected likelihood-ratio statistic, and its degrees of freedom; 0 when there is one cell only. */
  readonly statistic: number;
  readonly df: number;
  /** Chance of such a difference when nothing has changed. */
  readonly p: number;
  /** Chance of such a difference when the change is as large as the tolerance. */
  readonly p_material: number;
  /** Population stability index over the same cells, for those used to it. */
  readonly psi: number;
  /** What the index is on average when nothing has changed: degrees of freedom × (1/n + 1/m). */
  readonly psi_by_chance: number;
}

/** Cells compared: more would cost power against the plain shifts that matter. */
const MOST_CELLS = 12;
/** Rows expected in the smaller half of a cell: below, the χ² tail is not the statistic's. */
const LEAST_EXPECTED = 10;

/**
 * Compares counts over the same bins. Neighbouring bins are joined by their common counts alone, so that the joining
 * favours neither sample. The tolerance is a population stability index: the noncentral χ² tail asks for a change beyond
 * it, so that a million rows do not turn every trifle into an alarm.
 *
 * @param tolerance  ≥ 0; 0 asks for any change at all
 * @param perRow  share of an independent row that a row is worth, 0..1: the counts of the test are so many times smaller
 * @see Williams (1976), Biometrika 63; Murphy & Myors (1999), J. Appl. Psychol. 84 (minimum-effect tests)
 */
export function compareCounts(reference: Counts, current: Counts, tolerance: number, perRow = 1): Shift {
  const [before, now] = [reference, current].map((counts) => counts.map((rows) => rows * perRow)) as [
    Counts,
    Counts,
  ];
  const cells = joinBins(before, now);
  const [n, m] = [sum(before), sum(now)];
  const df = cells.length - 1;
  if (df < 1) return { statistic: 0, df: 0, p: 1, p_material: 1, psi: 0, psi_by_chance: 0 };
  const statistic = likelihoodRatio(df === 1 ? nearer(cells, n, m) : cells, n, m) / williams(cells, n, m);
  return {
    statistic,
    df,
    p: noncentralChiSquareTail(statistic, df, 0),
    p_material: noncentralChiSquareTail(statistic, df, (tolerance * n * m) / (n + m)),
    psi: stabilityIndex(cells, n, m),
    psi_by_chance: df * (1 / n + 1 / m),
  };
}

type CellCounts = readonly [reference: number, current: number];

function joinBins(reference: Counts, current: Counts): CellCounts[] {
  const [n, m] = [sum(reference), sum(current)];
  if (n === 0 || m === 0) return [];
  const least = Math.max((n + m) / MOST_CELLS, (LEAST_EXPECTED * (n + m)) / Math.min(n, m));
  const missing: CellCounts = [reference[0]!, current[0]!];
  const ownMissing = missing[0] + missing[1] >= (LEAST_EXPECTED * (n + m)) / Math.min(n, m);
  const cells: CellCounts[] = [];
  let [a, b] = ownMissing ? [0, 0] : missing;
  for (let bin = 1; bin < reference.length; bin++) {
    a += reference[bin]!;
    b += current[bin]!;
    if (a + b < least) continue;
    cells.push([a, b]);
    [a, b] = [0, 0];
  }
  if (a + b > 0)
    cells.push(a + b >= (LEAST_EXPECTED * (n + m)) / Math.min(n, m) ? [a, b] : added(cells.pop(), a, b));
  return ownMissing ? [missing, ...cells] : cells;
}

function added(cell: CellCounts | undefined, a: number, b: number): CellCounts {
  return [(cell?.[0] ?? 0) + a, (cell?.[1] ?? 0) + b];
}

/** Two cells move in whole rows: Yates's half row keeps the test from alarming too often. */
function nearer(cells: readonly CellCounts[], n: number, m: number): CellCounts[] {
  const [a, b] = cells[0]!;
  const excess = a - ((a + b) / (n + m)) * n;
  const half = Math.sign(excess) * Math.min(0.5, Math.abs(excess));
  return cells.map(([x, y], k) => (k === 0 ? [x - half, y + half] : [x + half, y - half]));
}

function likelihoodRatio(cells: readonly CellCounts[], n: number, m: number): number {
  let total = 0;
  for (const [a, b] of cells) {
    const share = (a + b) / (n + m);
    total += xLogX(a, share * n) + xLogX(b, share * m);
  }
  return 2 * total;
}

function xLogX(observed: number, expected: number): number {
  return observed > 0 ? observed * Math.log(observed / expected) : 0;
}

function williams(cells: readonly CellCounts[], n: number, m: number): number {
  const total = n + m;
  const rows = total / n + total / m - 1;
  const columns = cells.reduce((sums, [a, b]) => sums + total / (a + b), 0) - 1;
  return 1 + (rows * columns) / (6 * total * (cells.length - 1));
}

/** Half a row is added to every cell, so that an empty one gives a number. */
function stabilityIndex(cells: readonly CellCounts[], n: number, m: number): number {
  const half = 0.5;
  return cells.reduce((index, [a, b]) => {
    const [p, q] = [(a + half) / (n + half * cells.length), (b + half) / (m + half * cells.length)];
    return index + (q - p) * Math.log(q / p);
  }, 0);
}

function sum(values: Counts): number {
  return values.reduce((total, value) => total + value, 0);
}
