import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { isoDate } from '../../src/core/dates.ts';
import { silent } from '../../src/core/progress.ts';
import { ingest } from '../../src/ledger/ingest.ts';
import { openLedger, type Ledger } from '../../src/ledger/open-ledger.ts';
import { buildFeatures, type BuiltFeatures } from './engine/build.ts';
import { catalogueEntries, catalogueMarkdown } from './engine/catalogue.ts';
import { panelCatalogue, panelWording } from './index.ts';

const root = join(import.meta.dirname, '../..');
const oracleSchema = z.object({
  dates: z.record(
    z.string(),
    z.object({
      households: z.array(z.string()),
      median_fen: z.number(),
      columns: z.record(z.string(), z.array(z.number().nullable())),
    }),
  ),
});

describe('the panel, from the file through the ledger to the matrix', () => {
  let folder: string;
  let ledger: Ledger;
  let built: BuiltFeatures;
  let oracle: z.infer<typeof oracleSchema>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jz-features-'));
    const lakeDirectory = join(folder, 'lake');
    await ingest({
      directory: join(root, 'features/oracles/sample'),
      mappingFile: join(root, 'data-samples/eph/mapping.yaml'),
      lakeDirectory,
      progress: silent,
    });
    ledger = await openLedger(lakeDirectory);
    const text = await readFile(join(root, 'features/oracles/panel-sample.json'), 'utf8');
    oracle = oracleSchema.parse(JSON.parse(text));
    const asOf = Object.keys(oracle.dates).map(isoDate);
    built = await buildFeatures({ ledger, declarations: panelCatalogue, asOf });
  });

  afterAll(async () => {
    ledger.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('has the households and medians that pandas finds', () => {
    const expected = Object.values(oracle.dates);

    expect(built.keys.householdId).toEqual(expected.flatMap((date) => date.households));
    expect(Object.values(built.medianIncome)).toEqual(expected.map((date) => date.median_fen));
  });

  it('has the values that pandas finds, in 33 features on three dates', () => {
    const names = Object.keys(Object.values(oracle.dates)[0]!.columns);
    expect(names).toHaveLength(33);
    for (const name of names) {
      const column = built.matrix.columns[built.matrix.names.indexOf(name)]!;
      const expected = Object.values(oracle.dates).flatMap((date) => date.columns[name]!);
      const far = expected.findIndex((value, i) => !isNear(column[i]!, value));
      expect([name, far, column[far], expected[far]]).toEqual([name, -1, undefined, undefined]);
    }
  });

  it('leaves no feature without a value', () => {
    const empty = built.matrix.names.filter((_, j) => built.matrix.columns[j]!.every(Number.isNaN));

    expect(empty).toEqual([]);
  });
});

describe('the catalogue', () => {
  it('is what docs/reference/features.md says', async () => {
    const page = await readFile(join(root, 'docs/reference/features.md'), 'utf8');

    expect(page).toBe(catalogueMarkdown(panelCatalogue));
  });

  it('lists origin, window and knowledge date of each measured feature', () => {
    const entry = catalogueEntries(panelCatalogue).find(
      ({ name }) => name === 'income__under_line_earlier_24m_count',
    );

    expect(entry).toMatchObject({
      source: 'income_month[per_capita].amount_fen',
      aggregate: 'sum',
      context: 'under_60_median',
      windowMonths: 24,
      endsMonthsBefore: 3,
      knowledgeDate: 'recorded_at',
    });
  });
});

describe('reasons in words', () => {
  it.each([
    [
      'income__relative_to_median_ratio',
      0.434,
      '人均收入为同期中位数的 43%',
      'income per head is 43% of the median of that quarter',
    ],
    [
      'income__per_capita_month_fen',
      171_429,
      '人均月收入 1,714.29 比索',
      'income per head is 1,714.29 pesos a month',
    ],
    [
      'income__under_line_flag',
      0,
      '人均收入不低于同期中位数的 60%',
      'income per head is not under 60 % of the median',
    ],
    ['source__work_vanished_flag', 1, '工作收入中断', 'income from work stopped'],
    ['dwelling__floor_code', 3, '地面：散砖或泥土', 'floor: loose brick or earth'],
    ['dwelling__floor_code', 9, '地面：未回答', 'floor: no answer'],
    ['place__urban_area_code', 33, '所在城市群（代码 33）', 'lives in urban area 33'],
    ['household__size_members', 4, '家庭有 4 人', 'the household has 4 members'],
    [
      'income__relative_to_median_prev_quarter_ratio',
      null,
      '上季度相对收入：无数据（上一季度没有调查到）',
      'relative income in the previous quarter: no data (not surveyed in the previous quarter)',
    ],
  ])('%s = %s', (name, value, zh, en) => {
    expect(panelWording.reasonText(name, value)).toEqual({ zh, en });
  });

  it('names a feature with its unit', () => {
    expect(panelWording.featureTitle('dwelling__crowding_members_per_room')).toEqual({
      name: 'dwelling__crowding_members_per_room',
      unit: 'members_per_room',
      zh: '每间房人数',
      en: 'members a room',
    });
  });

  it('refuses a name it does not know', () => {
    expect(() => panelWording.reasonText('income__nothing_fen', 1)).toThrow('income__nothing_fen');
  });
});

function isNear(actual: number, expected: number | null): boolean {
  if (expected === null) return Number.isNaN(actual);
  return Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(expected));
}
