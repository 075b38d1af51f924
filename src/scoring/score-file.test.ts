import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as XLSX from '@e965/xlsx';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isoDate } from '../core/dates.ts';
import { openDuckDb, sqlLiteral } from '../io/duckdb.ts';
import { checkScoreFile, publishScoreFile } from './score-file.ts';
import type { RankedHousehold, ScoredList } from './score-households.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jiuzhu-scores-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const household: RankedHousehold = {
  householdId: '=330199001001000012',
  rank: 1,
  area: '00330199',
  probability: 0.125,
  lower: 0.1,
  upper: 0.15,
  band: 'red',
  isUncertain: true,
  reasons: [{ feature: 'income', value: 1.5, contribution: 0.25, zh: '收入 < 1 & 负', en: 'income' }],
};

function list(households: readonly RankedHousehold[]): ScoredList {
  const model = { id: '000000012345' } as ScoredList['model'];
  return { model, asOf: isoDate('2024-03-31'), generation: 'g1', dataDate: '2024-03-30', households };
}

it('writes a workbook in which ids and areas stay text and figures are numbers', async () => {
  const path = join(folder, 'scores.xlsx');
  await publishScoreFile(path, list([household]), { model: 'm' });

  const book = XLSX.read(await readFile(path));
  expect(book.SheetNames).toEqual(['名单 2024-03-31']);
  const sheet = book.Sheets['名单 2024-03-31'];
  const [header = [], row = []] = sheet
    ? XLSX.utils.sheet_to_json<unknown[]>(sheet, { header: 1, raw: true })
    : [];
  expect(Object.fromEntries(header.map((name, i) => [name, row[i]]))).toMatchObject({
    household_id: '=330199001001000012',
    as_of: '2024-03-31',
    rank: 1,
    area: '00330199',
    probability: 0.125,
    uncertain: 1,
    model_id: '000000012345',
    reason_1: 'income',
    reason_1_zh: '收入 < 1 & 负',
    reason_2: undefined,
  });
  expect(await readdir(folder)).toEqual(['scores.xlsx', 'scores.xlsx.manifest.json']);
});

it.each(['csv', 'ndjson', 'parquet'])('tells every horizon that the model answers in .%s', async (ending) => {
  const horizons = [3, 6, 12].map((months) => ({ months, probability: months / 48 }));
  const { model, ...rest } = list([{ ...household, horizons }]);
  const path = join(folder, `horizons.${ending}`);
  await publishScoreFile(path, { ...rest, model: { ...model, horizons: [3, 6, 12] } }, {});

  const db = await openDuckDb();
  const reader = ending === 'csv' ? 'read_csv' : ending === 'parquet' ? 'read_parquet' : 'read_json';
  const [row] = await db.rows(`SELECT * FROM ${reader}(${sqlLiteral(path)})`);
  db.close();

  expect(row).toMatchObject(
    ending === 'ndjson'
      ? { probability: 0.125, horizons: expect.anything() as unknown }
      : { probability_3m: 0.0625, probability_6m: 0.125, probability_12m: 0.25 },
  );
});

it('refuses by name what no Excel sheet can hold, and leaves nothing behind', async () => {
  const many = Array.from({ length: 1_048_576 }, () => household);
  await expect(publishScoreFile(join(folder, 'many.xlsx'), list(many), {})).rejects.toMatchObject({
    code: 'JZ_SHEET_TOO_LONG',
    exitCode: 3,
    details: { rows: 1_048_576, expected: 1_048_575 },
  });
  expect((await readdir(folder)).filter((name) => name.startsWith('many'))).toEqual([]);
});

it('names the endings it knows', () => {
  expect(() => checkScoreFile('a.xls')).toThrow('.csv, .xlsx, .ndjson or .parquet');
});
