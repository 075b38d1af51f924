import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isoDate } from '../src/core/dates.ts';
import { matrix } from '../src/core/matrix.ts';
import { openDuckDb } from '../src/io/duckdb.ts';
import { publishFile } from '../src/io/publish.ts';
import { writeFeatures, type FeatureRows } from './parquet.ts';
import { readFeatures } from './read-features.ts';

const ROWS = 5000; // more than one vector of DuckDB
const [march, june] = [isoDate('2024-03-31'), isoDate('2024-06-30')];
const amounts = Float64Array.from({ length: ROWS }, (_, i) => (i % 7 === 3 ? Number.NaN : i * 100 + 1));
const shares = Float64Array.from({ length: ROWS }, (_, i) => (i % 11 === 0 ? Number.NaN : i / 3 - 500));
const names = ['x__amount_fen', 'x__"odd"_share'];

function part(start: number, end: number, asOf = march): FeatureRows {
  const householdId = Array.from({ length: end - start }, (_, i) => `h${start + i}`);
  const columns = [amounts, shares].map((column) => column.slice(start, end));
  return { householdId, asOf: householdId.map(() => asOf), matrix: matrix(names, columns) };
}

let folder: string;
let file: string;

async function publish(name: string, parts: readonly FeatureRows[]): Promise<string> {
  const path = join(folder, name);
  await publishFile('features', path, async (temporary) => ({
    rows: await writeFeatures(temporary, names, parts),
  }));
  return path;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jz-read-features-'));
  file = await publish('f[1].parquet', [part(0, 3000), part(3000, ROWS, june)]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a published feature file', () => {
  it('is read as it was written, to the bit, a missing value as NaN', async () => {
    const { matrix: read, households, asOf, manifest } = await readFeatures(file);

    expect(read.names).toEqual(names);
    expect(read.columns).toEqual([amounts, shares]);
    expect(households).toEqual(Array.from({ length: ROWS }, (_, i) => `h${i}`));
    expect([asOf[2999], asOf[3000], asOf.length]).toEqual([march, june, ROWS]);
    expect(manifest.facts).toEqual({ rows: ROWS });
  });

  it('gives one date and some columns, in the order asked', async () => {
    const read = await readFeatures(file, { asOf: june, names: [names[1]!, names[0]!], threads: 2 });

    expect(read.matrix.columns).toEqual([shares.slice(3000), amounts.slice(3000)]);
    expect(read.households[0]).toBe('h3000');
    expect(new Set(read.asOf)).toEqual(new Set([june]));
  });

  it('has no number where a value is missing: other programs see NULL', async () => {
    const db = await openDuckDb({ threads: 1 });
    const [row] = await db.rows(
      `SELECT count(x__amount_fen)::INTEGER AS known, bool_or(isnan(x__amount_fen)) AS nan FROM read_parquet($file)`,
      { file: file.replace('[', '[[]') },
    );
    db.close();

    expect(row).toEqual({ known: amounts.filter((value) => !Number.isNaN(value)).length, nan: false });
  });

  it.each([
    ['a date it lacks', { asOf: isoDate('2024-04-30') }, 'JZ_FEATURES_NO_HOUSEHOLDS'],
    ['a column it lacks', { names: ['x__none_fen'] }, 'JZ_COLUMN_MISSING'],
    ['a column that is no feature', { names: ['household_id'] }, 'JZ_COLUMN_MISSING'],
  ])('refuses %s', async (_, request, code) => {
    await expect(readFeatures(file, request)).rejects.toMatchObject({ code });
  });

  it('is refused when a byte was added, or its manifest is gone', async () => {
    const changed = await publish('changed.parquet', [part(0, 10)]);
    await appendFile(changed, ' ');
    await expect(readFeatures(changed)).rejects.toMatchObject({ code: 'JZ_HASH_MISMATCH' });

    await rm(`${changed}.manifest.json`);
    await expect(readFeatures(changed)).rejects.toMatchObject({ code: 'JZ_MANIFEST_MISSING' });
  });
});
