import { fnv1a } from '../../../src/core/hash.ts';

/** A fixed order of households among equal scores. */
export function tieBreaks(households: readonly string[]): Float64Array {
  return Float64Array.from(households, (id) => fnv1a(`tie/${id}`));
}
