/**
 * Objects that all look alike to the engine: the same fields in the same order with the same kind of number, so that the
 * code that steps them millions of times is compiled for one shape.
 */

/**
 * A maker of objects of one shape.
 *
 * @param example every field; a number with a fraction stands for a field that may hold one, and is to be given
 */
export function oneShape<T extends object>(example: T): (changed: Partial<T>) => T {
  return (changed) => Object.assign({ ...example }, changed);
}
