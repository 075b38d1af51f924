/**
 * data-samples/county is what scripts/make-county.mjs makes: the first 250 households, made again, are the first rows of
 * every committed file. Rows are compared, not bytes: packing differs between versions of zlib.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as XLSX from '@e965/xlsx';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { silent } from '../core/progress.ts';
import { openDuckDb } from '../io/duckdb.ts';
import { verifyManifest } from '../io/manifest.ts';
import { generate, type Generated } from './generate.ts';

const committed = join(import.meta.dirname, '..', '..', 'data-samples', 'county');
let folder: string;
let part: Generated;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jiuzhu-county-part-'));
  part = await generate(
    {
      ...{ households: 250, months: 48, seed: '2026', start: '2022-01', region: '330199', dirt: 1 },
      ...{ format: 'sample', threads: 1, version: 'test', out: join(folder, 'county') },
    },
    silent,
  );
}, 180_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

/** The first rows of a file as text, header included where it has one. */
async function rowsOf(path: string, most = Infinity): Promise<string[]> {
  if (path.endsWith('.parquet')) {
    const db = await openDuckDb({ threads: 1 });
    const limit = Number.isFinite(most) ? `LIMIT ${most}` : '';
    const rows = await db.rows(`SELECT * FROM read_parquet($path) ${limit}`, { path });
    db.close();
    return rows.map((row) => JSON.stringify(row));
  }
  const bytes = await readFile(path);
  if (path.endsWith('.xlsx')) {
    const sheet = XLSX.read(bytes, { sheetRows: Number.isFinite(most) ? most : 0 }).Sheets['Sheet1'];
    return (sheet ? XLSX.utils.sheet_to_json<unknown[]>(sheet, { header: 1 }) : []).map((row) =>
      JSON.stringify(row),
    );
  }
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1');
  return text.split('\n').slice(0, -1).slice(0, most);
}

it('verifies against its own manifest', async () => {
  const manifest = await verifyManifest(join(committed, 'manifest.json'));

  expect(manifest.facts).toMatchObject({
    households: 2000,
    months: 48,
    seed: '2026',
    start: '2022-01',
    dirt: 1,
  });
  expect(manifest.files.reduce((bytes, file) => bytes + file.bytes, 0)).toBeLessThan(8_000_000);
});

it('begins with the rows the program makes today (else: node scripts/make-county.mjs)', async () => {
  const files = [
    ...part.files.map(({ name }) => name),
    'truth/persons.parquet',
    'truth/household_months.parquet',
  ];
  expect(part.files.length).toBeGreaterThan(90);
  for (const name of files) {
    const expected = await rowsOf(join(part.folder, name));
    const found = await rowsOf(join(committed, name), expected.length);
    expect(found, name).toEqual(expected);
  }
}, 180_000);
