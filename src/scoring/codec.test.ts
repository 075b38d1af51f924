import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode } from './codec.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value));
const plain = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    finite,
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    fc.float64Array({ maxLength: 9 }),
    fc.int32Array({ maxLength: 9 }),
    fc.uint8Array({ maxLength: 9 }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.string().filter((key) => key !== '$array' && key !== '__proto__'),
      tie('value'),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
})).value;

describe('the saved form', () => {
  it('gives back every plain value bit by bit, missing numbers and negative zero in arrays included', () => {
    fc.assert(
      fc.property(plain, (value) => {
        expect(decode(encode(value))).toEqual(value);
      }),
      { seed: 1, numRuns: 300 },
    );
    const bits = Float64Array.of(Number.NaN, -0, Infinity, Number.MIN_VALUE);
    expect(decode(encode({ bits }))).toEqual({ bits });
  });

  it('is the same text and bytes for the same value, whatever the order of its keys', () => {
    const one = encode({ a: Int32Array.of(1, 2), b: 'x' });
    const other = encode(
      Object.fromEntries(
        [
          ['a', Int32Array.of(1, 2)],
          ['b', 'x'],
        ].reverse(),
      ),
    );

    expect(one).toEqual(other);
    expect(one.json).toBe('{"a":{"$array":"i32","at":0,"length":2},"b":"x"}');
  });

  it('keeps every array on an eight-byte boundary, so that it can be read in place', () => {
    const { json, bytes } = encode([Uint8Array.of(7), Float64Array.of(0.5), Int32Array.of(3)]);

    expect(json).toBe(
      '[{"$array":"u8","at":0,"length":1},{"$array":"f64","at":8,"length":1},{"$array":"i32","at":16,"length":1}]',
    );
    expect(bytes.length).toBe(24);
    expect([...bytes.subarray(8, 16)]).toEqual([0, 0, 0, 0, 0, 0, 0xe0, 0x3f]);
  });

  it('writes no number that JSON cannot hold', () => {
    expect(() => encode({ base: Number.NaN })).toThrow(TypeError);
  });

  it.each([
    ['an array past the end', '{"$array":"f64","at":8,"length":2}'],
    ['an array between boundaries', '{"$array":"f64","at":4,"length":1}'],
    ['a negative length', '{"$array":"u8","at":0,"length":-1}'],
    ['an unknown kind', '{"$array":"f16","at":0,"length":1}'],
    ['an inherited kind', '{"$array":"constructor","at":0,"length":1}'],
    ['a length that is no number', '{"$array":"u8","at":0,"length":null}'],
    ['broken JSON', '{"$array":'],
  ])('refuses %s', (_, json) => {
    expect(() => decode({ json, bytes: new Uint8Array(16) })).toThrow(/./);
  });
});
