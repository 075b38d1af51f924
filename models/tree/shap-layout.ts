/**
 * Where the attributing loop finds its records: bytes of its memory.
 */

/** A number for every two points of the quadrature, with which one instruction reckons. */
export const VECTOR_BYTES = 16;

/** Where the numbers at the points begin: those of 1 − t, then t, then what a feature that fails is charged. */
const CONSTANTS_AT = 64;
/** One, by itself. */
export const ONE_AT = 56;

/** Inside a split's record; what is known of its left and right edge follows. */
export const split = {
  ...{ threshold: 0, place: 8, set: 12, parent: 16, feature: 20, knownEdge: 24, knownSlot: 28 },
} as const;
export const SPLIT_BYTES = 32;

/**
 * Inside an edge: the share of cover that passes it and all above it on the same feature, the same times what the edge's
 * leaf is worth (1 where it leads to a split), the share of its own times that, that; then what a row that passes gains,
 * at every point.
 */
export const edge = { zero: 0, scaledZero: 8, scaledShare: 16, scale: 24, gain: 32 } as const;

/** Inside a slot, the moving part of an edge: a number at every point, then whether the row passes. */
export interface ShapLayout {
  /** Vectors of points. */
  readonly vectors: number;
  readonly edgeBytes: number;
  readonly recordBytes: number;
  readonly slotBytes: number;
  /** Inside a slot. */
  readonly passes: number;
  /** Addresses of 1 − t, t, the charge, and of the first slot. */
  readonly rests: number;
  readonly points: number;
  readonly charges: number;
  readonly slots: number;
}

/** The layout for paths of at most `longest` features: polynomials of one degree less. */
export function shapLayout(longest: number): ShapLayout {
  const vectors = Math.max(1, Math.ceil(longest / 4));
  const bytes = vectors * VECTOR_BYTES;
  return {
    vectors,
    edgeBytes: edge.gain + bytes,
    recordBytes: SPLIT_BYTES + 2 * (edge.gain + bytes),
    slotBytes: bytes + VECTOR_BYTES,
    passes: bytes,
    rests: CONSTANTS_AT,
    points: CONSTANTS_AT + bytes,
    charges: CONSTANTS_AT + 2 * bytes,
    slots: CONSTANTS_AT + 3 * bytes,
  };
}
