import { JzError } from '../../../src/core/errors/index.ts';
import type { Rng } from '../../../src/core/rng.ts';

/** Draws of whole groups (households), made once for everything that is measured on the same rows. */
export interface Resamples {
  /** Number of each row's group, `[n]`, in input order. */
  readonly groupOf: Uint32Array;
  readonly groups: number;
  /** How often each group is in a draw, `[draws][groups]`. A byte is enough: of 256 groups none is drawn 256 times. */
  readonly times: readonly Uint8Array[];
  /** Rows in each draw, `[draws]`. */
  readonly rows: Float64Array;
}

/**
 * Draws as many groups as there are, with replacement.
 *
 * @param groups  group of each row, `[n]`, any numbers or names; null when every row stands alone
 * @param n       number of rows
 * @param rng     seeded stream
 * @param draws   resamples; 400 give interval ends to about a tenth of their width
 * @throws JZ_EVAL_LENGTH
 * @see Davison & Hinkley (1997), Bootstrap Methods and their Application, §3.8
 */
export function drawResamples(
  groups: ArrayLike<number | string> | null,
  n: number,
  rng: Rng,
  draws = 400,
): Resamples {
  if (groups && groups.length !== n)
    throw new JzError('JZ_EVAL_LENGTH', { what: 'groups', rows: groups.length, expected: n });
  const { groupOf, count } = numberGroups(groups, n);
  const sizes = new Uint32Array(count);
  for (const group of groupOf) sizes[group]!++;
  const rows = new Float64Array(draws);
  const times = Array.from({ length: draws }, (_, d) => {
    const drawn = new Uint8Array(count);
    for (let g = 0; g < count; g++) {
      const group = rng.int(count);
      drawn[group]!++;
      rows[d]! += sizes[group]!;
    }
    return drawn;
  });
  return { groupOf, groups: count, times, rows };
}

/** Groups numbered by first appearance. */
function numberGroups(
  groups: ArrayLike<number | string> | null,
  n: number,
): { groupOf: Uint32Array; count: number } {
  if (!groups) return { groupOf: Uint32Array.from({ length: n }, (_, i) => i), count: n };
  const numbers = new Map<number | string, number>();
  const groupOf = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    const group = groups[i]!;
    let number = numbers.get(group);
    if (number === undefined) numbers.set(group, (number = numbers.size));
    groupOf[i] = number;
  }
  return { groupOf, count: numbers.size };
}
