import { readdirSync, statSync } from 'node:fs';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silent } from '../../core/progress.ts';
import { ingest } from '../ingest.ts';
import { openLedger } from '../open-ledger.ts';
import {
  everybody,
  makeTwoDepartments,
  powerHeader,
  powerLine,
  type TwoDepartments,
} from '../testing/two-departments.ts';

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

  it('names archives and old formats too, but not what Excel and macOS leave lying', async () => {
    await bench.sendRegister();
    for (const name of ['补报.zip', 'old.XLS', 'usage-~$.csv.bak', '~$usage-1.csv', '._usage-1.csv'])
      await bench.send(name, 'x');

    expect((await bench.ingest()).unclaimed).toEqual(['old.XLS', '补报.zip']);
  });

  it('does not follow links: one that a source claims is refused, another is named', async () => {
    const register = await bench.sendRegister();
    await symlink(register, join(bench.directory, 'somewhere.csv'));
    await symlink(bench.root, join(bench.directory, 'folder'));
    expect((await bench.ingest()).unclaimed).toEqual(['folder', 'somewhere.csv']);
    await symlink('/etc/passwd', join(bench.directory, 'usage-202401.csv'));

    await expect(bench.ingest()).rejects.toMatchObject({
      code: 'JZ_FILE_IS_LINK',
      details: { file: join(bench.directory, 'usage-202401.csv') },
    });
  });

  it('into a lake in a folder named like a column and its value reads the column from the lake', async () => {
    await bench.sendRegister();
    await bench.sendPower(powerLine(3));
    const lake = join(bench.root, 'month=1999-01', 'person_id=x', 'lake');
    const { directory, mappingFile } = bench;
    await ingest({ directory, mappingFile, lakeDirectory: lake, progress: silent, threads: 1 });
    const ledger = await openLedger(lake);

    expect(await ledger.db.rows('SELECT month, person_id[1:1] AS kind FROM utility_month')).toEqual([
      { month: '2024-03', kind: 'p' },
    ]);
    ledger.close();
  });

  it('in a folder named like a column and its value reads the column from the file', async () => {
    await bench.map(
      (await readFile(bench.mappingFile, 'utf8')).replace('usage-*.csv', '[用电户号=E9/*.csv]'),
    );
    await bench.sendRegister();
    await mkdir(join(bench.directory, '用电户号=E9'));
    await bench.send('用电户号=E9/a.csv', `${powerHeader}\n${powerLine(3)}\n`);
    const result = await bench.ingest();

    expect(result).toMatchObject({ rowsIn: 61, loaded: 61 });
    expect(result.files.find(({ department }) => department === 'power')?.ignoredColumns).toEqual([]);
  });

  it('that fails leaves no copy of what was sent; while it runs only the owner may look', async () => {
    await bench.sendRegister();
    await bench.send('usage-202403.csv', '用电户号\n1\n');
    const seen = new Set<number>();

    const failing = ingest({
      directory: bench.directory,
      mappingFile: bench.mappingFile,
      lakeDirectory: bench.lake,
      progress: () => {
        for (const name of readdirSync(bench.lake).filter((one) => one.startsWith('.tmp-')))
          seen.add(statSync(join(bench.lake, name)).mode & 0o777);
      },
    });

    await expect(failing).rejects.toMatchObject({ code: 'JZ_COLUMN_MISSING' });
    expect([...seen]).toEqual([0o700]);
    expect(readdirSync(bench.lake)).toEqual([]);
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
