/**
 * Mergeable histograms: what is kept of a column when its rows have gone by. Memory does not grow with rows, and parts
 * counted apart add up to the same counts.
 */

/** Cut points of a column, ascending: bin 0 is missing, bin k + 1 holds `edges[k - 1] < x <= edges[k]`. */
export type Edges = Float64Array;
/** Rows in each bin, `[edges + 2]`; the last one is above every edge. */
export type Counts = Float64Array;

/** Columns of fewer distinct values keep one bin a value. */
const MOST_EDGES = 64;
/** Rows looked at to place the edges: where exactly they lie changes no error rate, only power a little. */
const SAMPLED_ROWS = 20_000;

/** Places cut points at the distinct values, or at even quantiles, of an evenly spread sample of the rows. */
export function edgesOf(column: ArrayLike<number>): Edges {
  const step = Math.max(1, Math.ceil(column.length / SAMPLED_ROWS));
  const sample: number[] = [];
  for (let i = 0; i < column.length; i += step) if (!Number.isNaN(column[i]!)) sample.push(column[i]!);
  const sorted = Float64Array.from(sample).sort();
  const distinct = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
  if (distinct.length <= MOST_EDGES) return distinct;
  const cuts = Float64Array.from(
    { length: MOST_EDGES },
    (_, k) => sorted[Math.ceil(((k + 1) / (MOST_EDGES + 1)) * sorted.length) - 1]!,
  );
  return cuts.filter((value, i) => i === 0 || value !== cuts[i - 1]);
}

/** Counts of no rows. */
export function emptyCounts(edges: Edges): Counts {
  return new Float64Array(edges.length + 2);
}

/** Counts a column's rows, adding to what was counted before. */
export function count(edges: Edges, column: ArrayLike<number>, into = emptyCounts(edges)): Counts {
  for (let i = 0; i < column.length; i++) into[binOf(edges, column[i]!)]!++;
  return into;
}

/** Number of a value's bin. */
export function binOf(edges: Edges, value: number): number {
  if (Number.isNaN(value)) return 0;
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}
