/**
 * Households of one place share some values outright (a village's mean) and others in part: then a thousand rows do not
 * tell as much as a thousand.
 */
import { binOf, type Edges } from './histogram.ts';

/**
 * Rows that tell as much as one independent row, ≥ 1: from the intraclass correlation of a column's bins within places.
 *
 * @param column  values, `[n]`
 * @param places  number of each row's place, `[n]`
 * @see Kish (1965), Survey Sampling §5.4; Donner & Klar (2000): one-way analysis of variance
 */
export function designEffect(edges: Edges, column: ArrayLike<number>, places: ArrayLike<number>): number {
  const n = column.length;
  const sums = new Map<number, { rows: number; sum: number }>();
  let [total, squares] = [0, 0];
  for (let i = 0; i < n; i++) {
    const bin = binOf(edges, column[i]!);
    const place = sums.get(places[i]!) ?? { rows: 0, sum: 0 };
    place.rows++;
    place.sum += bin;
    sums.set(places[i]!, place);
    total += bin;
    squares += bin * bin;
  }
  const k = sums.size;
  if (k < 2 || k === n) return 1;
  let [between, rowsSquared] = [0, 0];
  for (const { rows, sum } of sums.values()) {
    between += (sum * sum) / rows;
    rowsSquared += rows * rows;
  }
  const among = (between - (total * total) / n) / (k - 1);
  const within = (squares - between) / (n - k);
  const usual = (n - rowsSquared / n) / (k - 1);
  if (among + (usual - 1) * within <= 0) return 1;
  const correlation = (among - within) / (among + (usual - 1) * within);
  return Math.max(1, 1 + (rowsSquared / n - 1) * correlation);
}
