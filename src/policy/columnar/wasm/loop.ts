/**
 * The body of one loop over persons or households, two at a time. Numbers are pairs of doubles (NaN unknown); yes/no
 * see masks.ts.
 */
import { JzError } from '../../../core/errors/index.ts';
import { UNKNOWN_BYTE, UNKNOWN_INT } from '../../facts/population.ts';
import type { Instruction } from '../bind.ts';
import type { Slot } from '../slot.ts';
import { NO, UNKNOWN, YES } from '../tri.ts';
import { amount } from './amounts.ts';
import { advance, concat, op, whileBelow, type Code, type FunctionBody } from './assemble.ts';
import type { Certainty } from './certain.ts';
import type { Constants } from './constants.ts';
import { DOUBLE, WORD, type Input, type Layout } from './layout.ts';
import { asDoubles, certainTri, choose, compared, connected, fromDoubles, keep, type Tri } from './masks.ts';
import {
  BASE,
  DOUBLE_SHIFT,
  FIRST_LOCAL,
  homeOf,
  HOUSEHOLDS,
  inBlock,
  PAIR_SHIFT,
  PERSONS,
  WORD_SHIFT,
} from './places.ts';
import type { Pair } from './stages.ts';

/** Locals of every loop: the row, and where it is in the block's columns of bytes, words and doubles. */
const ROW = FIRST_LOCAL;
const BLOCK_BYTES = FIRST_LOCAL + 1;
const BLOCK_WORDS = FIRST_LOCAL + 2;
const BLOCK_DOUBLES = FIRST_LOCAL + 3;
/** The first row and the origin of the population's columns, and where the row is in those of bytes, words, doubles. */
const FIRST = FIRST_LOCAL + 4;
const ORIGIN = FIRST_LOCAL + 5;
const BYTES = FIRST_LOCAL + 6;
const WORDS = FIRST_LOCAL + 7;
const DOUBLES = FIRST_LOCAL + 8;
/** The homes of the two persons. */
const HOME = [FIRST_LOCAL + 9, FIRST_LOCAL + 10] as const;
const I32_LOCALS = 11;
const FIRST_VALUE = FIRST_LOCAL + I32_LOCALS;
const LANES = 2;

/** What a loop is made for. */
export interface LoopSetting {
  readonly layout: Layout;
  readonly level: 'person' | 'household';
  readonly isCertain: Certainty;
  /** Household values handed to persons: what was lifted, by the vector it became. */
  readonly lifted: ReadonlyMap<number, Slot>;
}

/** Makes one loop. */
export class Loop {
  private readonly parts: Code[] = [];
  private locals = 0;
  private needsHomes = false;
  private readonly numbers = new Map<number, number>();
  private readonly tris = new Map<number, Tri>();
  private readonly bytes = new Map<string, number>();
  private readonly setting: LoopSetting;
  private readonly layout: Layout;
  private readonly constants: Constants;

  constructor(setting: LoopSetting) {
    this.setting = setting;
    this.layout = setting.layout;
    this.constants = setting.layout.constants;
  }

  /** The finished function. */
  body(): FunctionBody {
    const isPerson = this.setting.level === 'person';
    const word = (at: number, local: number): Code => [
      ...op.local_get(BASE),
      ...op.i32_load(at),
      ...op.local_set(local),
    ];
    const { firstsAt } = this.layout;
    const start = [...word(firstsAt + (isPerson ? 0 : WORD), FIRST), ...word(firstsAt + 2 * WORD, ORIGIN)];
    const offsets = concat([
      inBlockAt(0, BLOCK_BYTES),
      inBlockAt(WORD_SHIFT, BLOCK_WORDS),
      inBlockAt(DOUBLE_SHIFT, BLOCK_DOUBLES),
      inColumnAt(0, BYTES),
      inColumnAt(WORD_SHIFT, WORDS),
      inColumnAt(DOUBLE_SHIFT, DOUBLES),
    ]);
    const homes = this.needsHomes ? homesOfTwo(this.layout.marks) : [];
    const body = concat([offsets, homes, ...this.parts, advance(ROW, LANES)]);
    return {
      i32: I32_LOCALS,
      v128: this.locals,
      code: concat([start, whileBelow(ROW, isPerson ? PERSONS : HOUSEHOLDS, body)]),
    };
  }

  /** Computes an operation; keeps its value in memory when another loop wants it. */
  add(instruction: Instruction): void {
    const { node, out } = instruction;
    if (node.op !== 'lift') {
      if (node.isBool) this.setTri(out, this.condition(instruction));
      else this.setNumber(out, this.quantity(instruction));
    }
    this.keepValue(out, node.isBool);
  }

  /** Keeps a value in memory when it is wanted there. */
  keepValue(vector: number, isBool: boolean): void {
    const at = this.layout.valueAt.get(vector);
    if (at === undefined) return;
    const value = isBool ? asDoubles(this.tri({ vector }), 0.5, this.constants) : this.number({ vector });
    this.parts.push([...op.local_get(BLOCK_DOUBLES), ...value, ...op.v128_store(at)]);
  }

  /** Writes what each person adds to two aggregates, side by side. */
  addPair(pair: Pair): void {
    const at = this.layout.pairAt.get(pair)!.shares;
    const [first, second] = pair.aggregates.map((aggregate) =>
      op.local_get(this.local(this.share(aggregate))),
    );
    const both = [...first!, ...(second ?? op.v128_words(0))];
    for (const [lane, half] of [op.lows, op.highs].entries())
      this.parts.push([
        ...inBlock(ROW, PAIR_SHIFT),
        ...both,
        ...half,
        ...op.v128_store(at + lane * 2 * DOUBLE),
      ]);
  }

  /** Writes a yes/no answer as bytes. */
  addAnswer(vector: number): void {
    const at = this.layout.answerAt.get(vector);
    if (at === undefined) return;
    const bytes = op.local_get(
      this.local(keep(this.tri({ vector }), this.constants.words(1), this.constants.words(UNKNOWN_BYTE))),
    );
    for (const lane of [0, 1])
      this.parts.push([
        ...op.local_get(BLOCK_BYTES),
        ...bytes,
        ...op.v128_store8_lane(at + lane, lane * DOUBLE),
      ]);
  }

  /** What each person adds to an aggregate. */
  private share({ node, args }: Instruction): Code {
    const [first, second] = args;
    if (node.op === 'any') return asDoubles(this.tri(first!), 0.5, this.constants);
    if (node.op === 'count') return asDoubles(this.tri(first!), Number.NaN, this.constants);
    return keep(this.tri(second!), this.number(first!), this.unknownUnlessZero(this.number(first!)));
  }

  /** Nothing is nothing, whether or not the person counts. */
  private unknownUnlessZero(x: Code): Code {
    const isZero: Code = [...x, ...op.v128_words(0), ...op.f64x2_eq];
    return [...op.v128_words(0), ...this.constants.doubles(Number.NaN), ...isZero, ...op.v128_bitselect];
  }

  private setNumber(vector: number, value: Code): void {
    this.numbers.set(vector, this.local(value));
  }

  private setTri(vector: number, { yes, no, isCertain }: Tri): void {
    const held = op.local_get(this.local(yes));
    this.tris.set(
      vector,
      isCertain ? certainTri(held) : { yes: held, no: op.local_get(this.local(no)), isCertain },
    );
  }

  private newLocal(): number {
    return FIRST_VALUE + this.locals++;
  }

  private local(value: Code): number {
    const local = this.newLocal();
    this.parts.push([...value, ...op.local_set(local)]);
    return local;
  }

  private number(slot: Slot): Code {
    if ('scalar' in slot) return this.constants.doubles(slot.scalar);
    const known = this.numbers.get(slot.vector);
    if (known !== undefined) return op.local_get(known);
    this.setNumber(slot.vector, this.loaded(slot.vector));
    return this.number(slot);
  }

  private tri(slot: Slot): Tri {
    if ('scalar' in slot) {
      const mask = (isSet: boolean): Code => this.constants.words(isSet ? -1 : 0);
      const isCertain = slot.scalar !== UNKNOWN;
      return { yes: mask(slot.scalar === YES), no: mask(slot.scalar === NO), isCertain };
    }
    const known = this.tris.get(slot.vector);
    if (known) return known;
    const value = op.local_get(this.local(this.loaded(slot.vector)));
    this.setTri(slot.vector, fromDoubles(value, this.setting.isCertain(slot), this.constants));
    return this.tri(slot);
  }

  /** A value that another loop made. */
  private loaded(vector: number): Code {
    const source = this.setting.lifted.get(vector);
    if (source) return this.handedDown(source);
    const sum = this.layout.sumAt.get(vector);
    if (sum) {
      const row = inBlock(ROW, PAIR_SHIFT);
      const of = (at: number): Code => [...row, ...op.v128_load(at)];
      return [...of(sum.at), ...of(sum.at + 2 * DOUBLE), ...(sum.lane === 0 ? op.lows : op.highs)];
    }
    return [...op.local_get(BLOCK_DOUBLES), ...op.v128_load(this.placeOf(vector))];
  }

  /** A household's value for each of two persons. */
  private handedDown(source: Slot): Code {
    if ('scalar' in source) return this.constants.doubles(source.scalar);
    this.needsHomes = true;
    const sum = this.layout.sumAt.get(source.vector);
    const at = sum ? sum.at + sum.lane * DOUBLE - 2 * DOUBLE : this.placeOf(source.vector) - DOUBLE;
    const home = (lane: 0 | 1): Code => inBlock(HOME[lane], sum ? 1 : 0);
    return [...home(1), ...home(0), ...op.v128_load64_zero(at), ...op.v128_load64_lane1(at)];
  }

  private placeOf(vector: number): number {
    const at = this.layout.valueAt.get(vector);
    if (at === undefined) throw new JzError('JZ_INTERNAL', { problem: `value ${vector} is not in memory` });
    return at;
  }

  private quantity(instruction: Instruction): Code {
    const { node } = instruction;
    if (node.op === 'fact') return this.fact(instruction);
    if (node.op === 'if') return this.choice(instruction);
    return amount(instruction, (slot) => this.number(slot), this.constants);
  }

  /** A fact's numbers as doubles. */
  private fact({ node, out }: Instruction): Code {
    const { form, at } = this.inputOf(node.name);
    if (form === 'double') return [...op.local_get(DOUBLES), ...op.v128_load(at)];
    const ints: Code =
      form === 'int'
        ? [...op.local_get(WORDS), ...op.v128_load64_zero(at)]
        : [
            ...op.local_get(BYTES),
            ...op.v128_load32_zero(at),
            ...op.i16x8_extend_low_i8x16_u,
            ...op.i32x4_extend_low_i16x8_u,
          ];
    const value = [...ints, ...op.f64x2_convert_low_i32x4_s];
    if (this.setting.isCertain({ vector: out })) return value;
    const held = op.local_get(this.local(value));
    const unknown = this.constants.doubles(form === 'int' ? UNKNOWN_INT : UNKNOWN_BYTE);
    const isKnown = [...held, ...unknown, ...op.f64x2_ne];
    return [...held, ...this.constants.doubles(Number.NaN), ...isKnown, ...op.v128_bitselect];
  }

  /** Unknown condition: the branches' common value when they agree. */
  private choice(instruction: Instruction): Code {
    const [cond, then, otherwise] = instruction.args;
    const [t, e] = [this.number(then!), this.number(otherwise!)];
    const test = this.tri(cond!);
    if (test.isCertain && 'scalar' in otherwise! && Object.is(otherwise.scalar, 0)) return keep(test, t, t);
    const isEqual: Code = [...t, ...e, ...op.f64x2_eq];
    const agreed: Code = [...t, ...this.constants.doubles(Number.NaN), ...isEqual, ...op.v128_bitselect];
    return choose(test, t, e, agreed);
  }

  private condition(instruction: Instruction): Tri {
    const { node, args, out } = instruction;
    const isCertain = this.setting.isCertain({ vector: out });
    if (node.op === 'flag') return this.coded(node.name, [1], isCertain);
    if (node.op === 'is') return this.coded(node.name, [Number(node.detail)], isCertain);
    if (node.op === 'in') return this.coded(node.name, codesOf(args[0]!), isCertain);
    if (node.op === 'not') {
      const x = this.tri(args[0]!);
      return { yes: x.no, no: x.yes, isCertain: x.isCertain };
    }
    if (node.op === 'and' || node.op === 'or')
      return connected(node.op, this.tri(args[0]!), this.tri(args[1]!));
    return compared(node.op, [...this.number(args[0]!), ...this.number(args[1]!)], isCertain);
  }

  /** Whether the byte of a column is one of these codes. */
  private coded(name: string, wanted: readonly number[], isCertain: boolean): Tri {
    const codes = op.local_get(this.bytesOf(name));
    const equals = (code: number): Code => [
      ...codes,
      ...this.constants.words(code, code * 256),
      ...op.i64x2_eq,
    ];
    const anyOf = ([first, ...more]: readonly number[]): Code =>
      first === undefined
        ? op.v128_words(0)
        : more.reduce<Code>((sum, code) => [...sum, ...equals(code), ...op.v128_or], equals(first));
    const yes = op.local_get(this.local(anyOf(wanted)));
    if (isCertain) return certainTri(yes);
    return { yes, no: [...yes, ...equals(UNKNOWN_BYTE), ...op.v128_or, ...op.v128_not], isCertain };
  }

  /** Two bytes of a column, one in each half; the second stands one byte higher in its half. */
  private bytesOf(name: string): number {
    const known = this.bytes.get(name);
    if (known !== undefined) return known;
    const both: Code = [...op.local_get(BYTES), ...op.v128_load16_splat(this.inputOf(name).at)];
    const local = this.local([...both, ...this.constants.words(0xff, 0xff00), ...op.v128_and]);
    this.bytes.set(name, local);
    return local;
  }

  private inputOf(name: string): Input {
    const input = this.layout.inputs.get(name);
    if (!input) throw new JzError('JZ_INTERNAL', { problem: `no column ${name}` });
    return input;
  }
}

/** Sets a local to the row's address in the block's memory. */
function inBlockAt(shift: number, local: number): Code {
  return [...inBlock(ROW, shift), ...op.local_set(local)];
}

/** Sets a local to the row's address in the population's columns. */
function inColumnAt(shift: number, local: number): Code {
  const row: Code = [...op.local_get(FIRST), ...op.local_get(ROW), ...op.i32_add];
  const scaled: Code = shift === 0 ? row : [...row, ...op.i32_const(shift), ...op.i32_shl];
  return [...scaled, ...op.local_get(ORIGIN), ...op.i32_add, ...op.local_set(local)];
}

/** The homes of two persons. */
function homesOfTwo(marks: number): Code {
  const mark = (lane: 0 | 1): Code => [...op.local_get(BLOCK_WORDS), ...op.i32_load(marks + 4 * lane)];
  const [first, second] = HOME;
  return [...homeOf(first, second, mark(0)), ...homeOf(second, first, mark(1))];
}

function codesOf(mask: Slot): readonly number[] {
  const bits = 'scalar' in mask ? mask.scalar : 0;
  return Array.from({ length: 31 }, (_, code) => code).filter((code) => ((bits >> code) & 1) === 1);
}
