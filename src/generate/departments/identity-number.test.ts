import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkDigit, identitySerial, syntheticNumber } from './identity-number.ts';

it('has the check digit of GB 11643', () => {
  // The standard's own example.
  expect(checkDigit('11010519491231002')).toBe('X');
  expect(syntheticNumber('19800101', 'female', 7)).toBe('990000198001010143');
});

it('is of area 99, shows birth and sex, and differs between persons', () => {
  const serial = fc.integer({ min: 0, max: 4_999_999 });
  const sex = fc.constantFrom('male' as const, 'female' as const);
  fc.assert(
    fc.property(serial, serial, sex, (a, b, sex) => {
      const number = syntheticNumber('20040229', sex, a);
      expect(number).toMatch(/^99\d{4}20040229\d{3}[\dX]$/);
      expect(Number(number.charAt(16)) % 2).toBe(sex === 'male' ? 1 : 0);
      expect(number === syntheticNumber('20040229', sex, b)).toBe(a === b);
      expect(number).not.toBe(syntheticNumber('20040229', sex === 'male' ? 'female' : 'male', a));
    }),
    { seed: 1, numRuns: 300 },
  );
});

it('gives the first five of a million families serials of their own', () => {
  const slots = new Uint8Array(5_000_000);
  for (let family = 0; family < 1_000_000; family++)
    for (let place = 0; place < 5; place++)
      slots[identitySerial(family * 256 + place, 256) % 5_000_000]! += 1;

  expect(slots.every((count) => count === 1)).toBe(true);
  const family = Array.from({ length: 256 }, (_, place) => identitySerial(place, 256) % 5_000_000);
  expect(new Set(family).size).toBe(256);
});
