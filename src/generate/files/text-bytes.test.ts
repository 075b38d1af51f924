import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { newBlocks } from './blocks.ts';
import { TextBytes } from './text-bytes.ts';
import type { TextEncoding } from './encode.ts';
import { NO_WORD, Word } from './word.ts';

const blocks = newBlocks();

function written(encoding: TextEncoding, write: (text: TextBytes) => void): Buffer {
  blocks.reset();
  const text = new TextBytes(encoding, blocks);
  write(text);
  const target = Buffer.alloc(text.length);
  text.copyTo(target);
  return target;
}

function rowsOf(encoding: TextEncoding, rows: readonly (readonly string[])[]): Buffer {
  return written(encoding, (text) => {
    for (const cells of rows) {
      for (const cell of cells) text.cell(new Word(cell));
      text.endRow();
    }
  });
}

const csv = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => `${cells.join(',')}\n`).join('');

describe('TextBytes', () => {
  it.each(['utf8', 'gb18030'] as const)(
    'writes every character in %s as iconv-lite does, the first time and again',
    (encoding) => {
      const rows: string[][] = [['姓𠮷名𡈽', '', '1']];
      for (let unit = 0; unit < 0xd800; unit += 16)
        rows.push([String.fromCharCode(...Array.from({ length: 16 }, (_, i) => unit + i))]);
      for (let unit = 0xe000; unit <= 0xffff; unit += 16)
        rows.push([`a${String.fromCharCode(...Array.from({ length: 16 }, (_, i) => unit + i))}𠮷`]);

      const expected = iconv.encode(csv(rows), encoding);
      expect(rowsOf(encoding, rows).equals(expected)).toBe(true);
      expect(rowsOf(encoding, rows).equals(expected)).toBe(true);
    },
  );

  it('keeps words longer than a block, rows of many blocks and more words than are kept whole', () => {
    const long = '临江县水用户'.repeat(9000);
    expect(rowsOf('utf8', [['a', long], ['b']]).toString('utf8')).toBe(`a,${long}\nb\n`);
    const rows = Array.from({ length: 80_000 }, (_, i) => [String(i), `用水户名${i}`]);
    expect(rowsOf('gb18030', rows).equals(iconv.encode(csv(rows), 'gb18030'))).toBe(true);
  });

  it('writes whole numbers as JavaScript does, and fen as yuan', () => {
    const whole = fc.oneof(
      fc.integer({ min: -1e13, max: 1e13 }),
      fc.integer({ min: 0, max: 200 }),
      fc.constantFrom(2_147_483_647, 2_147_483_648, -2_147_483_648, 9_007_199_254_740_991),
    );
    fc.assert(
      fc.property(fc.array(whole, { minLength: 1 }), (numbers) => {
        const bytes = written('utf8', (text) => {
          for (const number of numbers) {
            text.number(number);
            text.yuan(number);
          }
          text.endRow();
        });
        const cells = bytes.toString('utf8').trimEnd().split(',');
        const yuan = cells.filter((_, i) => i % 2 === 1);
        expect(cells.filter((_, i) => i % 2 === 0)).toEqual(numbers.map(String));
        for (const [i, cell] of yuan.entries()) {
          expect(cell).toMatch(/^-?\d+\.\d\d$/);
          expect(BigInt(cell.replace('.', ''))).toBe(BigInt(numbers[i]!));
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('writes keys with leading zeros, and all digits of one that has more', () => {
    const bytes = written('utf8', (text) => {
      text.key('JF', 1, 42);
      text.key('JF', 123_456, 1_234_567);
      text.numbered('DL', 42, 9);
      text.numbered('', 12_345_678_901, 10);
      text.endRow();
    });
    expect(bytes.toString('utf8')).toBe('JF00001000042,JF1234561234567,DL000000042,12345678901\n');
  });

  it.each(['utf8', 'gb18030'] as const)('gives a row back as text and takes it back, in %s', (encoding) => {
    const head = new Word('户主');
    const bytes = written(encoding, (text) => {
      for (let i = 0; i < 3000; i++) {
        text.cell(head);
        text.number(i);
        text.cell(NO_WORD);
        expect(text.row()).toBe(`户主,${i},`);
        if (i % 2 === 0) text.endRow();
        else text.dropRow();
      }
    });
    const kept = Array.from({ length: 1500 }, (_, i) => ['户主', String(i * 2), '']);
    expect(bytes.equals(iconv.encode(csv(kept), encoding))).toBe(true);
  });
});
