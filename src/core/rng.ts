/**
 * Seeded random numbers. Randomness is always an argument; nothing in the engine calls `Math.random`.
 */
import { fnv1a } from './hash.ts';

/** A reproducible stream of random numbers. */
export interface Rng {
  /** Uniform in [0, 1) with 32 random bits. */
  next(): number;
  /** Uniform integer in [0, bound). */
  int(bound: number): number;
  /** An independent stream named by a label; does not advance this one. */
  fork(label: string): Rng;
}

/**
 * Makes a stream from a seed: xoshiro128** started by a splitmix32 of the seed's FNV-1a hash.
 *
 * @param seed any integer or text; equal seeds give equal streams on every machine
 * @see Blackman & Vigna (2021), Scrambled Linear Pseudorandom Number Generators
 */
export function seededRng(seed: number | string): Rng {
  const text = String(seed);
  const state = new Uint32Array(4);
  let mix = fnv1a(text);
  for (let i = 0; i < 4; i++) {
    mix = (mix + 0x9e3779b9) >>> 0;
    state[i] = splitmix(mix);
  }
  const next = (): number => nextUint32(state) / 4_294_967_296;
  return {
    next,
    int: (bound) => Math.floor(next() * bound),
    fork: (label) => seededRng(`${text}/${label}`),
  };
}

/** Shuffles in place (Fisher–Yates). */
export function shuffle(values: { length: number; [index: number]: number }, rng: Rng): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = rng.int(i + 1);
    const held = values[i]!;
    values[i] = values[j]!;
    values[j] = held;
  }
}

/** `count` of the values drawn without replacement, ascending (the first steps of a Fisher–Yates shuffle). */
export function sampleSorted(values: Int32Array, count: number, rng: Rng): Int32Array {
  const pool = values.slice();
  for (let i = 0; i < count; i++) {
    const j = i + rng.int(pool.length - i);
    const held = pool[i]!;
    pool[i] = pool[j]!;
    pool[j] = held;
  }
  return pool.slice(0, count).sort();
}

/** A standard normal draw (Box–Muller, one of the pair). */
export function normal(rng: Rng): number {
  return Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next());
}

function splitmix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

function nextUint32(state: Uint32Array): number {
  const result = Math.imul(rotateLeft(Math.imul(state[1]!, 5), 7), 9) >>> 0;
  const shifted = state[1]! << 9;
  state[2]! ^= state[0]!;
  state[3]! ^= state[1]!;
  state[1]! ^= state[2]!;
  state[0]! ^= state[3]!;
  state[2]! ^= shifted;
  state[3] = rotateLeft(state[3]!, 11);
  return result;
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
