import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLedger } from '../open-ledger.ts';
import { makeBench, type Bench } from '../test-support.ts';

const mapping = (column: string): string => `mapping: 1
title: monitored families
currency: CNY
sources:
  - department: rural
    files: "*.csv"
    supersedes: true
    occurred_on: { date: listed }
    recorded_at: { date: known }
    unique: [id]
    columns:
      id: { type: text, required: true }
      home: { type: text, required: true }
      listed: { type: date, required: true }
      removed: { type: date }
      known: { type: date, required: true }
    rows:
      - table: observation
        columns: { household_id: { from: home }, code: { value: rural.monitored }, value: { value: 1 } }
      - table: observation
        occurred_on: { date: ${column} }
        columns: { household_id: { from: home }, code: { value: rural.monitored }, value: { value: 0 } }
`;

let bench: Bench;
beforeEach(async () => {
  bench = await makeBench();
});
afterEach(() => bench.remove());

describe('ledger rows with a day of their own', () => {
  it('happen on that day, once it is known; where it is empty there is none', async () => {
    await bench.map(mapping('removed'));
    await bench.send(
      'a.csv',
      'id,home,listed,removed,known\n1,h1,2023-01-05,,2023-01-20\n2,h2,2023-02-01,,2023-02-10\n1,h1,2023-01-05,2023-08-09,2023-09-01\n',
    );

    await bench.ingest();

    const rows = async (day: string): Promise<unknown[]> => {
      const ledger = await openLedger(bench.lake, { asKnownAt: day });
      const found = await ledger.db.rows(
        'SELECT household_id, value, occurred_on FROM observation ORDER BY household_id, occurred_on',
      );
      ledger.close();
      return found.map((row) => Object.values(row));
    };
    expect(await rows('2023-08-31')).toEqual([
      ['h1', 1, '2023-01-05'],
      ['h2', 1, '2023-02-01'],
    ]);
    expect(await rows('2023-09-01')).toEqual([
      ['h1', 1, '2023-01-05'],
      ['h1', 0, '2023-08-09'],
      ['h2', 1, '2023-02-01'],
    ]);
  });

  it.each(['gone', 'home'])('are refused where their day is in no column of days: %s', async (column) => {
    await bench.map(mapping(column));
    await bench.send('a.csv', 'id,home,listed,removed,known\n');

    await expect(bench.ingest()).rejects.toMatchObject({
      code: 'JZ_MAPPING_INVALID',
      details: { path: 'sources.0.rows.1.occurred_on' },
    });
  });
});
