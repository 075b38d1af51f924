/**
 * Each leaf as the set of distinct features on its path: which values lead there, and what share of training rows.
 */
import type { TreeEnsemble } from './ensemble.ts';

/** Paths of all leaves, flat: leaf `l` owns entries `start[l] .. start[l + 1]`, one a distinct feature. */
export interface LeafPaths {
  readonly start: Int32Array;
  readonly value: Float64Array;
  readonly feature: Int32Array;
  /** A present value leads to the leaf when `low < x <= high`. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** 1 when a missing value leads to the leaf. */
  readonly missing: Uint8Array;
  /** Share of training cover that passes the splits on this feature. */
  readonly zero: Float64Array;
  /** Most distinct features on one path. */
  readonly longest: number;
}

interface Entry {
  readonly feature: number;
  readonly low: number;
  readonly high: number;
  readonly missing: boolean;
  readonly zero: number;
}

/** Lists the paths of every leaf that has a value. */
export function leafPaths(ensemble: TreeEnsemble): LeafPaths {
  const start: number[] = [0];
  const value: number[] = [];
  const entries: Entry[] = [];
  let longest = 0;
  const visit = (node: number, path: readonly Entry[]): void => {
    if (ensemble.feature[node]! < 0) {
      entries.push(...path);
      start.push(entries.length);
      value.push(ensemble.value[node]!);
      longest = Math.max(longest, path.length);
      return;
    }
    visit(ensemble.left[node]!, extend(ensemble, node, path, true));
    visit(ensemble.right[node]!, extend(ensemble, node, path, false));
  };
  for (let t = 0; t < ensemble.roots.length - 1; t++) visit(ensemble.roots[t]!, []);
  return {
    start: Int32Array.from(start),
    value: Float64Array.from(value),
    feature: Int32Array.from(entries, (entry) => entry.feature),
    low: Float64Array.from(entries, (entry) => entry.low),
    high: Float64Array.from(entries, (entry) => entry.high),
    missing: Uint8Array.from(entries, (entry) => Number(entry.missing)),
    zero: Float64Array.from(entries, (entry) => entry.zero),
    longest,
  };
}

function extend(ensemble: TreeEnsemble, node: number, path: readonly Entry[], goesLeft: boolean): Entry[] {
  const feature = ensemble.feature[node]!;
  const threshold = ensemble.threshold[node]!;
  const child = goesLeft ? ensemble.left[node]! : ensemble.right[node]!;
  const share =
    ensemble.cover[child]! / (ensemble.cover[ensemble.left[node]!]! + ensemble.cover[ensemble.right[node]!]!);
  const takesMissing = (ensemble.missingLeft[node] === 1) === goesLeft;
  const seen = path.find((entry) => entry.feature === feature);
  const before = seen ?? { feature, low: -Infinity, high: Infinity, missing: true, zero: 1 };
  const narrowed: Entry = {
    feature,
    low: goesLeft ? before.low : Math.max(before.low, threshold),
    high: goesLeft ? Math.min(before.high, threshold) : before.high,
    missing: before.missing && takesMissing,
    zero: before.zero * share,
  };
  return seen ? path.map((entry) => (entry === seen ? narrowed : entry)) : [...path, narrowed];
}
