/**
 * Each leaf as the set of distinct features on its path: which values lead there, and what share of training rows.
 */
import { holds, isCoded, wordsFor, type CategorySplits } from './categories.ts';
import type { TreeEnsemble } from './ensemble.ts';

/** Paths of all leaves, flat: leaf `l` owns entries `start[l] .. start[l + 1]`, one a distinct feature. */
export interface LeafPaths {
  readonly start: Int32Array;
  readonly value: Float64Array;
  readonly feature: Int32Array;
  /** A present value leads to the leaf when `low < x <= high`, a code when it is in the set. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Word where the set of code numbers that lead to the leaf begins; -1 for a feature of numbers. */
  readonly setOf: Int32Array;
  readonly words: Int32Array;
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
  /** Bits of the code numbers that pass; `null` for a feature of numbers. */
  readonly set: Int32Array | null;
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
  const sets = joinEntrySets(entries);
  return {
    ...sets,
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

/** Whether a value leads through an entry to its leaf; a code stands there as its number, missing as NaN. */
export function leads(paths: LeafPaths, entry: number, x: number): boolean {
  if (x !== x) return paths.missing[entry] === 1;
  const set = paths.setOf[entry]!;
  return set < 0 ? x <= paths.high[entry]! && x > paths.low[entry]! : holds(paths.words, set, x);
}

function joinEntrySets(entries: readonly Entry[]): Pick<LeafPaths, 'setOf' | 'words'> {
  const setOf = new Int32Array(entries.length);
  const words: number[] = [];
  for (const [e, { set }] of entries.entries()) {
    setOf[e] = set ? words.length : -1;
    if (set) words.push(...set);
  }
  return { setOf, words: Int32Array.from(words) };
}

function extend(ensemble: TreeEnsemble, node: number, path: readonly Entry[], goesLeft: boolean): Entry[] {
  const feature = ensemble.feature[node]!;
  const seen = path.find((entry) => entry.feature === feature);
  const before = seen ?? { feature, low: -Infinity, high: Infinity, set: null, missing: true, zero: 1 };
  const child = goesLeft ? ensemble.left[node]! : ensemble.right[node]!;
  const share =
    ensemble.cover[child]! / (ensemble.cover[ensemble.left[node]!]! + ensemble.cover[ensemble.right[node]!]!);
  const narrowed: Entry = {
    ...narrow(ensemble, node, before, goesLeft),
    missing: before.missing && (ensemble.missingLeft[node] === 1) === goesLeft,
    zero: before.zero * share,
  };
  return seen ? path.map((entry) => (entry === seen ? narrowed : entry)) : [...path, narrowed];
}

/** The values that pass the entry and then go to that side of the node. */
function narrow(
  { threshold, categories }: TreeEnsemble,
  node: number,
  before: Entry,
  goesLeft: boolean,
): Entry {
  if (isCoded(categories, before.feature))
    return { ...before, set: narrowSet(categories!, node, before, goesLeft) };
  const low = goesLeft ? before.low : Math.max(before.low, threshold[node]!);
  const high = goesLeft ? Math.min(before.high, threshold[node]!) : before.high;
  return { ...before, low, high };
}

function narrowSet(
  { codesOf, setOf, words }: CategorySplits,
  node: number,
  { feature, set }: Entry,
  goesLeft: boolean,
): Int32Array {
  const size = wordsFor(codesOf[feature + 1]! - codesOf[feature]!);
  return Int32Array.from({ length: size }, (_, w) => {
    const word = words[setOf[node]! + w]!;
    return (set ? set[w]! : -1) & (goesLeft ? word : ~word);
  });
}
