/**
 * Constants of the loops, in their memory: one load, where an immediate of 128 bits takes four instructions. Parameters
 * being data, a reform often runs on the code that is there.
 */
import { op, type Code } from './assemble.ts';
import { BASE } from './places.ts';

/** Hands out places for constants. */
export class Constants {
  private readonly places = new Map<string, number>();
  private readonly held: bigint[] = [];
  readonly at: number;

  constructor(at: number) {
    this.at = at;
  }

  /** A pair of doubles. */
  doubles(value: number): Code {
    return this.load(bitsOf(value), bitsOf(value));
  }

  /** A pair of 64-bit integers. */
  words(low: number, high: number = low): Code {
    return this.load(BigInt.asUintN(64, BigInt(low)), BigInt.asUintN(64, BigInt(high)));
  }

  /** What must be written from `at` on before the first run. */
  values(): BigUint64Array {
    return BigUint64Array.from(this.held);
  }

  private load(low: bigint, high: bigint): Code {
    if (low === 0n && high === 0n) return op.v128_words(0);
    const key = `${low} ${high}`;
    const known = this.places.get(key);
    const at = known ?? this.at + this.held.length * BigUint64Array.BYTES_PER_ELEMENT;
    if (known === undefined) {
      this.places.set(key, at);
      this.held.push(low, high);
    }
    return [...op.local_get(BASE), ...op.v128_load(at)];
  }
}

function bitsOf(value: number): bigint {
  return new BigUint64Array(Float64Array.of(value).buffer)[0]!;
}
