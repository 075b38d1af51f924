/**
 * Columns that wait: where every number fits 32 bits exactly (counts, flags, ages), half the memory holds them.
 */

/** Numbers, exactly; NaN = missing. */
export type Packed = Float64Array | Float32Array;

/** The same numbers in as little memory as holds them exactly. */
export function packed(column: Float64Array): Packed {
  for (let i = 0; i < column.length; i++) {
    const value = column[i]!;
    if (Math.fround(value) !== value && value === value) return column;
  }
  return Float32Array.from(column);
}

/** The numbers as every reader wants them. */
export function unpacked(column: Packed): Float64Array {
  return column instanceof Float64Array ? column : Float64Array.from(column);
}
