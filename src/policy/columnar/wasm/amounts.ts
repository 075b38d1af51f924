/**
 * Arithmetic in the loops on pairs of doubles; NaN is unknown. The same results as engine/arithmetic.ts.
 */
import { JzError } from '../../../core/errors/index.ts';
import type { Rounding } from '../../rules/ast.ts';
import { MONTHS_IN_YEAR, RATIO_SCALE } from '../../units.ts';
import type { Instruction } from '../bind.ts';
import type { Slot } from '../slot.ts';
import { op, type Code } from './assemble.ts';
import type { Constants } from './constants.ts';

const plain: Readonly<Record<string, Code>> = {
  add: op.f64x2_add,
  sub: op.f64x2_sub,
  times: op.f64x2_mul,
};

/** An operation on numbers. */
export function amount(
  { node, args }: Instruction,
  number: (slot: Slot) => Code,
  constants: Constants,
): Code {
  const rounding = node.detail as Rounding;
  const x = number(args[0]!);
  if (node.op === 'yearly') return [...x, ...constants.doubles(MONTHS_IN_YEAR), ...op.f64x2_mul];
  if (node.op === 'monthly') return divided(x, constants.doubles(MONTHS_IN_YEAR), rounding, constants);
  const y = number(args[1]!);
  if (node.op === 'min' || node.op === 'max') return extreme(node.op, args, [x, y], constants);
  const simple = plain[node.op];
  if (simple) return [...x, ...y, ...simple];
  switch (node.op) {
    case 'coalesce':
      return [...y, ...x, ...x, ...x, ...op.f64x2_ne, ...op.v128_bitselect];
    case 'scale':
      return scaled(x, args[1]!, y, { rounding, constants });
    case 'per':
      return unlessZero(divided(x, y, rounding, constants), args[1]!, y, constants);
    case 'round':
      return unlessZero(
        [...divided(x, y, rounding, constants), ...y, ...op.f64x2_mul],
        args[1]!,
        y,
        constants,
      );
    default:
      throw new JzError('JZ_INTERNAL', { problem: `no loop for ${node.op}` });
  }
}

/**
 * The smaller or the larger. With a constant one instruction does: it hands NaN on in its first operand, and takes −0
 * for no less than 0, which adding 0 mends.
 */
function extreme(
  name: 'min' | 'max',
  args: readonly Slot[],
  [x, y]: readonly [Code, Code],
  constants: Constants,
): Code {
  const constant = args.findLast((arg) => 'scalar' in arg);
  if (!constant || Number.isNaN(constant.scalar))
    return [...x, ...y, ...(name === 'min' ? op.f64x2_min : op.f64x2_max)];
  const value = constant === args[1] ? x : y;
  const bound = constants.doubles(constant.scalar);
  if (name === 'min') return [...value, ...bound, ...op.f64x2_pmin];
  return [...value, ...bound, ...op.f64x2_pmax, ...op.v128_words(0), ...op.f64x2_add];
}

/** A whole multiple needs no division: amounts are whole fen, so nothing is left to round. */
function scaled(
  x: Code,
  ratio: Slot,
  y: Code,
  { rounding, constants }: { readonly rounding: Rounding; readonly constants: Constants },
): Code {
  if ('scalar' in ratio && ratio.scalar % RATIO_SCALE === 0)
    return [...x, ...constants.doubles(ratio.scalar / RATIO_SCALE), ...op.f64x2_mul];
  return divided([...x, ...y, ...op.f64x2_mul], constants.doubles(RATIO_SCALE), rounding, constants);
}

function divided(x: Code, by: Code, rounding: Rounding, constants: Constants): Code {
  if (rounding === 'down') return [...x, ...by, ...op.f64x2_div, ...op.f64x2_floor];
  if (rounding === 'up') return [...x, ...by, ...op.f64x2_div, ...op.f64x2_ceil];
  const twice = (value: Code): Code => [...value, ...constants.doubles(2), ...op.f64x2_mul];
  return [...twice(x), ...by, ...op.f64x2_add, ...twice(by), ...op.f64x2_div, ...op.f64x2_floor];
}

function unlessZero(value: Code, by: Slot, divisor: Code, constants: Constants): Code {
  if ('scalar' in by && by.scalar !== 0) return value;
  const isZero: Code = [...divisor, ...op.v128_words(0), ...op.f64x2_eq];
  return [...constants.doubles(Number.NaN), ...value, ...isZero, ...op.v128_bitselect];
}
