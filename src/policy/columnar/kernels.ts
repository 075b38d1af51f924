/**
 * Loops over blocks of columns. Numbers: NaN is unknown. Yes/no: see tri.ts. Comparisons are written without branches.
 * Each loop is a function of its own, so that the engine compiles each for its own types.
 */
import { MONTHS_IN_YEAR, RATIO_SCALE } from '../units.ts';
import type { Rounding } from '../rules/ast.ts';
import { contrary, NO, YES } from './tri.ts';
import { divide, monthlyPart, roundedTo, scaled } from '../engine/arithmetic.ts';

/** A block of numbers. */
export type Numbers = Float64Array;
/** A block of yes/no. */
export type Tris = Uint8Array;
/** `out[i] = a[i] ∘ b[i]` for `i < n`. */
export type NumberPair = (out: Numbers, a: Numbers, b: Numbers, n: number) => void;

export const numberPairs: Readonly<Record<string, NumberPair>> = {
  add: (out, a, b, n) => {
    for (let i = 0; i < n; i++) out[i] = a[i]! + b[i]!;
  },
  sub: (out, a, b, n) => {
    for (let i = 0; i < n; i++) out[i] = a[i]! - b[i]!;
  },
  times: (out, a, b, n) => {
    for (let i = 0; i < n; i++) out[i] = a[i]! * b[i]!;
  },
  min: (out, a, b, n) => {
    for (let i = 0; i < n; i++) {
      const x = a[i]!;
      const y = b[i]!;
      out[i] = x < y ? x : x >= y ? y : Number.NaN;
    }
  },
  max: (out, a, b, n) => {
    for (let i = 0; i < n; i++) {
      const x = a[i]!;
      const y = b[i]!;
      out[i] = x > y ? x : x <= y ? y : Number.NaN;
    }
  },
  coalesce: (out, a, b, n) => {
    for (let i = 0; i < n; i++) out[i] = Number.isNaN(a[i]!) ? b[i]! : a[i]!;
  },
};

/** One loop for each way of rounding: the choice is made outside it. */
const settled: Readonly<Record<string, Readonly<Record<Rounding, NumberPair>>>> = {
  scale: {
    down: (out, a, b, n) => {
      for (let i = 0; i < n; i++) out[i] = Math.floor((a[i]! * b[i]!) / RATIO_SCALE);
    },
    up: (out, a, b, n) => {
      for (let i = 0; i < n; i++) out[i] = Math.ceil((a[i]! * b[i]!) / RATIO_SCALE);
    },
    half_up: (out, a, b, n) => {
      for (let i = 0; i < n; i++) out[i] = scaled(a[i]!, b[i]!, 'half_up');
    },
  },
  per: {
    down: (out, a, b, n) => {
      for (let i = 0; i < n; i++) out[i] = divide(a[i]!, b[i]!, 'down');
    },
    up: (out, a, b, n) => {
      for (let i = 0; i < n; i++) out[i] = divide(a[i]!, b[i]!, 'up');
    },
    half_up: (out, a, b, n) => {
      for (let i = 0; i < n; i++) out[i] = divide(a[i]!, b[i]!, 'half_up');
    },
  },
  round: {
    down: (out, a, b, n) => {
      for (let i = 0; i < n; i++) out[i] = roundedTo(a[i]!, b[i]!, 'down');
    },
    up: (out, a, b, n) => {
      for (let i = 0; i < n; i++) out[i] = roundedTo(a[i]!, b[i]!, 'up');
    },
    half_up: (out, a, b, n) => {
      for (let i = 0; i < n; i++) out[i] = roundedTo(a[i]!, b[i]!, 'half_up');
    },
  },
};

/** The loop of a two-number operation; `undefined` when there is none. */
export function numberPair(op: string, rounding: Rounding): NumberPair | undefined {
  return numberPairs[op] ?? settled[op]?.[rounding];
}

/** Monthly to yearly. */
export function toYearly(out: Numbers, x: Numbers, n: number): void {
  for (let i = 0; i < n; i++) out[i] = x[i]! * MONTHS_IN_YEAR;
}

/** Yearly to monthly. */
export function toMonthly(out: Numbers, x: Numbers, n: number, rounding: Rounding): void {
  for (let i = 0; i < n; i++) out[i] = monthlyPart(x[i]!, rounding);
}

/** `out[i] = a[i] compared with b[i]`. */
export type Compare = (out: Tris, a: Numbers, b: Numbers, n: number) => void;

export const comparisons: Readonly<Record<string, Compare>> = {
  lt: (out, a, b, n) => {
    for (let i = 0; i < n; i++) {
      const x = a[i]!;
      const y = b[i]!;
      out[i] = bits(x < y, x >= y);
    }
  },
  le: (out, a, b, n) => {
    for (let i = 0; i < n; i++) {
      const x = a[i]!;
      const y = b[i]!;
      out[i] = bits(x <= y, x > y);
    }
  },
  gt: (out, a, b, n) => {
    for (let i = 0; i < n; i++) {
      const x = a[i]!;
      const y = b[i]!;
      out[i] = bits(x > y, x <= y);
    }
  },
  ge: (out, a, b, n) => {
    for (let i = 0; i < n; i++) {
      const x = a[i]!;
      const y = b[i]!;
      out[i] = bits(x >= y, x < y);
    }
  },
  eq: (out, a, b, n) => {
    for (let i = 0; i < n; i++) {
      const x = a[i]!;
      const y = b[i]!;
      out[i] = bits(x === y, x < y) & bits(x === y, x > y);
    }
  },
};

/** Yes when it holds, no when the contrary does, unknown when neither. */
function bits(isTrue: boolean, isFalse: boolean): number {
  return (1 - Number(isFalse)) | (Number(isTrue) << 1);
}

/** And, four at a time. */
export function both(out: Tris, a: Tris, b: Tris, n: number): void {
  const [o, x, y] = [packed(out), packed(a), packed(b)];
  const words = (n + 3) >> 2;
  for (let i = 0; i < words; i++) o[i] = x[i]! & y[i]!;
}

/** Or, four at a time. */
export function either(out: Tris, a: Tris, b: Tris, n: number): void {
  const [o, x, y] = [packed(out), packed(a), packed(b)];
  const words = (n + 3) >> 2;
  for (let i = 0; i < words; i++) o[i] = x[i]! | y[i]!;
}

/** Not, four at a time. */
export function negated(out: Tris, x: Tris, n: number): void {
  const [o, y] = [packed(out), packed(x)];
  const words = (n + 3) >> 2;
  for (let i = 0; i < words; i++) o[i] = contrary(y[i]!);
}

const views = new WeakMap<Tris, Uint32Array>();

/** The same bytes as words; blocks are whole words long. */
function packed(bytes: Tris): Uint32Array {
  const known = views.get(bytes);
  if (known) return known;
  const view = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
  views.set(bytes, view);
  return view;
}

/** A choice of two; unknown unless both agree when the condition is. */
export function chosen(out: Numbers, cond: Tris, branches: readonly [Numbers, Numbers], n: number): void {
  const [then, otherwise] = branches;
  for (let i = 0; i < n; i++) {
    const c = cond[i]!;
    if (c === YES) out[i] = then[i]!;
    else if (c === NO) out[i] = otherwise[i]!;
    else out[i] = then[i]! === otherwise[i]! ? then[i]! : Number.NaN;
  }
}

/** A choice of two constants: a table of what no, unknown and yes give. */
export function chosenConstant(out: Numbers, cond: Tris, table: Numbers, n: number): void {
  for (let i = 0; i < n; i++) out[i] = table[cond[i]!]!;
}

/** Bytes looked up in a table of 256. */
export function mapped(
  out: Tris,
  bytes: Uint8Array,
  table: Uint8Array,
  at: { start: number; n: number },
): void {
  for (let i = 0; i < at.n; i++) out[i] = table[bytes[at.start + i]!]!;
}

/** Where the persons of each household of a block are, counted from the block's first person. */
export interface Span {
  readonly personStart: Uint32Array;
  readonly first: number;
  readonly households: number;
}

/** A household's number given to each of its persons. */
export function lifted(out: { [i: number]: number }, x: ArrayLike<number>, span: Span): void {
  const { personStart, first, households } = span;
  const base = personStart[first]!;
  for (let h = 0; h < households; h++) {
    const end = personStart[first + h + 1]! - base;
    for (let p = personStart[first + h]! - base; p < end; p++) out[p] = x[h]!;
  }
}

/** How many persons; unknown when unknown of one. */
export function counted(out: Numbers, where: Tris, span: Span): void {
  const { personStart, first, households } = span;
  const base = personStart[first]!;
  for (let h = 0; h < households; h++) {
    const end = personStart[first + h + 1]! - base;
    let total = 0;
    for (let p = personStart[first + h]! - base; p < end; p++) {
      const w = where[p]!;
      total += w === YES ? 1 : w === NO ? 0 : Number.NaN;
    }
    out[h] = total;
  }
}

/** The sum over persons; unknown when membership or a member's number is. */
export function summed(out: Numbers, x: Numbers, where: Tris, span: Span): void {
  const { personStart, first, households } = span;
  const base = personStart[first]!;
  for (let h = 0; h < households; h++) {
    const end = personStart[first + h + 1]! - base;
    let total = 0;
    for (let p = personStart[first + h]! - base; p < end; p++) {
      const w = where[p]!;
      total += w === YES ? x[p]! : w === NO ? 0 : Number.NaN;
    }
    out[h] = total;
  }
}

/** Whether it holds for one person. */
export function anyOf(out: Tris, x: Tris, span: Span): void {
  const { personStart, first, households } = span;
  const base = personStart[first]!;
  for (let h = 0; h < households; h++) {
    const end = personStart[first + h + 1]! - base;
    let most = NO;
    for (let p = personStart[first + h]! - base; p < end; p++) most |= x[p]!;
    out[h] = most;
  }
}
