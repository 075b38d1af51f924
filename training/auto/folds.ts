/**
 * Inner folds that keep a group's rows together and the shares of positives alike.
 */
import { JzError } from '../../src/core/errors/index.ts';
import type { Rng } from '../../src/core/rng.ts';

/**
 * Deals groups into `count` folds: groups with a positive first, then the rest, each in random order, always to the
 * fold with the fewest rows of that kind so far.
 *
 * @param groups  group number of each row, `[n]`
 * @param weights how many rows each row counts as, `[n]`; one when absent
 * @returns fold of each row, `[n]`
 * @throws JZ_TOO_FEW_ROWS when there are fewer groups than folds
 */
export function groupFolds(
  y: Uint8Array,
  groups: Int32Array,
  count: number,
  rng: Rng,
  weights?: Float64Array,
): Int32Array {
  const sizes = new Map<number, { rows: number; positives: number }>();
  for (let i = 0; i < y.length; i++) {
    const size = sizes.get(groups[i]!) ?? { rows: 0, positives: 0 };
    const weight = weights ? weights[i]! : 1;
    sizes.set(groups[i]!, { rows: size.rows + weight, positives: size.positives + weight * y[i]! });
  }
  if (sizes.size < count) throw new JzError('JZ_TOO_FEW_ROWS', { rows: sizes.size, needed: count });
  const dealt = [...sizes].map(([group, size]) => ({ group, ...size, draw: rng.next() }));
  dealt.sort((a, b) => Number(b.positives > 0) - Number(a.positives > 0) || a.draw - b.draw);
  const rowsIn = new Float64Array(count);
  const positivesIn = new Float64Array(count);
  const foldOf = new Map<number, number>();
  for (const { group, rows, positives } of dealt) {
    const load = positives > 0 ? positivesIn : rowsIn;
    const fold = load.indexOf(Math.min(...load));
    foldOf.set(group, fold);
    rowsIn[fold]! += rows;
    positivesIn[fold]! += positives;
  }
  return Int32Array.from(groups, (group) => foldOf.get(group)!);
}
