/**
 * Histograms of gradients: for each bin of each feature the sums a split is chosen by.
 */
import type { BinnedMatrix } from './bins.ts';

/** Numbers a slot: gradient sum, hessian sum, row count. */
export const SLOT = 3;

/** First and second derivatives of the loss, `[nRows]` each. */
export interface Gradients {
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
}

/** Reusable buffers, so that growing allocates no histogram after the first trees. */
export interface HistogramPool {
  take(): Float64Array;
  give(histogram: Float64Array): void;
}

/** A pool of histograms for a binned matrix. */
export function histogramPool(data: BinnedMatrix): HistogramPool {
  const size = data.slots[data.nFeatures]! * SLOT;
  const free: Float64Array[] = [];
  return {
    take: () => free.pop() ?? new Float64Array(size),
    give: (histogram) => void free.push(histogram),
  };
}

/**
 * Fills a histogram from the rows `rows[start..end)` for the given features; other features are left as they are.
 */
export function fillHistogram(
  histogram: Float64Array,
  data: BinnedMatrix,
  { gradient, hessian }: Gradients,
  rows: Int32Array,
  [start, end, features]: readonly [start: number, end: number, features: Int32Array],
): void {
  const { bins, slots, nFeatures } = data;
  const nUsed = features.length;
  const offsets = new Int32Array(nUsed);
  for (let k = 0; k < nUsed; k++) {
    const j = features[k]!;
    offsets[k] = slots[j]!;
    histogram.fill(0, slots[j]! * SLOT, slots[j + 1]! * SLOT);
  }
  for (let i = start; i < end; i++) {
    const row = rows[i]!;
    const g = gradient[row]!;
    const h = hessian[row]!;
    const base = row * nFeatures;
    for (let k = 0; k < nUsed; k++) {
      const at = (offsets[k]! + bins[base + features[k]!]!) * SLOT;
      histogram[at]! += g;
      histogram[at + 1]! += h;
      histogram[at + 2]! += 1;
    }
  }
}

/** `parent - child` for the given features, written over `parent`. */
export function subtractHistogram(
  parent: Float64Array,
  child: Float64Array,
  { slots }: BinnedMatrix,
  features: Int32Array,
): void {
  for (let k = 0; k < features.length; k++) {
    const j = features[k]!;
    const end = slots[j + 1]! * SLOT;
    for (let i = slots[j]! * SLOT; i < end; i++) parent[i]! -= child[i]!;
  }
}
