/**
 * The words rules are written in. Each makes a piece of plain data (see ast.ts).
 */
import type { CodeFactId, FlagFactId, NumberFactId } from '../facts/catalogue.ts';
import type { Unit } from '../units.ts';
import type { BoolExpr, NumberExpr, Rounding } from './ast.ts';

export const yes: BoolExpr = { op: 'yes' };
export const one: NumberExpr = { op: 'one' };
export const zero = (unit: Unit): NumberExpr => ({ op: 'zero', unit });

/** A parameter's number. */
export const param = (id: string): NumberExpr => ({ op: 'param', id });
/** A parameter's yes/no. */
export const paramFlag = (id: string): BoolExpr => ({ op: 'paramFlag', id });
/** A number fact. */
export const fact = (id: NumberFactId): NumberExpr => ({ op: 'fact', id });
/** A yes/no fact. */
export const flag = (id: FlagFactId): BoolExpr => ({ op: 'flag', id });
/** Another rule's number. */
export const ref = (id: string): NumberExpr => ({ op: 'ref', id });
/** Another rule's yes/no. */
export const holds = (id: string): BoolExpr => ({ op: 'holds', id });

export const add = (...args: readonly NumberExpr[]): NumberExpr => ({ op: 'add', args });
export const sub = (a: NumberExpr, b: NumberExpr): NumberExpr => ({ op: 'sub', a, b });
export const min = (...args: readonly NumberExpr[]): NumberExpr => ({ op: 'min', args });
export const max = (...args: readonly NumberExpr[]): NumberExpr => ({ op: 'max', args });
/** The first that is known. */
export const firstKnown = (...args: readonly NumberExpr[]): NumberExpr => ({ op: 'coalesce', args });
/** `a − b`, but never below zero of the unit. */
export const excess = (a: NumberExpr, b: NumberExpr, unit: Unit): NumberExpr => max(sub(a, b), zero(unit));
export const scale = (x: NumberExpr, ratio: NumberExpr, rounding: Rounding): NumberExpr => ({
  op: 'scale',
  x,
  ratio,
  rounding,
});
export const times = (x: NumberExpr, n: NumberExpr): NumberExpr => ({ op: 'times', x, n });
export const per = (x: NumberExpr, n: NumberExpr, rounding: Rounding): NumberExpr => ({
  op: 'per',
  x,
  n,
  rounding,
});
export const yearly = (x: NumberExpr): NumberExpr => ({ op: 'yearly', x });
export const monthly = (x: NumberExpr, rounding: Rounding): NumberExpr => ({ op: 'monthly', x, rounding });
/** A year's flow as a sum of money. */
export const worth = (x: NumberExpr): NumberExpr => ({ op: 'as', x, unit: 'fen' });
/** A sum of money as falling within the year. */
export const withinYear = (x: NumberExpr): NumberExpr => ({ op: 'as', x, unit: 'fen_year' });
export const roundTo = (x: NumberExpr, step: NumberExpr, rounding: Rounding): NumberExpr => ({
  op: 'round',
  x,
  step,
  rounding,
});
export const when = (cond: BoolExpr, then: NumberExpr, otherwise: NumberExpr): NumberExpr => ({
  op: 'if',
  cond,
  then,
  else: otherwise,
});

export const count = (where: BoolExpr): NumberExpr => ({ op: 'count', where });
export const sum = (x: NumberExpr, where: BoolExpr): NumberExpr => ({ op: 'sum', x, where });
export const any = (x: BoolExpr): BoolExpr => ({ op: 'any', x });

export const lt = (a: NumberExpr, b: NumberExpr): BoolExpr => ({ op: 'lt', a, b });
export const le = (a: NumberExpr, b: NumberExpr): BoolExpr => ({ op: 'le', a, b });
export const gt = (a: NumberExpr, b: NumberExpr): BoolExpr => ({ op: 'gt', a, b });
export const ge = (a: NumberExpr, b: NumberExpr): BoolExpr => ({ op: 'ge', a, b });
export const eq = (a: NumberExpr, b: NumberExpr): BoolExpr => ({ op: 'eq', a, b });
export const and = (...args: readonly BoolExpr[]): BoolExpr => ({ op: 'and', args });
export const or = (...args: readonly BoolExpr[]): BoolExpr => ({ op: 'or', args });
export const not = (x: BoolExpr): BoolExpr => ({ op: 'not', x });
/** The code is one of those a parameter lists. */
export const isIn = (id: CodeFactId, codes: string): BoolExpr => ({ op: 'in', id, param: codes });
/** The code is this one. */
export const is = (id: CodeFactId, code: string): BoolExpr => ({ op: 'is', id, code });
