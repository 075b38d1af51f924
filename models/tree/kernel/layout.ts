/**
 * Where the loops find their task: bytes of the control block, which TypeScript writes and WebAssembly reads.
 */

/** Features a loop fills at once; their histogram addresses stay in registers. */
export const GROUP = 8;
/** Bins of a column at most, missing included. */
export const BINS = 256;
/** Bytes of a histogram slot: gradient sum, packed hessian and count. */
export const SLOT_BYTES = 16;
/** Numbers a feature's found split takes: gain, gradient left, packed left, bin and side. */
export const FOUND = 4;

/** 32-bit fields of the control block. */
export const field = {
  turn: 0,
  nextBatch: 4,
  working: 8,
  isOver: 12,
  batches: 16,
  rows: 20,
  rowsEnd: 24,
  bins: 28,
  pairs: 32,
  stride: 36,
  filled: 40,
  rest: 44,
  scansFilled: 48,
  scansRest: 52,
  groups: 56,
  foundFilled: 60,
  foundRest: 64,
  signedIn: 68,
  left: 72,
  isBound: 76,
  batchTable: 80,
  isTiled: 84,
  isParting: 88,
  chunk: 92,
  column: 96,
  sides: 100,
  scratch: 104,
  lefts: 108,
} as const;

/** 64-bit fields: the limits of splits, then what is known of both nodes. */
export const real = {
  unit: 128,
  perUnit: 136,
  lambda: 144,
  alpha: 152,
  minRows: 160,
  minHessian: 168,
  minGain: 176,
};
export const node = { filled: 192, rest: 240 } as const;
/** Inside what is known of a node. */
export const sum = { gradient: 0, hessian: 8, count: 16, score: 24, low: 32, high: 40 } as const;
export const CONTROL_BYTES = 320;

/** Rows that are gathered and then added up while they are in the nearest caches. */
export const TILE_ROWS = 512;
/** Bytes of a gathered tile's slice of 8 columns; the odd line keeps slices apart in the caches. */
export const SLICE_BYTES = GROUP * TILE_ROWS + 64;
/** Bytes of a gathered tile's pairs, which stand before its slices. */
export const TILE_PAIRS_BYTES = SLOT_BYTES * TILE_ROWS;

/** Inside a batch of groups: its groups and the slices of 8 columns that they lie in. */
export const batch = { firstGroup: 0, groupsEnd: 4, firstSlice: 8, slices: 12 } as const;
export const BATCH_BYTES = 16;

/** Inside a group of the feature table: `columns` in the matrix, `places` in a tile. */
export const group = {
  ...{ count: 0, isRun: 4, columns: 8 },
  ...{ firsts: 8 + 4 * GROUP, lasts: 8 + 8 * GROUP, directions: 8 + 12 * GROUP, places: 8 + 16 * GROUP },
} as const;
export const GROUP_BYTES = 8 + 20 * GROUP;
