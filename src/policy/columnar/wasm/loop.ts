/**
 * The body of one loop over persons or households, two at a time. Numbers are pairs of doubles (NaN unknown); yes/no is
 * two masks, "true" and "false", and unknown is neither.
 */
import { JzError } from '../../../core/errors/index.ts';
import type { Rounding } from '../../rules/ast.ts';
import { UNKNOWN_BYTE } from '../../facts/population.ts';
import { MONTHS_IN_YEAR, RATIO_SCALE } from '../../units.ts';
import type { Instruction } from '../bind.ts';
import type { Slot } from '../slot.ts';
import { NO, YES } from '../tri.ts';
import { advance, concat, op, whileBelow, type Code, type FunctionBody } from './assemble.ts';
import type { Layout } from './layout.ts';

/** Parameters and locals every loop has: its limits, the row, the row's byte offset. */
const HOUSEHOLDS = 0;
const PERSONS = 1;
const ROW = 2;
const OFFSET = 3;
const BYTES = 4;
const I32_LOCALS = 3;
const FIRST_VALUE = PERSONS + I32_LOCALS + 1;
const LANES = 2;
const DOUBLE_SHIFT = 3;

interface Tri {
  readonly yes: Code;
  readonly no: Code;
}

/** Makes one loop. */
export class Loop {
  private readonly parts: Code[] = [];
  private locals = 0;
  private readonly numbers = new Map<number, number>();
  private readonly tris = new Map<number, readonly [yes: number, no: number]>();
  private readonly codes = new Map<string, number>();
  private readonly layout: Layout;
  private readonly level: 'person' | 'household';

  constructor(layout: Layout, level: 'person' | 'household') {
    this.layout = layout;
    this.level = level;
  }

  /** The finished function. */
  body(): FunctionBody {
    const limit = this.level === 'person' ? PERSONS : HOUSEHOLDS;
    const offset = [
      ...op.local_get(ROW),
      ...op.i32_const(DOUBLE_SHIFT),
      ...op.i32_shl,
      ...op.local_set(OFFSET),
    ];
    const code = whileBelow(ROW, limit, concat([offset, ...this.parts, advance(ROW, LANES)]));
    return { i32: I32_LOCALS, f64: 0, v128: this.locals, code };
  }

  /** Computes an operation; keeps its value in memory when another loop wants it. */
  add(instruction: Instruction): void {
    if (instruction.node.isBool) this.setTri(instruction.out, this.condition(instruction));
    else this.setNumber(instruction.out, this.quantity(instruction));
    const at = this.layout.valueAt.get(instruction.out);
    if (at === undefined) return;
    const value = instruction.node.isBool
      ? asDoubles(this.tri({ vector: instruction.out }), 0.5)
      : this.number({ vector: instruction.out });
    this.store(at, value);
  }

  /** Writes what each person adds to an aggregate. */
  addShare(instruction: Instruction): void {
    const at = this.layout.shareAt.get(instruction.out);
    const [first, second] = instruction.args;
    if (at === undefined || !first) return;
    if (instruction.node.op === 'any') this.store(at, asDoubles(this.tri(first), 0.5));
    else if (instruction.node.op === 'count') this.store(at, asDoubles(this.tri(first), Number.NaN));
    else if (second)
      this.store(
        at,
        this.choose(this.tri(second), this.number(first), op.v128_doubles(0), op.v128_doubles(Number.NaN)),
      );
  }

  /** Writes a yes/no answer as bytes. */
  addAnswer(vector: number): void {
    const at = this.layout.answerAt.get(vector);
    if (at === undefined) return;
    const tri = this.tri({ vector });
    const otherwise = [...op.v128_words(0), ...op.v128_words(UNKNOWN_BYTE), ...tri.no, ...op.v128_bitselect];
    const bytes = op.local_get(
      this.local([...op.v128_words(1), ...otherwise, ...tri.yes, ...op.v128_bitselect]),
    );
    for (const lane of [0, 1])
      this.parts.push([
        ...op.local_get(ROW),
        ...bytes,
        ...op.i64x2_extract_lane(lane),
        ...op.i64_store8(at + lane),
      ]);
  }

  private store(at: number, value: Code): void {
    this.parts.push([...op.local_get(OFFSET), ...value, ...op.v128_store(at)]);
  }

  private setNumber(vector: number, value: Code): void {
    const local = this.local(value);
    this.numbers.set(vector, local);
  }

  private setTri(vector: number, value: Tri): void {
    this.tris.set(vector, [this.local(value.yes), this.local(value.no)]);
  }

  private local(value: Code): number {
    const local = FIRST_VALUE + this.locals++;
    this.parts.push([...value, ...op.local_set(local)]);
    return local;
  }

  private number(slot: Slot): Code {
    if ('scalar' in slot) return op.v128_doubles(slot.scalar);
    const known = this.numbers.get(slot.vector);
    if (known !== undefined) return op.local_get(known);
    this.setNumber(slot.vector, this.loaded(slot.vector));
    return this.number(slot);
  }

  private tri(slot: Slot): Tri {
    if ('scalar' in slot) {
      const mask = (isSet: boolean): Code => op.v128_words(isSet ? -1 : 0);
      return { yes: mask(slot.scalar === YES), no: mask(slot.scalar === NO) };
    }
    const known = this.tris.get(slot.vector);
    if (known) return { yes: op.local_get(known[0]), no: op.local_get(known[1]) };
    const value = op.local_get(this.local(this.loaded(slot.vector)));
    this.setTri(slot.vector, {
      yes: [...value, ...op.v128_doubles(1), ...op.f64x2_eq],
      no: [...value, ...op.v128_doubles(0), ...op.f64x2_eq],
    });
    return this.tri(slot);
  }

  private loaded(vector: number): Code {
    const at = this.layout.valueAt.get(vector);
    if (at === undefined) throw new JzError('JZ_INTERNAL', { problem: `value ${vector} is not in memory` });
    return [...op.local_get(OFFSET), ...op.v128_load(at)];
  }

  private choose(cond: Tri, yes: Code, no: Code, unknown: Code): Code {
    return [...yes, ...no, ...unknown, ...cond.no, ...op.v128_bitselect, ...cond.yes, ...op.v128_bitselect];
  }

  private quantity(instruction: Instruction): Code {
    const { node, args } = instruction;
    const rounding = node.detail as Rounding;
    if (node.op === 'fact') return [...op.local_get(OFFSET), ...op.v128_load(this.inputAt(node.name))];
    if (node.op === 'if') return this.choice(instruction);
    const x = this.number(args[0]!);
    if (node.op === 'yearly') return [...x, ...op.v128_doubles(MONTHS_IN_YEAR), ...op.f64x2_mul];
    if (node.op === 'monthly') return divided(x, op.v128_doubles(MONTHS_IN_YEAR), rounding);
    const y = this.number(args[1]!);
    switch (node.op) {
      case 'add':
        return [...x, ...y, ...op.f64x2_add];
      case 'sub':
        return [...x, ...y, ...op.f64x2_sub];
      case 'times':
        return [...x, ...y, ...op.f64x2_mul];
      case 'min':
        return [...x, ...y, ...op.f64x2_min];
      case 'max':
        return [...x, ...y, ...op.f64x2_max];
      case 'coalesce':
        return [...y, ...x, ...x, ...x, ...op.f64x2_ne, ...op.v128_bitselect];
      case 'scale':
        return divided([...x, ...y, ...op.f64x2_mul], op.v128_doubles(RATIO_SCALE), rounding);
      case 'per':
        return unlessZero(divided(x, y, rounding), y);
      case 'round':
        return unlessZero([...divided(x, y, rounding), ...y, ...op.f64x2_mul], y);
      default:
        throw new JzError('JZ_INTERNAL', { problem: `no loop for ${node.op}` });
    }
  }

  /** Unknown condition: the branches' common value when they agree. */
  private choice(instruction: Instruction): Code {
    const [cond, then, otherwise] = instruction.args;
    const [t, e] = [this.number(then!), this.number(otherwise!)];
    const agreed: Code = [
      ...t,
      ...op.v128_doubles(Number.NaN),
      ...t,
      ...e,
      ...op.f64x2_eq,
      ...op.v128_bitselect,
    ];
    return this.choose(this.tri(cond!), t, e, agreed);
  }

  private condition(instruction: Instruction): Tri {
    const { node, args } = instruction;
    if (node.op === 'flag') return this.coded(node.name, [1]);
    if (node.op === 'is') return this.coded(node.name, [Number(node.detail)]);
    if (node.op === 'in') return this.coded(node.name, codesOf(args[0]!));
    if (node.op === 'not') {
      const x = this.tri(args[0]!);
      return { yes: x.no, no: x.yes };
    }
    if (node.op === 'and' || node.op === 'or') {
      const [a, b] = [this.tri(args[0]!), this.tri(args[1]!)];
      const [meet, join] = node.op === 'and' ? [op.v128_and, op.v128_or] : [op.v128_or, op.v128_and];
      return { yes: [...a.yes, ...b.yes, ...meet], no: [...a.no, ...b.no, ...join] };
    }
    const pair = [...this.number(args[0]!), ...this.number(args[1]!)];
    return compared(node.op, pair);
  }

  /** Whether the byte of a column is one of these codes. */
  private coded(name: string, wanted: readonly number[]): Tri {
    const codes = op.local_get(this.codesOf(name));
    const equals = (code: number): Code => [...codes, ...op.v128_words(code), ...op.i64x2_eq];
    const anyOf = (list: readonly number[]): Code =>
      list.reduce<Code>((sum, code) => [...sum, ...equals(code), ...op.v128_or], op.v128_words(0));
    const yes = op.local_get(this.local(anyOf(wanted)));
    return { yes, no: [...yes, ...equals(UNKNOWN_BYTE), ...op.v128_or, ...op.v128_not] };
  }

  /** Two bytes of a column as two 64-bit numbers. */
  private codesOf(name: string): number {
    const known = this.codes.get(name);
    if (known !== undefined) return known;
    const bytes = op.local_get(BYTES);
    const local = this.local([
      ...op.local_get(ROW),
      ...op.i32_load16_u(this.inputAt(name)),
      ...op.local_set(BYTES),
      ...[...bytes, ...op.i32_const(255), ...op.i32_and, ...op.i64_extend_i32_u, ...op.i64x2_splat],
      ...[...bytes, ...op.i32_const(8), ...op.i32_shr_u, ...op.i64_extend_i32_u, ...op.i64x2_replace_lane(1)],
    ]);
    this.codes.set(name, local);
    return local;
  }

  private inputAt(name: string): number {
    const input = this.layout.inputs.get(name);
    if (!input) throw new JzError('JZ_INTERNAL', { problem: `no column ${name}` });
    return input.at;
  }
}

/** Yes/no as 1 and 0, with a number of its own for unknown. */
function asDoubles(tri: Tri, unknown: number): Code {
  const otherwise = [...op.v128_doubles(0), ...op.v128_doubles(unknown), ...tri.no, ...op.v128_bitselect];
  return [...op.v128_doubles(1), ...otherwise, ...tri.yes, ...op.v128_bitselect];
}

function divided(x: Code, by: Code, rounding: Rounding): Code {
  if (rounding === 'down') return [...x, ...by, ...op.f64x2_div, ...op.f64x2_floor];
  if (rounding === 'up') return [...x, ...by, ...op.f64x2_div, ...op.f64x2_ceil];
  const twice = (value: Code): Code => [...value, ...op.v128_doubles(2), ...op.f64x2_mul];
  return [...twice(x), ...by, ...op.f64x2_add, ...twice(by), ...op.f64x2_div, ...op.f64x2_floor];
}

function unlessZero(value: Code, by: Code): Code {
  return [
    ...op.v128_doubles(Number.NaN),
    ...value,
    ...by,
    ...op.v128_doubles(0),
    ...op.f64x2_eq,
    ...op.v128_bitselect,
  ];
}

function compared(name: string, pair: Code): Tri {
  switch (name) {
    case 'lt':
      return { yes: [...pair, ...op.f64x2_lt], no: [...pair, ...op.f64x2_ge] };
    case 'le':
      return { yes: [...pair, ...op.f64x2_le], no: [...pair, ...op.f64x2_gt] };
    case 'gt':
      return { yes: [...pair, ...op.f64x2_gt], no: [...pair, ...op.f64x2_le] };
    case 'ge':
      return { yes: [...pair, ...op.f64x2_ge], no: [...pair, ...op.f64x2_lt] };
    case 'eq':
      return {
        yes: [...pair, ...op.f64x2_eq],
        no: [...pair, ...op.f64x2_lt, ...pair, ...op.f64x2_gt, ...op.v128_or],
      };
    default:
      throw new JzError('JZ_INTERNAL', { problem: `no loop for ${name}` });
  }
}

function codesOf(mask: Slot): readonly number[] {
  const bits = 'scalar' in mask ? mask.scalar : 0;
  return Array.from({ length: 31 }, (_, code) => code).filter((code) => ((bits >> code) & 1) === 1);
}
