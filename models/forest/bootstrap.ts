/**
 * Bootstraps of whole groups.
 */
import type { Rng } from '../../src/core/rng.ts';
import type { BinnedMatrix } from '../tree/binned.ts';

/** What a forest grows on. Rows of one group are drawn together. */
export interface ForestTask {
  readonly data: BinnedMatrix;
  readonly names: readonly string[];
  readonly y: Uint8Array;
  readonly train: Int32Array;
  /** Group number of every row of `data`, `[nRows]`. */
  readonly groups: Int32Array;
  /** Of each row of `data`, positive; all 1 when absent. Whole ones count as so many rows of one group. */
  readonly weights?: Float64Array | undefined;
}

/** Groups of the training rows, numbered from 0. */
export interface NumberedGroups {
  /** Group of each training row, `[train]`. */
  readonly groupOf: Int32Array;
  readonly count: number;
}

/** Numbers the groups of the training rows from 0; `groupOf[i]` is the group of `train[i]`. */
export function numberGroups({ train, groups }: ForestTask): NumberedGroups {
  const numbers = new Map<number, number>();
  const groupOf = new Int32Array(train.length);
  for (let i = 0; i < train.length; i++) {
    const group = groups[train[i]!]!;
    const number = numbers.get(group) ?? numbers.size;
    numbers.set(group, number);
    groupOf[i] = number;
  }
  return { groupOf, count: numbers.size };
}

interface Bootstrap {
  /** Drawn rows, in order. */
  readonly rows: Int32Array;
  /** Rows of no drawn group, in order. */
  readonly unseen: Int32Array;
}

/**
 * Draws groups with replacement; a row's hessian is its weight times how often it was drawn, its gradient that times `-y`.
 */
export function drawBootstrap(
  { train, y, weights }: ForestTask,
  { groupOf, count }: NumberedGroups,
  pairs: Float64Array,
  rng: Rng,
): Bootstrap {
  const draws = new Int32Array(count);
  for (let draw = 0; draw < count; draw++) draws[rng.int(count)]!++;
  const rows = new Int32Array(train.length);
  const unseen = new Int32Array(train.length);
  let nRows = 0;
  let nUnseen = 0;
  for (let i = 0; i < train.length; i++) {
    const row = train[i]!;
    const times = draws[groupOf[i]!]!;
    const weight = weights ? times * weights[row]! : times;
    pairs[2 * row] = -weight * y[row]!;
    pairs[2 * row + 1] = weight;
    if (times > 0) rows[nRows++] = row;
    else unseen[nUnseen++] = row;
  }
  return { rows: rows.subarray(0, nRows), unseen: unseen.subarray(0, nUnseen) };
}
