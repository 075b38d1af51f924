import { expect, it } from 'vitest';
import { textTable } from './text-table.ts';

it('lines up columns although an ideograph is two letters wide, and lets a short row end in a remark', () => {
  const lines = textTable([
    ['地区', 'n', 'AUC'],
    ['a', '100', '0.5'],
    ['b', '2', '3'],
    ['c', 'too few to say'],
  ]);

  expect(lines).toBe(
    ['地区    n  AUC', 'a     100  0.5', 'b       2    3', 'c     too few to say'].join('\n'),
  );
});
