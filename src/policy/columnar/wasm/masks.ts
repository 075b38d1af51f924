/**
 * Yes/no in the loops, two rows at a time: a mask for "yes" and a mask for "no"; unknown is neither. What is certain
 * needs only the first.
 */
import { JzError } from '../../../core/errors/index.ts';
import { op, type Code } from './assemble.ts';
import type { Constants } from './constants.ts';

/** The two masks; `isCertain` when "no" is just "not yes". */
export interface Tri {
  readonly yes: Code;
  readonly no: Code;
  readonly isCertain: boolean;
}

/** A yes/no that cannot be unknown. */
export function certainTri(yes: Code): Tri {
  return { yes, no: [...yes, ...op.v128_not], isCertain: true };
}

/** `yes`, `no` or `unknown`, as the condition is. */
export function choose(cond: Tri, yes: Code, no: Code, unknown: Code): Code {
  if (cond.isCertain) return [...yes, ...no, ...cond.yes, ...op.v128_bitselect];
  return [...yes, ...no, ...unknown, ...cond.no, ...op.v128_bitselect, ...cond.yes, ...op.v128_bitselect];
}

/** `value` where yes, 0 where no, `unknown` where unknown. */
export function keep(cond: Tri, value: Code, unknown: Code): Code {
  if (cond.isCertain) return [...value, ...cond.yes, ...op.v128_and];
  return choose(cond, value, op.v128_words(0), unknown);
}

/** Yes/no as 1 and 0, with a number of its own for unknown. */
export function asDoubles(tri: Tri, unknown: number, constants: Constants): Code {
  return keep(tri, constants.doubles(1), constants.doubles(unknown));
}

/** Yes/no back from doubles. */
export function fromDoubles(value: Code, isCertain: boolean, constants: Constants): Tri {
  const yes: Code = [...value, ...constants.doubles(1), ...op.f64x2_eq];
  if (isCertain) return certainTri(yes);
  return { yes, no: [...value, ...op.v128_words(0), ...op.f64x2_eq], isCertain };
}

/** Both, or either. */
export function connected(name: 'and' | 'or', a: Tri, b: Tri): Tri {
  const [meet, join] = name === 'and' ? [op.v128_and, op.v128_or] : [op.v128_or, op.v128_and];
  const yes: Code = [...a.yes, ...b.yes, ...meet];
  if (a.isCertain && b.isCertain) return certainTri(yes);
  return { yes, no: [...a.no, ...b.no, ...join], isCertain: false };
}

/** Compares two pairs of doubles. */
export function compared(name: string, pair: Code, isCertain: boolean): Tri {
  const opposite = opposites[name];
  if (!opposite) throw new JzError('JZ_INTERNAL', { problem: `no loop for ${name}` });
  const yes: Code = [...pair, ...opposite.yes];
  if (isCertain) return certainTri(yes);
  const no = opposite.no.map((test) => [...pair, ...test]);
  return { yes, no: no.length === 1 ? no[0]! : [...no.flat(), ...op.v128_or], isCertain };
}

/** A comparison and what says no: not the mere opposite, for NaN answers neither. */
const opposites: Readonly<Record<string, { readonly yes: Code; readonly no: readonly Code[] }>> = {
  lt: { yes: op.f64x2_lt, no: [op.f64x2_ge] },
  le: { yes: op.f64x2_le, no: [op.f64x2_gt] },
  gt: { yes: op.f64x2_gt, no: [op.f64x2_le] },
  ge: { yes: op.f64x2_ge, no: [op.f64x2_lt] },
  eq: { yes: op.f64x2_eq, no: [op.f64x2_lt, op.f64x2_gt] },
};
