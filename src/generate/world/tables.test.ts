import { expect, it } from 'vitest';
import { Table } from './tables.ts';

it('keeps every row as it grows, integers, bytes and doubles', () => {
  const table = new Table({ fen: 'int', code: 'byte', share: 'double' } as const);
  for (let row = 0; row < 40_000; row++) {
    const i = table.add();
    table.cells.fen[i] = row * 1000;
    table.cells.code[i] = row % 256;
    table.cells.share[i] = row / 7;
  }

  const { count, fen, code, share } = table.columns();
  expect([count, fen.length, code.length, share.length]).toEqual([40_000, 40_000, 40_000, 40_000]);
  expect(fen.every((value, row) => value === row * 1000)).toBe(true);
  expect(code.every((value, row) => value === row % 256)).toBe(true);
  expect(share.every((value, row) => value === row / 7)).toBe(true);
});

it('has no rows at first', () => {
  const columns = new Table({ fen: 'int' } as const).columns();
  expect([columns.count, columns.fen.length]).toEqual([0, 0]);
});
