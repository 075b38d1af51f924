/**
 * What can be known without looking at a household: operations on constants, and operands that do not matter.
 * Numbers have NaN for unknown; yes/no see tri.ts.
 */
import { MONTHS_IN_YEAR } from '../units.ts';
import { divide, monthlyPart, roundedTo, scaled } from '../engine/arithmetic.ts';
import type { Rounding } from '../rules/ast.ts';
import type { Slot } from './slot.ts';
import type { Node } from './dag.ts';
import { NO, UNKNOWN, YES } from './tri.ts';

/**
 * What the first operand alone settles: a constant, or which operand the result is. `null`: the others are needed.
 */
// eslint-disable-next-line complexity -- one case an operation, exhaustive by type
export function foldByOne(node: Node, first: Slot): number | { readonly arg: number } | null {
  if (!('scalar' in first)) return null;
  const x = first.scalar;
  switch (node.op) {
    case 'and':
      return x === NO ? NO : x === YES ? { arg: 1 } : null;
    case 'or':
      return x === YES ? YES : x === NO ? { arg: 1 } : null;
    case 'if':
      return x === YES ? { arg: 1 } : x === NO ? { arg: 2 } : null;
    case 'not':
      return x === UNKNOWN ? UNKNOWN : YES - x;
    case 'yearly':
      return x * MONTHS_IN_YEAR;
    case 'monthly':
      return monthlyPart(x, node.detail as Rounding);
    case 'lift':
      return x;
    case 'any':
    case 'count':
      return x === NO ? 0 : null;
    case 'sum':
      return x === 0 ? 0 : null;
    case 'coalesce':
      return Number.isNaN(x) ? { arg: 1 } : x;
    default:
      return null;
  }
}

/** The result when all operands are constants or one does not matter; `null` when a loop is needed. */
export function fold(node: Node, args: readonly Slot[]): Slot | null {
  const [a, b] = args;
  if (!a || !b) return null;
  if (node.op === 'and' || node.op === 'or') return foldConnective(node.op, a, b);
  if (node.op === 'if') return foldChoice(args);
  if ('scalar' in a && 'scalar' in b) return foldConstants(node, a.scalar, b.scalar);
  return foldNeutral(node.op, a, b);
}

/** Adding zero, multiplying by one. */
function foldNeutral(op: string, a: Slot, b: Slot): Slot | null {
  if ('scalar' in b && b.scalar === 0 && (op === 'add' || op === 'sub')) return a;
  if ('scalar' in b && b.scalar === 1 && op === 'times') return a;
  return 'scalar' in a && a.scalar === 0 && op === 'add' ? b : null;
}

function foldConnective(op: 'and' | 'or', a: Slot, b: Slot): Slot | null {
  const decisive = op === 'and' ? NO : YES;
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    if (!('scalar' in one)) continue;
    if (one.scalar === decisive) return { scalar: decisive };
    if (one.scalar === YES - decisive) return other;
    if ('scalar' in other)
      return {
        scalar: op === 'and' ? one.scalar & other.scalar : one.scalar | other.scalar,
      };
  }
  return null;
}

/** Here the condition is unknown or a vector; equal constant branches settle it. */
function foldChoice(args: readonly Slot[]): Slot | null {
  const [cond, then, otherwise] = args;
  if (!cond || !then || !otherwise || !('scalar' in then) || !('scalar' in otherwise)) return null;
  if (then.scalar === otherwise.scalar) return then;
  return 'scalar' in cond ? { scalar: Number.NaN } : null;
}

function foldConstants(node: Node, a: number, b: number): Slot | null {
  const rounding = node.detail as Rounding;
  const number = numberOf(node.op, a, b) ?? settledNumber(node.op, rounding, a, b);
  if (number !== null) return { scalar: number };
  const holds = comparisonOf(node.op, a, b);
  return holds === null ? null : { scalar: holds };
}

function numberOf(op: string, a: number, b: number): number | null {
  switch (op) {
    case 'add':
      return a + b;
    case 'sub':
      return a - b;
    case 'times':
      return a * b;
    case 'min':
      return Math.min(a, b);
    case 'max':
      return Math.max(a, b);
    case 'coalesce':
      return Number.isNaN(a) ? b : a;
    default:
      return null;
  }
}

function settledNumber(op: string, rounding: Rounding, a: number, b: number): number | null {
  if (op === 'scale') return scaled(a, b, rounding);
  if (op === 'per') return divide(a, b, rounding);
  return op === 'round' ? roundedTo(a, b, rounding) : null;
}

function comparisonOf(op: string, a: number, b: number): number | null {
  if (!['lt', 'le', 'gt', 'ge', 'eq'].includes(op)) return null;
  if (Number.isNaN(a) || Number.isNaN(b)) return UNKNOWN;
  const holds = { lt: a < b, le: a <= b, gt: a > b, ge: a >= b, eq: a === b }[op];
  return holds === true ? YES : NO;
}
