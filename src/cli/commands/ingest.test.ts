import { spawn } from 'node:child_process';
import { access, readdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLedger } from '../../ledger/open-ledger.ts';
import { makeBench, smallCsv, type Bench } from '../../ledger/test-support.ts';

const good = '7_1,2014,1,40,120,1000.50,333.335,3,0';
let bench: Bench;

beforeEach(async () => {
  bench = await makeBench();
});

afterEach(async () => {
  await bench.remove();
});

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(args: readonly string[], kill?: { when: () => Promise<unknown> }): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['bin/jiuzhu.mjs', ...args]);
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    void kill?.when().then(() => child.kill('SIGKILL'));
  });
}

function ingestArguments(...more: readonly string[]): string[] {
  return ['ingest', bench.directory, '--mapping', bench.mappingFile, '--lake', bench.lake, ...more];
}

describe('jiuzhu ingest', () => {
  it('publishes, and a second time says that nothing is new', async () => {
    await bench.send('a.csv.gz', smallCsv(good));

    const first = await run(ingestArguments('--threads', '2'));
    const again = await run(ingestArguments('--json'));

    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(/g0001-[0-9a-f]{12}.*1 行/);
    expect(again.code).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({ unchanged: true, rowsIn: 1, loaded: 1 });
  });

  it('publishes the good rows, lists the bad ones and ends with 3', async () => {
    await bench.send('a.csv', smallCsv(good, '8_1,2014,5,40,120,abc,1,3,0'));

    const { code, stdout, stderr } = await run(ingestArguments('--json'));

    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      rowsIn: 2,
      loaded: 1,
      quarantined: 1,
      problems: [
        { file: 'a.csv', row: 2, column: 'quarter', value: '5', code: 'JZ_PERIOD_UNKNOWN' },
        { file: 'a.csv', row: 2, column: 'income', value: 'abc', code: 'JZ_VALUE_NOT_NUMBER' },
      ],
      quarantineFiles: [expect.stringContaining('office-a.csv')],
    });
    expect(stderr).toContain('"code":"JZ_ROWS_QUARANTINED"');
  });

  it('ends with 3 and nothing published for a missing column, a truncated gzip and a wrong mapping', async () => {
    await bench.send('a.csv', smallCsv(good).replace('sold', 'sould'));
    const missing = await run(ingestArguments());
    await writeFile(bench.mappingFile, 'mapping: 1\ntitle: x\ncurrency: ARS\nsources: []\nextra: 1\n');
    const wrong = await run(ingestArguments('--json'));

    expect(missing.code).toBe(3);
    expect(missing.stderr).toContain(`[JZ_COLUMN_MISSING] ${join(bench.directory, 'a.csv')} 缺少列 sold`);
    expect(missing.stderr).toContain('Add the column or correct its name');
    expect(wrong).toMatchObject({ code: 3, stdout: '' });
    expect(JSON.parse(wrong.stderr)).toMatchObject({ code: 'JZ_MAPPING_INVALID' });
    await expect(access(join(bench.lake, 'CURRENT'))).rejects.toThrow();
  });

  it('ends with 2 for wrong usage, 75 for a locked lake and 4 for a damaged one', async () => {
    await bench.send('a.csv', smallCsv(good));
    const { generation } = await bench.ingest();
    await writeFile(join(bench.lake, 'LOCK'), `${process.pid} ${hostname()}\n`);
    const part = join(bench.lake, generation, 'parts', 'household', 'office-a.parquet');
    const bytes = await readFile(part);

    expect((await run(ingestArguments('--threads', '0'))).code).toBe(2);
    expect((await run(ingestArguments())).code).toBe(75);
    bytes[100]! ^= 1;
    await writeFile(part, bytes);
    const verified = await run(['verify', bench.lake]);
    expect(verified.code).toBe(4);
    expect(verified.stderr).toContain(part);
  });
});

it('killed at any moment leaves the old generation readable, and the next ingest clears up', async () => {
  await bench.send('a.csv', smallCsv(good));
  const old = await bench.ingest();
  const lines = Array.from({ length: 120_000 }, (_, i) => `${i}_2,2014,${(i % 4) + 1},40,1,${i}.25,,3,0`);
  await bench.send('b.csv.gz', smallCsv(...lines));
  const appeared = async (inside: string): Promise<void> => {
    while (!(await workingFolders()).some((names) => names.includes(inside))) await wait(1);
  };
  const workingFolders = async (): Promise<string[][]> => {
    const names = (await readdir(bench.lake).catch(() => [])).filter((name) => name.startsWith('.tmp-'));
    return Promise.all(names.map((name) => readdir(join(bench.lake, name)).catch(() => [])));
  };

  for (const stage of ['parts', 'keys']) {
    const { code } = await run(ingestArguments('--threads', '1'), { when: () => appeared(stage) });
    expect(code).toBeNull();
    const ledger = await openLedger(bench.lake);
    expect(ledger.generation).toBe(old.generation);
    expect(ledger.rows).toMatchObject({ household: 1 });
    ledger.close();
  }
  expect(await readdir(bench.lake)).toContain('LOCK');
  const result = await bench.ingest();

  expect(result).toMatchObject({ loaded: 120_000, parent: old.generation });
  expect((await readdir(bench.lake)).sort()).toEqual(['CURRENT', old.generation, result.generation]);
});
