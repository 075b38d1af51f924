import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeBench, smallCsv, smallMapping, type Bench } from '../../ledger/test-support.ts';

const execute = promisify(execFile);
let bench: Bench;

async function jiuzhu(...args: readonly string[]): Promise<{ stdout: string; stderr: string }> {
  return execute(process.execPath, ['bin/jiuzhu.mjs', ...args]);
}

beforeAll(async () => {
  bench = await makeBench();
  await writeFile(join(bench.directory, 'mapping.yaml'), smallMapping({ '"*.*"': '"*.csv"' }));
  await bench.send('a.csv', smallCsv('7_1,2014,1,40,120,1000.50,333.335,3,0', '8_1,2014,2,40,120,9,3,3,0'));
  await jiuzhu('ingest', bench.directory, '--lake', bench.lake);
});

afterAll(() => bench.remove());

describe('jiuzhu ledger', () => {
  it('shows the tables of a ledger made by the mapping in the folder, also as known on a day', async () => {
    const today = await jiuzhu('ledger', 'show', '--lake', bench.lake, '--json');
    const before = await jiuzhu(
      'ledger',
      'show',
      '--lake',
      bench.lake,
      '--as-known-at',
      '2014-05-01',
      '--json',
    );

    const income = { table: 'income_month', rows: 4, superseded: 0, from: '2014-03-31', to: '2014-06-30' };
    expect(JSON.parse(today.stdout)).toMatchObject({
      tables: expect.arrayContaining([expect.objectContaining(income)]) as unknown,
    });
    expect(JSON.parse(before.stdout)).toMatchObject({
      tables: expect.arrayContaining([
        expect.objectContaining({ ...income, rows: 2, to: '2014-03-31' }),
      ]) as unknown,
    });
  });

  it('exports a table, and refuses one that is not there', async () => {
    const out = join(bench.root, 'household.csv');

    await jiuzhu('ledger', 'export', 'household', '--lake', bench.lake, '--out', out);

    const lines = (await readFile(out, 'utf8')).trim().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^household_id,.*source_row,link_confidence,superseded_at$/);
    await expect(jiuzhu('ledger', 'export', 'houses', '--lake', bench.lake)).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('JZ_TABLE_UNKNOWN') as unknown,
    });
  });
});
