import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRng } from '../../core/rng.ts';
import {
  excelDamaged,
  fullWidth,
  homophone,
  spaced,
  transposed,
  withThousands,
  wrongCharacter,
  wrongDigit,
} from './damage.ts';

const number = '990012198001010143';
const rngs = fc.integer({ min: 0, max: 1_000_000 }).map((seed) => seededRng(seed));
const settings = { seed: 1, numRuns: 200 };

function differing(a: string, b: string): number {
  return Array.from(a).filter((character, i) => character !== b.charAt(i)).length;
}

describe('damage to an identity number', () => {
  it('changes one of the first 17 digits', () => {
    fc.assert(
      fc.property(rngs, (rng) => {
        const damaged = wrongDigit(number, rng) ?? number;
        expect(damaged).toMatch(/^\d{18}$/);
        expect(differing(damaged, number)).toBe(1);
        expect(damaged.at(-1)).toBe('3');
      }),
      settings,
    );
  });

  it('exchanges two neighbours that differ', () => {
    fc.assert(
      fc.property(rngs, (rng) => {
        const damaged = transposed(number, rng) ?? number;
        expect(differing(damaged, number)).toBe(2);
        expect(Array.from(damaged).sort()).toEqual(Array.from(number).sort());
      }),
      settings,
    );
    expect(transposed('1111', seededRng(1))).toBeNull();
  });

  it('leaves what Excel leaves: 15 digits; a certificate keeps its type and grade', () => {
    expect(excelDamaged(number)).toBe('990012198001010000');
    expect(excelDamaged(`${number}43`)).toBe('99001219800101000043');
    expect(excelDamaged('990012198001010000')).toBeNull();
  });
});

describe('damage to other cells', () => {
  it('takes a character of the same sound, or any other', () => {
    const groups = ['伟玮炜', '张章'];
    fc.assert(
      fc.property(rngs, (rng) => {
        expect(['章伟明', '张玮明', '张炜明']).toContain(homophone('张伟明', groups, rng));
        expect(wrongCharacter('张伟明', '强', rng)).toMatch(/^张(强明|伟强)$/);
      }),
      settings,
    );
    expect(homophone('赵一', groups, seededRng(1))).toBeNull();
    expect(wrongCharacter('张伟', '伟', seededRng(1))).toBeNull();
  });

  it('writes numbers as people do', () => {
    expect(fullWidth('1234.5')).toBe('１２３４.５');
    expect(fullWidth('正常')).toBeNull();
    expect(['1234.50', '1234567', '999.00', '0.25'].map(withThousands)).toEqual([
      '1,234.50',
      '1,234,567',
      null,
      null,
    ]);
    fc.assert(
      fc.property(rngs, (rng) => {
        expect(spaced('正常', rng)?.trim()).toBe('正常');
      }),
      settings,
    );
    expect(spaced('', seededRng(1))).toBeNull();
  });
});
