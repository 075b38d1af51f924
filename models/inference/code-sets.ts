/**
 * Sets of codes as compiled walks read them: 256 bits, one a code's number and one more for missing.
 */
import type { Code } from '../../src/core/wasm/assemble.ts';
import { f64, i32 } from '../../src/core/wasm/code.ts';
import { holds } from '../tree/categories.ts';
import type { TreeEnsemble } from '../tree/ensemble.ts';

/** Bytes of a set. */
export const SET_BYTES = 32;

/** Writes the set of codes that a node sends left, and whether missing goes with them. */
export function writeSet(ensemble: TreeEnsemble, node: number, words: Int32Array, address: number): void {
  const { codesOf, setOf, words: sets } = ensemble.categories!;
  const j = ensemble.feature[node]!;
  const codes = codesOf[j + 1]! - codesOf[j]!;
  for (let k = 0; k <= codes; k++) {
    const isIn = k < codes ? holds(sets, setOf[node]!, k) : ensemble.missingLeft[node] === 1;
    if (isIn) words[address / 4 + (k >> 5)]! |= 1 << (k & 31);
  }
}

/**
 * 1 where the value at `place` is at most the threshold, or where there are sets when its bit is in the node's, else 0.
 * A node of either kind says no to the other question: its set is empty, or its threshold not a number.
 *
 * @param set address of the node's set; `null` where no node has any
 */
export function goesLeft(threshold: Code, place: Code, offset: number, set: Code | null): Code {
  const isBelow = f64.atMost(f64.load(place, offset), threshold);
  return set ? i32.or(isBelow, isInSet(set, i32.load(place, offset))) : isBelow;
}

/** Bit `k` of the set, of whose eight words the fourth to eighth bit of `k` choose one. */
function isInSet(set: Code, k: Code): Code {
  const wordAt = i32.and(i32.shrU(k, i32.const(3)), i32.const(SET_BYTES - 4));
  return i32.and(i32.shrU(i32.load(i32.add(set, wordAt)), k), i32.const(1));
}
