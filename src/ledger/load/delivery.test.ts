import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silent } from '../../core/progress.ts';
import { ingest } from '../ingest.ts';
import { openLedger } from '../open-ledger.ts';
import { everybody, makeTwoDepartments, powerLine, type TwoDepartments } from '../testing/two-departments.ts';

let bench: TwoDepartments;

beforeEach(async () => {
  bench = await makeTwoDepartments();
});

afterEach(() => bench.remove());

describe('a delivery', () => {
  it('names the files no source claims', async () => {
    await bench.sendRegister();
    await bench.send('unknown.csv', 'a\n1\n');
    await writeFile(join(bench.directory, 'README.md'), 'x');

    expect((await bench.ingest()).unclaimed).toEqual(['unknown.csv']);
  });

  it('gives the same bytes for one thread and two, also when persons are linked', async () => {
    await bench.sendRegister();
    await bench.sendPower(...everybody.map((i) => powerLine(i, i % 5 === 0 ? { 证件号: '' } : {})));
    await bench.ingest(1);
    const one = await openLedger(bench.lake);
    const other = await ingest({
      directory: bench.directory,
      mappingFile: bench.mappingFile,
      lakeDirectory: join(bench.root, 'lake2'),
      progress: silent,
      threads: 2,
      keys: { option: `${bench.lake}.keys.json` },
    });

    expect(other.generation).toBe(one.generation);
    one.close();
  });
});
