/**
 * Which features the loops look at: groups of eight, and batches of groups that one thread works through.
 */
import type { Arena } from './arena.ts';
import {
  BATCH_BYTES,
  batch,
  field,
  GROUP,
  group,
  GROUP_BYTES,
  SLICE_BYTES,
  SLOT_BYTES,
  TILE_PAIRS_BYTES,
} from './layout.ts';

/** Histogram slots that the empty places of the last group write to. */
export const SPARE_SLOTS = 256;
/** Groups whose slices of a tile stay in the second cache beside their histograms. */
const MOST_GROUPS = 16;

/** Room that a thread needs for a tile. */
export function tileBytes(nFeatures: number): number {
  return TILE_PAIRS_BYTES + SLICE_BYTES * (Math.ceil(nFeatures / GROUP) + 1);
}

/** Tables of the features that tasks look at, and the fields of the control block that say where they are. */
export interface FeatureTables {
  lookAt(features: Int32Array, directions: Int8Array | null): void;
  /** Points the next task at batches for one thread, or for all. */
  chooseBatches(isShared: boolean): void;
}

/** Room for the tables of `slots.length - 1` features. */
export function featureTables(
  arena: Arena,
  ints: Int32Array,
  slots: Int32Array,
  threads: number,
): FeatureTables {
  const most = Math.ceil((slots.length - 1) / GROUP);
  const groups = arena.ints((most * GROUP_BYTES) / 4);
  const batches = [1, threads].map((count) => arena.ints(((most + count) * BATCH_BYTES) / 4));
  const counts = [0, 0];
  ints[field.groups / 4] = groups.byteOffset;
  return {
    lookAt: (features, directions) => {
      ints[field.isBound / 4] = directions ? 1 : 0;
      ints[field.isTiled / 4] = isDense(features) ? 1 : 0;
      writeGroups(groups, features, slots, directions);
      for (const [i, count] of [1, threads].entries()) counts[i] = writeBatches(batches[i]!, features, count);
    },
    chooseBatches: (isShared) => {
      ints[field.batches / 4] = counts[isShared ? 1 : 0]!;
      ints[field.batchTable / 4] = batches[isShared ? 1 : 0]!.byteOffset;
      ints[field.nextBatch / 4] = 0;
    },
  };
}

/** Slices of 8 columns between the first and the last feature. */
function slicesOf(features: Int32Array, from: number, to: number): { first: number; count: number } {
  const first = features[from]! >> 3;
  return { first, count: (features[to - 1]! >> 3) - first + 1 };
}

/** Whether gathering whole slices costs less than it saves. */
function isDense(features: Int32Array): boolean {
  return features.length > 0 && 4 * features.length >= GROUP * slicesOf(features, 0, features.length).count;
}

/** Parts the groups into batches, at least one a thread where there are so many; gives their number. */
function writeBatches(table: Int32Array, features: Int32Array, threads: number): number {
  const groups = Math.ceil(features.length / GROUP);
  const batches = Math.min(groups, Math.max(threads, Math.ceil(groups / MOST_GROUPS)));
  for (let b = 0; b < batches; b++) {
    const [first, end] = [b, b + 1].map((edge) => Math.round((edge * groups) / batches)) as [number, number];
    const slices = slicesOf(features, first * GROUP, Math.min(end * GROUP, features.length));
    const at = (b * BATCH_BYTES) / 4;
    table[at + batch.firstGroup / 4] = first;
    table[at + batch.groupsEnd / 4] = end;
    table[at + batch.firstSlice / 4] = slices.first;
    table[at + batch.slices / 4] = slices.count;
  }
  return batches;
}

/** Groups of features; the empty places of the last group write to slots that nobody reads. */
function writeGroups(
  table: Int32Array,
  features: Int32Array,
  slots: Int32Array,
  directions: Int8Array | null,
): void {
  const spare = slots[slots.length - 1]! * SLOT_BYTES;
  const groups = Math.ceil(features.length / GROUP);
  for (let g = 0; g < groups; g++) {
    const at = (g * GROUP_BYTES) / 4;
    const count = Math.min(GROUP, features.length - g * GROUP);
    table[at + group.count / 4] = count;
    const [first, last] = [features[g * GROUP]!, features[g * GROUP + count - 1]!];
    table[at + group.isRun / 4] = first % GROUP === 0 && last - first === count - 1 ? 1 : 0;
    for (let k = 0; k < GROUP; k++) {
      const feature = features[g * GROUP + k];
      table[at + group.columns / 4 + k] = feature ?? 0;
      table[at + group.places / 4 + k] = placeOf(feature ?? first);
      table[at + group.directions / 4 + k] = directions?.[feature ?? 0] ?? 0;
      table[at + group.firsts / 4 + k] = feature === undefined ? spare : slots[feature]! * SLOT_BYTES;
      table[at + group.lasts / 4 + k] =
        feature === undefined ? spare : (slots[feature + 1]! - 1) * SLOT_BYTES;
    }
  }
}

/** Where a column's bin of the tile's first row lies, counted from the matrix's first slice. */
function placeOf(feature: number): number {
  return (feature >> 3) * SLICE_BYTES + (feature & 7);
}
