import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silent } from '../core/progress.ts';
import { openDuckDb, type DuckDb } from '../io/duckdb.ts';
import { verifyManifest } from '../io/manifest.ts';
import { generate, type GenerateRequest, type Generated } from './generate.ts';

let root: string;
let first: Generated;
let db: DuckDb;

// Two chunks, so that two threads have something to do.
function request(name: string, changes: Partial<GenerateRequest> = {}): GenerateRequest {
  return {
    households: 300,
    months: 6,
    seed: 7,
    start: '2023-05',
    region: '330199',
    dirt: 2,
    format: 'mixed',
    threads: 1,
    version: 'test',
    out: join(root, name),
    ...changes,
  };
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'jiuzhu-county-'));
  first = await generate(request('first'), silent);
  db = await openDuckDb({ threads: 1 });
}, 120_000);

afterAll(async () => {
  db.close();
  await rm(root, { recursive: true, force: true });
});

/** Data rows of a text file, without the header. */
async function textRows(path: string): Promise<number> {
  const bytes = await readFile(path);
  const text = path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
  return text.filter((byte) => byte === 10).length - 1;
}

describe('generate', () => {
  it('gives the same bytes for any number of threads, and other bytes for another seed', async () => {
    const again = await generate(request('again', { threads: 3 }), silent);
    const other = await generate(request('other', { seed: 8, households: 30, months: 2 }), silent);
    const otherAgain = await generate(request('other2', { seed: 9, households: 30, months: 2 }), silent);

    expect(again.manifest.id).toBe(first.manifest.id);
    expect(other.manifest.id).not.toBe(otherAgain.manifest.id);
  }, 120_000);

  it('publishes a folder whose manifest verifies, and nothing beside it', async () => {
    await verifyManifest(join(first.folder, 'manifest.json'));

    expect((await readdir(root)).filter((name) => name.startsWith('.'))).toEqual([]);
    expect(await readdir(first.folder)).not.toContain('.scratch');
    expect(await readdir(join(first.folder, 'mappings'))).toHaveLength(21);
  });

  it('writes the rows it says, in each department’s form', async () => {
    for (const { name, rows } of first.files) {
      const path = join(first.folder, name);
      if (name.endsWith('.csv')) expect(await textRows(path), name).toBe(rows);
      if (name.endsWith('.parquet'))
        expect(
          await db.rows('SELECT count(*)::INTEGER AS n FROM read_parquet($path)', { path }),
          name,
        ).toEqual([{ n: rows }]);
    }
    const hukou = await readFile(join(first.folder, 'police', 'hukou-2023.csv'));
    expect(new TextDecoder('gb18030', { fatal: true }).decode(hukou)).toMatch(/^户号,身份证号,姓名,/);
    const claims = await readFile(join(first.folder, 'medical_insurance', 'settlement-202307.csv'), 'utf8');
    expect(claims).toMatch(/^\ufeff结算流水号,身份证号,/);
  });

  it('keeps the truth out of the departments’ files and lists every mistake by file and row', async () => {
    const truth = (name: string): string => join(first.folder, 'truth', `${name}.parquet`);
    const [dirt] = await db.rows(
      'SELECT count(*)::INTEGER AS n, count(DISTINCT kind)::INTEGER AS kinds FROM read_parquet($path)',
      { path: truth('dirt') },
    );
    const files = await db.rows(
      'SELECT file, max("row")::INTEGER AS last FROM (SELECT file, "row" FROM read_parquet($dirt) UNION ALL SELECT file, "row" FROM read_parquet($links)) GROUP BY 1',
      { dirt: truth('dirt'), links: truth('links') },
    );
    const rows = new Map(first.files.map(({ name, rows: count }) => [name, count]));

    expect(dirt?.['n']).toBeGreaterThan(100);
    expect(dirt?.['kinds']).toBeGreaterThan(15);
    for (const { file, last } of files)
      expect(rows.get(String(file)), String(file)).toBeGreaterThanOrEqual(Number(last));
  });

  it('gives everybody a number of their own, of area 99', async () => {
    const [persons] = await db.rows(
      "SELECT count(*) = count(DISTINCT id_number) AS own, bool_and(id_number LIKE '99%') AS area, bool_and(substr(id_number, 7, 8) = strftime(birth_date, '%Y%m%d')) AS birth, bool_and(phone LIKE '154%') AS phone FROM read_parquet($path)",
      { path: join(first.folder, 'truth', 'persons.parquet') },
    );

    expect(persons).toEqual({ own: true, area: true, birth: true, phone: true });
  });

  it('refuses a folder that holds anything, and leaves nothing when it is stopped', async () => {
    const stopped = new AbortController();
    stopped.abort();
    await writeFile(join(root, 'a-file'), 'x');

    await expect(generate(request('first'), silent)).rejects.toMatchObject({ code: 'JZ_OUTPUT_EXISTS' });
    await expect(generate(request('a-file'), silent)).rejects.toMatchObject({ code: 'JZ_OUTPUT_EXISTS' });
    await expect(
      generate(request('stopped', { households: 10, months: 2, signal: stopped.signal }), silent),
    ).rejects.toMatchObject({ code: 'JZ_INTERRUPTED', exitCode: 130 });
    expect((await readdir(root)).filter((name) => name.includes('stopped') || name.startsWith('.'))).toEqual(
      [],
    );
  }, 60_000);
});
