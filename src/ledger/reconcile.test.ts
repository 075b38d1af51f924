import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseCsvRecord } from '../io/csv-record.ts';
import { openLedger } from './open-ledger.ts';
import { makeBench, smallCsv } from './test-support.ts';

interface Line {
  readonly text: string;
  readonly good: boolean;
  readonly key: string;
  readonly centavos: bigint | null;
}

const badCells: readonly [position: number, cell: string][] = [
  [1, '20x4'],
  [2, '0'],
  [3, '41'],
  [5, '-3'],
  [5, '2.345'],
  [5, 'abc'],
  [7, '0'],
  [7, ''],
  [8, 'yes'],
];

const line: fc.Arbitrary<Line> = fc
  .record({
    household: fc.integer({ min: 1, max: 6 }),
    quarter: fc.integer({ min: 1, max: 4 }),
    whole: fc.integer({ min: 0, max: 999_999_999_999 }),
    decimals: fc.constantFrom('', '.5', '.05', '.10', '.99', '.1200'),
    empty: fc.boolean(),
    dirt: fc.option(
      fc.oneof(fc.constantFrom(...badCells), fc.constantFrom('short' as const, 'long' as const)),
      {
        freq: 3,
      },
    ),
  })
  .map(({ household, quarter, whole, decimals, empty, dirt }) => {
    const income = empty ? '' : `${whole}${decimals}`;
    const cells = [`${household}_1`, '2014', String(quarter), '40', '1', income, '', '3', '0'];
    if (Array.isArray(dirt)) cells[dirt[0]] = dirt[1];
    if (dirt === 'short') cells.pop();
    if (dirt === 'long') cells.push('1');
    const fraction = `${decimals.slice(1)}00`.slice(0, 2);
    return {
      text: cells.join(','),
      good: dirt === null,
      key: `${household} ${quarter}`,
      centavos: empty ? null : BigInt(whole) * 100n + BigInt(fraction),
    };
  });

it('accounts for every row: loaded or given back, in order, with amounts to the minor unit', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 1, maxLength: 25 }),
      fc.constantFrom(1, 2),
      async (lines, threads) => {
        const first = new Map<string, number>();
        for (const [i, { good, key }] of lines.entries()) if (good && !first.has(key)) first.set(key, i);
        const kept = lines.flatMap((one, i) => (one.good && first.get(one.key) === i ? [i] : []));
        fc.pre(kept.length > 0);
        const bench = await makeBench();
        await bench.send('a.csv', smallCsv(...lines.map(({ text }) => text)));

        const result = await bench.ingest(threads);

        const ledger = await openLedger(bench.lake);
        const households = await ledger.db.rows('SELECT source_row FROM household ORDER BY source_row');
        const incomes = await ledger.db.rows(
          'SELECT source_row, amount_fen FROM income_month ORDER BY source_row',
        );
        ledger.close();
        const given = await givenBack(result.quarantineFiles[0]);
        await bench.remove();

        expect(result).toMatchObject({
          rowsIn: lines.length,
          loaded: kept.length,
          quarantined: lines.length - kept.length,
        });
        expect(households.map((row) => Number(row['source_row']) - 1)).toEqual(kept);
        expect(
          incomes.map((row) => [Number(row['source_row']) - 1, BigInt(String(row['amount_fen']))]),
        ).toEqual(kept.flatMap((i) => (lines[i]!.centavos === null ? [] : [[i, lines[i]!.centavos]])));
        expect(given).toEqual(
          lines.flatMap((one, i) => (kept.includes(i) ? [] : [`${i + 1} ${firstCells(one.text)}`])),
        );
      },
    ),
    { seed: 20240630, numRuns: 20 },
  );
});

async function givenBack(file: string | undefined): Promise<string[]> {
  if (file === undefined) return [];
  const lines = (await readFile(file, 'utf8')).trim().split(/\r?\n/).slice(1);
  return lines.map((text) => {
    const cells = parseCsvRecord(text, ',');
    return `${cells.at(-1)} ${firstCells(cells.slice(0, 9).join(','))}`;
  });
}

/** The nine columns of the file; a missing cell is an empty one. */
function firstCells(text: string): string {
  const cells = text.split(',').slice(0, 9);
  return [...cells, ...Array.from({ length: 9 - cells.length }, () => '')].join('|');
}
