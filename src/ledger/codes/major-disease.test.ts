import { describe, expect, it } from 'vitest';
import { majorDisease, majorDiseases } from './major-disease.ts';

describe('major diseases', () => {
  it.each([
    ['C34.9', 'cancer'],
    ['C97', 'cancer'],
    ['c349', 'cancer'],
    [' C34.900x001 ', 'cancer'],
    ['I21.0', 'heart_attack'],
    ['I63.9', 'stroke'],
    ['N18.0', 'renal_failure'],
    ['N185', 'renal_failure'],
    ['F20.0', 'psychosis'],
  ])('%s is of %s', (code, disease) => {
    expect(majorDisease(code)?.code).toBe(disease);
  });

  it.each(['D00.0', 'I65.2', 'I20.9', 'N18.3', 'J45', 'Z00', '', '肺癌', '34.9', '__proto__'])(
    '%s is of none',
    (code) => {
      expect(majorDisease(code)).toBeNull();
    },
  );

  it('have ranges that are codes, in order, and no category twice', () => {
    const ranges = majorDiseases.flatMap(({ icd10 }) => icd10);
    const categories = majorDiseases.flatMap(({ icd10 }) =>
      icd10
        .filter((range) => range.includes('-'))
        .flatMap((range) => {
          const letter = range.charAt(0);
          const [first = 0, last = 0] = range.split('-').map((code) => Number(code.slice(1)));
          return Array.from({ length: last - first + 1 }, (_, i) => `${letter}${first + i}`);
        }),
    );

    for (const range of ranges) {
      const [, firstLetter, first, lastLetter, last] =
        /^([A-Z])(\d\d)(?:-([A-Z])(\d\d)|\.\d)$/.exec(range) ?? [];
      expect([range, firstLetter]).toEqual([range, expect.stringMatching(/[A-Z]/)]);
      if (lastLetter !== undefined)
        expect([lastLetter, Number(last) >= Number(first)]).toEqual([firstLetter, true]);
    }
    expect(new Set(categories).size).toBe(categories.length);
  });
});
