import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLedger } from './open-ledger.ts';
import { purge } from './purge/purge.ts';
import { makeBench, type Bench } from './test-support.ts';

const mapping = (more = ''): string => `mapping: 1
title: visits
currency: CNY
sources:
  - department: office
    files: "*.csv"
    ${more}
    occurred_on: { date: day }
    recorded_at: { date: known }
    unique: [key]
    expected_bad_share: 1
    columns:
      key: { type: text, required: true }
      day: { type: date, required: true }
      known: { type: date, required: true }
      value: { type: integer, required: true }
    observations: { household_id: key, codes: { value: office.value } }
`;

let bench: Bench;
beforeEach(async () => {
  bench = await makeBench();
  await bench.map(mapping());
});
afterEach(async () => {
  await bench.remove();
});

/** `a 01-10 1`: row a, recorded on 2024-01-10, value 1. */
async function send(name: string, ...rows: string[]) {
  const lines = rows.map((row) => {
    const [key, day, value] = row.split(' ');
    return `${key},2024-01-01,2024-${day},${value}`;
  });
  await bench.send(name, `key,day,known,value\n${lines.join('\n')}\n`);
  return bench.ingest();
}

/** What was known on a day of 2024, as `key value`. */
async function knownAt(day: string): Promise<string[]> {
  const ledger = await openLedger(bench.lake, { asKnownAt: `2024-${day}` });
  try {
    const rows = await ledger.db.rows(
      `SELECT household_id || ' ' || CAST(value AS INTEGER) AS said FROM observation ORDER BY ALL`,
    );
    return rows.map(({ said }) => String(said));
  } finally {
    ledger.close();
  }
}

/** Every row of January 2024: `key value`, the day it was known from, and until which. */
async function statements() {
  const ledger = await openLedger(bench.lake);
  try {
    const rows = await ledger.db.rows(
      `SELECT household_id || ' ' || CAST(value AS INTEGER) AS said, day(recorded_at) AS "from", day(superseded_at) AS until
       FROM observation ORDER BY ALL`,
    );
    return rows.map(({ said, from, until }) => ({
      said: String(said),
      from: Number(from),
      until: until === null ? Infinity : Number(until),
    }));
  } finally {
    ledger.close();
  }
}

describe('a file that comes again under its name', () => {
  it('supersedes without erasing: what it changes is known from its day, what it repeats from before', async () => {
    const first = await send('a.csv', 'a 01-10 1', 'b 01-10 1', 'c 01-11 1');
    const second = await send('a.csv', 'a 01-10 2', 'b 01-10 1', 'd 03-05 1', 'd 03-06 1');

    expect(first).toMatchObject({ rowsIn: 3, loaded: 3, quarantined: 0 });
    expect(second).toMatchObject({ rowsIn: 4, loaded: 3, quarantined: 1 });
    expect(await knownAt('01-09')).toEqual([]);
    expect(await knownAt('01-10')).toEqual(['a 1', 'b 1']);
    expect(await knownAt('03-04')).toEqual(['a 1', 'b 1', 'c 1']);
    expect(await knownAt('03-05')).toEqual(['a 2', 'b 1', 'c 1', 'd 1']);
  });

  it('is known from the day its name tells', async () => {
    await bench.map(mapping('delivered_on: { file_name: "(\\\\d{8})" }'));
    await send('20240215.csv', 'a 01-10 1');
    await send('20240215.csv', 'a 01-10 2');

    expect(await knownAt('02-14')).toEqual([]);
    expect(await knownAt('02-15')).toEqual(['a 2']);
  });

  it('ends rows it no longer has when it is a snapshot; they may return', async () => {
    await bench.map(mapping('snapshot: true'));
    await send('a.csv', 'a 01-10 1', 'b 01-10 1');
    await send('a.csv', 'b 01-10 1', 'c 02-05 1');
    await send('a.csv', 'a 01-10 1', 'b 01-10 1', 'c 02-05 1', 'e 03-05 1');

    expect(await knownAt('02-04')).toEqual(['a 1', 'b 1']);
    expect(await knownAt('02-05')).toEqual(['b 1', 'c 1']);
    expect(await knownAt('03-05')).toEqual(['a 1', 'b 1', 'c 1', 'e 1']);
  });

  it('frees keys a snapshot no longer has for other files, and holds the others', async () => {
    await bench.map(mapping('snapshot: true'));
    await send('a.csv', 'a 01-10 1', 'b 01-10 1');
    await send('a.csv', 'b 02-10 2');

    expect(await send('c.csv', 'a 01-05 3', 'b 03-10 3')).toMatchObject({ loaded: 1, quarantined: 1 });
    expect(await knownAt('12-31')).toEqual(['a 3', 'b 2']);
  });

  it('may itself be replaced, by its first bytes too', async () => {
    await send('a.csv', 'a 01-10 1', 'z 02-10 1');
    await send('a.csv', 'a 01-10 2', 'z 03-10 1');
    const third = await send('a.csv', 'a 01-10 1', 'z 02-10 1');

    expect(third.unchanged).toBe(false);
    expect(await bench.ingest()).toMatchObject({ unchanged: true });
    expect(await knownAt('03-09')).toEqual(['a 1', 'z 1']);
    expect(await knownAt('03-10')).toEqual(['a 1', 'z 1']);
    const { db, close } = await openLedger(bench.lake);
    const days = await db.rows(
      'SELECT value, recorded_at, superseded_at FROM observation WHERE household_id = $key ORDER BY ALL',
      { key: 'a' },
    );
    close();
    expect(days).toEqual([
      { value: 1, recorded_at: '2024-01-10', superseded_at: '2024-03-10' },
      { value: 1, recorded_at: '2024-03-10', superseded_at: null },
      { value: 2, recorded_at: '2024-03-10', superseded_at: '2024-03-10' },
    ]);
  });

  it('keeps the sender’s order where rows supersede each other: a mended old row does not win over a later one', async () => {
    await bench.map(mapping('supersedes: true'));
    await send('a.csv', 'a 01-10 1', 'a 03-10 3', 'b 01-10 1');
    await send('a.csv', 'a 01-10 9', 'a 03-10 3', 'a 05-10 5', 'b 01-10 2', 'z 06-01 1');

    expect(await knownAt('02-01')).toEqual(['a 1', 'b 1']);
    expect(await knownAt('04-01')).toEqual(['a 3', 'b 1']);
    expect(await knownAt('05-10')).toEqual(['a 5', 'b 1']);
    expect(await knownAt('06-01')).toEqual(['a 5', 'b 2', 'z 1']);
  });

  it('keeps its versions apart after a purge', async () => {
    const old = 'old,2019-01-01,2024-01-05,1';
    await bench.send('a.csv', `key,day,known,value\n${old}\na,2024-01-01,2024-01-10,1\n`);
    await bench.ingest();
    await bench.send('a.csv', `key,day,known,value\n${old}\na,2024-01-01,2024-02-10,2\n`);
    await bench.ingest();
    const scope = { kind: 'retention', before: '2020-01-01' } as const;
    const order = { on: '2026-05-01', by: '王主任', ground: '保存期限届满' };

    expect((await purge({ lake: bench.lake, vault: null, scope, order })).rows).toEqual({ observation: 2 });

    expect(await knownAt('02-09')).toEqual(['a 1']);
    expect(await knownAt('02-10')).toEqual(['a 2']);
    await send('a.csv', 'a 03-10 3');
    expect(await knownAt('02-09')).toEqual(['a 1']);
    expect(await knownAt('03-09')).toEqual(['a 2']);
    expect(await knownAt('03-10')).toEqual(['a 3']);
  });

  it('replaces its own rows when only the mapping changed', async () => {
    await send('a.csv', 'a 01-10 1');
    await send('a.csv', 'a 02-10 2');
    await bench.map(
      mapping().replace('title: visits', 'title: visits of 2024').replace('office.value', 'office.other'),
    );
    await bench.ingest();

    const { db, close } = await openLedger(bench.lake);
    const rows = await db.rows('SELECT code, value FROM observation ORDER BY ALL');
    close();
    expect(rows).toEqual([
      { code: 'office.other', value: 2 },
      { code: 'office.value', value: 1 },
    ]);
    expect(await knownAt('01-31')).toEqual(['a 1']);
    expect(await knownAt('02-10')).toEqual(['a 2']);
  });
});

it('shows on any day what an account of the deliveries, kept row by row, shows', async () => {
  const row = fc.record({
    key: fc.constantFrom('a', 'b', 'c', 'd'),
    day: fc.integer({ min: 10, max: 28 }),
    value: fc.integer({ min: 1, max: 2 }),
  });
  const delivery = fc.uniqueArray(row, { minLength: 1, maxLength: 4, selector: ({ key }) => key });
  await fc.assert(
    fc.asyncProperty(
      fc.array(delivery, { minLength: 2, maxLength: 3 }),
      fc.boolean(),
      async (deliveries, snapshot) => {
        await bench.remove();
        bench = await makeBench();
        await bench.map(mapping(snapshot ? 'snapshot: true' : ''));
        const told: { key: string; from: number; until: number; said: string; value: number }[] = [];
        let before = '';
        let news = 0;
        for (const [i, rows] of deliveries.entries()) {
          const text = rows.map(({ key, day, value }) => `${key} 01-${day} ${value}`).join('|');
          if (text === before) continue;
          before = text;
          await send('a.csv', ...text.split('|'));
          news = Math.max(news, ...rows.map(({ day }) => day));
          const open = told.filter(({ until }) => until === Infinity);
          for (const { key, day, value } of rows) {
            const old = open.find((one) => one.key === key);
            const was = told.filter((one) => one.key === key).at(-1);
            const said = `${day} ${value}`;
            const isSame = old?.said === said;
            const from = isSame ? old.from : was === undefined ? day : Math.max(news, day, was.from);
            if (old) old.until = from;
            told.push({ key, from, until: Infinity, said, value });
          }
          if (i > 0 && snapshot)
            for (const one of open)
              if (!rows.some(({ key }) => key === one.key)) one.until = Math.max(news, one.from);
        }
        const stored = await statements();
        for (let day = 10; day <= 28; day++)
          expect(
            stored.filter(({ from, until }) => from <= day && day < until).map(({ said }) => said),
          ).toEqual(
            told
              .filter(({ from, until }) => from <= day && day < until)
              .map(({ key, value }) => `${key} ${value}`)
              .sort(),
          );
      },
    ),
    { seed: 20240631, numRuns: 6 },
  );
});
