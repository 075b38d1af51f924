import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silent } from '../../core/progress.ts';
import { openDuckDb, sqlLiteral } from '../../io/duckdb.ts';
import { verifyManifest } from '../../io/manifest.ts';
import { ingest } from '../../ledger/ingest.ts';
import { addFeaturesCommand } from './features.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** Runs the command in this process; gives what it printed as data. */
async function features(...args: string[]): Promise<string> {
  const printed: string[] = [];
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  addFeaturesCommand(program, {
    data: (text) => void printed.push(text),
    say: () => undefined,
    progress: silent,
  });
  await program.parseAsync(['features', ...args], { from: 'user' });
  return printed.join('\n');
}

describe('jiuzhu features', () => {
  let folder: string;
  let lake: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jz-features-cli-'));
    lake = join(folder, 'lake');
    await ingest({
      directory: join(root, 'features/oracles/sample'),
      mappingFile: join(root, 'data-samples/eph/mapping.yaml'),
      lakeDirectory: lake,
      progress: silent,
    });
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('publishes a matrix that verifies, with the same bytes for one thread and two', async () => {
    const [one, two] = [join(folder, 'one/f.parquet'), join(folder, 'two/f.parquet')];
    const dates = ['--as-of', '2013Q2', '--as-of', '2014-06-30'];

    const printed = await features('--lake', lake, ...dates, '--out', one, '--threads', '1', '--json');
    await features('--lake', lake, ...dates, '--out', two, '--threads', '2');

    expect(JSON.parse(printed)).toMatchObject({ rows: 252, features: 87, file: one });
    expect(await readFile(one)).toEqual(await readFile(two));
    expect(await readFile(`${one}.manifest.json`)).toEqual(await readFile(`${two}.manifest.json`));
    const manifest = await verifyManifest(`${one}.manifest.json`);
    expect(manifest.facts).toMatchObject({
      rows: 252,
      asOf: [{ asOf: '2013-06-30' }, { asOf: '2014-06-30' }],
    });
  });

  it('writes a missing value as NULL, never NaN', async () => {
    const out = join(folder, 'nulls.parquet');
    const column = 'income__relative_to_median_prev_quarter_ratio';

    await features('--lake', lake, '--as-of', '2013Q2', '--out', out);

    const db = await openDuckDb();
    const [counted] = await db.rows(
      `SELECT count(*)::INT AS n, count(${column})::INT AS known,
        count(*) FILTER (isnan(${column}))::INT AS nan FROM read_parquet(${sqlLiteral(out)})`,
    );
    db.close();
    expect(counted).toMatchObject({ n: 122, nan: 0 });
    expect(counted!['known']).toBeLessThan(122);
    expect(counted!['known']).toBeGreaterThan(0);
  });

  it.each([
    ['a date that does not exist', ['--as-of', '2013-02-30'], 'f.parquet', 'JZ_DATE_INVALID'],
    ['a date without data', ['--as-of', '2019Q1'], 'f.parquet', 'JZ_FEATURES_NO_HOUSEHOLDS'],
    ['no date', [], 'f.parquet', 'JZ_USAGE'],
    ['another kind of file', ['--as-of', '2013Q2'], 'f.csv', 'JZ_USAGE'],
  ])('refuses %s and publishes nothing', async (_, dates, name, code) => {
    const out = join(folder, 'refused');

    await expect(features('--lake', lake, ...dates, '--out', join(out, name))).rejects.toMatchObject({
      code,
    });

    expect(await readdir(out).catch(() => 'no folder')).toBe('no folder');
  });

  it('lists both catalogues', async () => {
    const shown = async (...args: string[]) =>
      (JSON.parse(await features('catalogue', ...args, '--json')) as { role: string }[]).filter(
        ({ role }) => role === 'feature',
      );

    expect(await shown('--catalogue', 'panel')).toHaveLength(87);
    expect((await shown()).length).toBeGreaterThanOrEqual(150);
    for (const name of ['county', 'panel']) {
      const [head, ...lines] = (await features('catalogue', '--catalogue', name)).trimEnd().split('\n');
      expect(head!.split('\t')).toHaveLength(9);
      expect(lines).toHaveLength((await shown('--catalogue', name)).length);
      for (const line of lines)
        expect(line.split('\t').filter((cell, i) => cell.trim() !== '' || i === 4)).toHaveLength(9);
    }
    await expect(features('catalogue', '--catalogue', 'other')).rejects.toMatchObject({ code: 'JZ_USAGE' });
  });

  it('is reached from the program', async () => {
    const command = [join(root, 'bin', 'jiuzhu.mjs'), 'features', '--lake', lake];

    const failure = promisify(execFile)(process.execPath, command);

    await expect(failure).rejects.toMatchObject({ code: 2, stdout: '' });
  });
});
