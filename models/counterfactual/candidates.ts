/**
 * Where a feature may move: a model of trees and scorecards only sees which of its cuts a value is past, so the value
 * nearest to today's in each range between cuts is all that needs trying.
 */
import type { Stack } from '../stack/model.ts';

/** What may change, as the caller knows the world. */
export interface Movable {
  readonly feature: string;
  readonly direction: 'up' | 'down' | 'both';
  /** Range of the training rows: nothing is proposed outside. */
  readonly low: number;
  readonly high: number;
  /** Smallest amount it changes by, such as 1 for members or fen; 0 for any real number. */
  readonly step: number;
  /** Features that change with it in proportion, as its parts do; one that is 0 then cannot move. */
  readonly alongside?: readonly string[];
}

/** Every cut of every feature, ascending, in the order of `stack.features`; codes have none and stay as they are. */
export function cutsOf(stack: Stack): Float64Array[] {
  const cuts = stack.features.map(() => new Set<number>());
  for (const { model } of stack.members) {
    if (model.family === 'scorecard') {
      for (const [j, bins] of model.bins.entries()) for (const cut of bins.cuts) cuts[j]!.add(cut);
      continue;
    }
    const { feature, threshold, categories } = model.trees;
    // The number of a hazard's period, the column after the features, is nothing that moves.
    for (const [node, j] of feature.entries())
      if (j >= 0 && !(categories && categories.setOf[node]! >= 0)) cuts[j]?.add(threshold[node]!);
  }
  return cuts.map((set) => Float64Array.from(set).filter(Number.isFinite).sort());
}

/** Values between which others are tried where cuts do not say it all. */
const GRID = 20;

/** Values of a feature spread evenly over where it may go, as cuts. */
export function evenCuts(from: number, { direction, low, high }: Movable): number[] {
  const start = direction === 'up' ? from : low;
  const end = direction === 'down' ? from : high;
  return Array.from({ length: GRID }, (_, g) => start + ((end - start) * g) / GRID);
}

/** Values worth trying, nearest to `from` first; none when `from` is missing. */
export function candidateValues(
  from: number,
  { direction, low, high, step }: Movable,
  cuts: Iterable<number>,
): number[] {
  const values = new Set<number>();
  for (const cut of cuts) {
    const atMost = step > 0 ? Math.floor(cut / step) * step : cut;
    const above = step > 0 ? atMost + step : justAbove(cut);
    if (direction !== 'up' && cut < from) values.add(Math.min(atMost, high));
    if (direction !== 'down' && cut >= from) values.add(Math.max(above, low));
  }
  return [...values]
    .filter(
      (value) =>
        value !== from &&
        value >= low &&
        value <= high &&
        (value < from ? direction !== 'up' : direction !== 'down'),
    )
    .sort((a, b) => Math.abs(a - from) - Math.abs(b - from) || a - b);
}

const doubles = new Float64Array(1);
const bits = new BigInt64Array(doubles.buffer);

function justAbove(x: number): number {
  doubles[0] = x === 0 ? 0 : x;
  bits[0]! += doubles[0] >= 0 ? 1n : -1n;
  return doubles[0];
}
