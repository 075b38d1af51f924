import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandOrder } from '../../theme/bands.ts';
import { apiQueryOf, listAddressOf, listQueryOf, pageSizes } from './list-query.ts';

const read = (address: string) => listQueryOf(new URL(address, 'http://localhost').searchParams);

describe('the address of a list', () => {
  it('is the plain page when nothing is chosen', () => {
    expect(listAddressOf(read('/households'))).toBe('/households');
  });

  it('counts what it does not understand as not given', () => {
    expect(read('/households?band=purple&page=-3&limit=7')).toEqual({
      band: null,
      area: null,
      q: '',
      page: 1,
      limit: 25,
    });
  });

  it('brings back any filter it was written from', () => {
    const query = fc.record({
      band: fc.option(fc.constantFrom(...bandOrder)),
      area: fc.option(fc.string({ minLength: 1 })),
      q: fc.string(),
      page: fc.integer({ min: 1, max: 9999 }),
      limit: fc.constantFrom(...pageSizes),
    });
    fc.assert(
      fc.property(query, (chosen) => {
        expect(read(listAddressOf(chosen))).toEqual(chosen);
      }),
      { seed: 1 },
    );
  });

  it('asks the service only for what is chosen', () => {
    expect(apiQueryOf(read('/households?band=red&page=2'))).toEqual({ band: 'red', page: 2, limit: 25 });
  });
});
