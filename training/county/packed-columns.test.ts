import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matrix } from '../../src/core/matrix.ts';
import { readPacked, writePacked } from './packed-columns.ts';

const anyNumber = fc.oneof(
  fc.constantFrom(0, -0, 1, 254, 255, 256, 0.5, -1, NaN, 16_777_217, 1e300, -Infinity),
  fc.integer({ min: 0, max: 300 }),
  fc.double(),
);
const anyTable = fc.record({ rows: fc.nat(9), width: fc.nat(4) }).chain(({ rows, width }) =>
  fc.record({
    households: fc.array(fc.stringMatching(/^[a-z0-9]{1,6}$/), { minLength: rows, maxLength: rows }),
    columns: fc.array(
      fc.oneof(
        fc.array(anyNumber, { minLength: rows, maxLength: rows }),
        fc.array(fc.constantFrom(0, 7, 254, NaN), { minLength: rows, maxLength: rows }),
      ),
      { minLength: width, maxLength: width },
    ),
  }),
);

it('gives back every number of every table, bit by bit', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'jiuzhu-packed-'));
  let files = 0;
  try {
    await fc.assert(
      fc.asyncProperty(anyTable, async ({ households, columns }) => {
        const path = join(folder, String(files++));
        const names = columns.map((_, j) => `c${j}`);
        const numbers = matrix(
          names,
          columns.map((column) => Float64Array.from(column)),
          households.length,
        );

        await writePacked(path, { households, numbers });
        const read = await readPacked(path);

        expect(read.households).toEqual(households);
        expect(read.numbers.names).toEqual(names);
        for (const [j, column] of read.numbers.columns.entries())
          expect([...column].every((value, i) => Object.is(value, numbers.columns[j]![i]))).toBe(true);
      }),
      { seed: 8, numRuns: 80 },
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});
