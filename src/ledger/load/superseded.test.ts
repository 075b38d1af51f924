import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  hukouHeader,
  hukouLine,
  makeTwoDepartments,
  type TwoDepartments,
} from '../testing/two-departments.ts';

let bench: TwoDepartments;

beforeEach(async () => {
  bench = await makeTwoDepartments();
});

afterEach(() => bench.remove());

describe('a later version of a row', () => {
  it('replaces the earlier one from the day it became known, in its file or another, without erasing it', async () => {
    await bench.send('hukou-2022.csv', [hukouHeader, hukouLine(1), hukouLine(2)].join('\n'));
    await bench.ingest();
    await bench.send(
      'hukou-2023.csv',
      [hukouHeader, hukouLine(1, { to: '20230301', known: '2023-03-20' })].join('\n'),
    );
    await bench.ingest();

    const sql =
      'SELECT source_file, valid_to, superseded_at FROM membership ORDER BY source_file, source_row';
    expect(await bench.query(sql)).toEqual([
      { source_file: 'hukou-2022.csv', valid_to: null, superseded_at: '2023-03-20' },
      { source_file: 'hukou-2022.csv', valid_to: null, superseded_at: null },
      { source_file: 'hukou-2023.csv', valid_to: '2023-03-01', superseded_at: null },
    ]);
    expect(await bench.query(sql, '2023-03-19')).toHaveLength(2);
    expect(await bench.query(sql, '2023-03-20')).toEqual([
      { source_file: 'hukou-2022.csv', valid_to: null, superseded_at: null },
      { source_file: 'hukou-2023.csv', valid_to: '2023-03-01', superseded_at: null },
    ]);
    await expect(bench.query(sql, '2023-02-30')).rejects.toMatchObject({ code: 'JZ_DATE_INVALID' });
  });

  it('in a file delivered later was not known before the delivery', async () => {
    await bench.send('hukou-2022.csv', [hukouHeader, hukouLine(1)].join('\n'));
    await bench.send(
      'hukou-2022-resend-20230601.csv',
      [hukouHeader, hukouLine(1, { to: '20211201' })].join('\n'),
    );
    await bench.ingest();

    expect(
      await bench.query('SELECT valid_to, recorded_at, superseded_at FROM membership ORDER BY recorded_at'),
    ).toEqual([
      { valid_to: null, recorded_at: '2021-12-31', superseded_at: '2023-06-01' },
      { valid_to: '2021-12-01', recorded_at: '2023-06-01', superseded_at: null },
    ]);
  });

  it('known on the same day wins from that day', async () => {
    await bench.send(
      'hukou-2022.csv',
      [hukouHeader, hukouLine(1), hukouLine(1, { to: '20210101' })].join('\n'),
    );
    await bench.ingest();

    expect(await bench.query('SELECT valid_to FROM membership', '2022-06-01')).toEqual([
      { valid_to: '2021-01-01' },
    ]);
  });
});
