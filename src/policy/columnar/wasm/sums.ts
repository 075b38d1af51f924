/**
 * Sums over the persons of each household, two at a time, without a branch: the running sum is written at every person,
 * and the last one stays.
 */
import { advance, concat, op, whileBelow, type Code, type FunctionBody } from './assemble.ts';
import { DOUBLE, type Layout } from './layout.ts';
import { FIRST_LOCAL, homeOf, inBlock, PAIR_SHIFT, PERSONS, WORD_SHIFT } from './places.ts';
import type { Pair } from './stages.ts';

const ROW = FIRST_LOCAL;
const HOME = FIRST_LOCAL + 1;
const I32_LOCALS = 2;
const SAME = FIRST_LOCAL + I32_LOCALS;
const FIRST_SUM = SAME + 1;
/** Sums that stay in registers. */
const PAIRS_AT_ONCE = 6;

/** Loops for all pairs of a stage. */
export function sumLoops(pairs: readonly Pair[], layout: Layout): readonly FunctionBody[] {
  const count = Math.ceil(pairs.length / PAIRS_AT_ONCE);
  return Array.from({ length: count }, (_, i) =>
    sumLoop(pairs.slice(i * PAIRS_AT_ONCE, (i + 1) * PAIRS_AT_ONCE), layout),
  );
}

function sumLoop(pairs: readonly Pair[], layout: Layout): FunctionBody {
  const sums = pairs.map((pair, i): Code => {
    const { sums: at, shares } = layout.pairAt.get(pair)!;
    const sum = FIRST_SUM + i;
    return [
      ...inBlock(HOME, 1),
      ...op.local_get(sum),
      ...op.local_get(SAME),
      ...op.v128_and,
      ...inBlock(ROW, PAIR_SHIFT),
      ...op.v128_load(shares),
      ...(pair.join === 'add' ? op.f64x2_add : op.f64x2_pmax),
      ...op.local_tee(sum),
      ...op.v128_store(at - 2 * DOUBLE),
    ];
  });
  const same: Code = [
    ...inBlock(ROW, WORD_SHIFT),
    ...op.v128_load32_splat(layout.marks),
    ...op.v128_words(0),
    ...op.i32x4_eq,
    ...op.local_set(SAME),
  ];
  const home = homeOf(HOME, HOME, [...inBlock(ROW, WORD_SHIFT), ...op.i32_load(layout.marks)]);
  const body = concat([home, same, ...sums, advance(ROW, 1)]);
  return { i32: I32_LOCALS, v128: 1 + pairs.length, code: whileBelow(ROW, PERSONS, body) };
}
