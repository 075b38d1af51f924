import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb, type DuckDb } from '../../io/duckdb.ts';
import { membersAtSql } from './index.ts';

let db: DuckDb;

beforeAll(async () => {
  db = await openDuckDb({ threads: 1 });
  await db.run(`CREATE TABLE membership (household_id VARCHAR, person_id VARCHAR, relation VARCHAR, valid_from DATE,
    valid_to DATE, coresident BOOLEAN, reason VARCHAR, occurred_on DATE, recorded_at DATE, superseded_at DATE)`);
  await db.run(`CREATE TABLE vital_event (person_id VARCHAR, event VARCHAR, occurred_on DATE, recorded_at DATE,
    source_row BIGINT, superseded_at DATE)`);
});

afterAll(() => {
  db.close();
});

interface Spell {
  readonly home: string;
  readonly person: string;
  readonly from: string;
  readonly to?: string;
  readonly known?: string;
  readonly superseded?: string;
  readonly found?: boolean;
}

async function given(spells: readonly Spell[], events: readonly string[] = []): Promise<void> {
  await db.run('DELETE FROM membership');
  await db.run('DELETE FROM vital_event');
  for (const { home, person, from, to, known, superseded, found } of spells)
    await db.run(
      `INSERT INTO membership VALUES ($home, $person, '02', CAST($from AS DATE), CAST($to AS DATE),
         CAST($found AS BOOLEAN), NULL, CAST($from AS DATE), CAST($known AS DATE), CAST($superseded AS DATE))`,
      {
        home,
        person,
        from,
        to: to ?? null,
        found: found === undefined ? null : String(found),
        known: known ?? from,
        superseded: superseded ?? null,
      },
    );
  for (const [i, text] of events.entries()) {
    const [person = '', event = '', day = '', known = day] = text.split(' ');
    await db.run(
      `INSERT INTO vital_event VALUES ($person, $event, CAST($day AS DATE), CAST($known AS DATE), ${i}, NULL)`,
      { person, event, day, known },
    );
  }
}

async function homes(asOf: string, knownAt = asOf): Promise<string[]> {
  const rows = await db.rows(
    `SELECT person_id || ':' || household_id AS home FROM (${membersAtSql}) ORDER BY 1`,
    {
      as_of: asOf,
      known_at: knownAt,
    },
  );
  return rows.map((row) => String(row['home']));
}

const couple: Spell[] = [
  { home: 'h1', person: 'a', from: '2010-01-01' },
  { home: 'h1', person: 'b', from: '2012-05-01' },
];

describe('the members of a household', () => {
  it('join on their first day and leave on the day the spell ends', async () => {
    await given([couple[0]!, { ...couple[1]!, to: '2022-03-01' }]);

    expect(await homes('2012-04-30')).toEqual(['a:h1']);
    expect(await homes('2012-05-01')).toEqual(['a:h1', 'b:h1']);
    expect(await homes('2022-02-28')).toEqual(['a:h1', 'b:h1']);
    expect(await homes('2022-03-01')).toEqual(['a:h1']);
  });

  it('leave no earlier than anybody knew', async () => {
    await given([
      { ...couple[1]!, superseded: '2022-06-10' },
      { ...couple[1]!, to: '2022-03-01', known: '2022-06-10' },
    ]);

    expect(await homes('2022-05-01', '2022-05-01')).toEqual(['b:h1']);
    expect(await homes('2022-05-01', '2022-06-10')).toEqual([]);
  });

  it('are in the newer household after a split, even when the older spell was not closed', async () => {
    await given([...couple, { home: 'h2', person: 'b', from: '2023-01-15', known: '2023-02-01' }]);

    expect(await homes('2023-01-20', '2023-01-20')).toEqual(['a:h1', 'b:h1']);
    expect(await homes('2023-01-20', '2023-02-01')).toEqual(['a:h1', 'b:h2']);
    expect(await homes('2023-01-14', '2023-02-01')).toEqual(['a:h1', 'b:h1']);
  });

  it('are none when dead, detained until released, or moved away until they return', async () => {
    await given(
      [
        ...couple,
        { home: 'h3', person: 'c', from: '2000-01-01' },
        { home: 'h3', person: 'd', from: '2000-01-01' },
      ],
      [
        'a death 2022-01-10 2022-02-01',
        'b detained 2022-01-05',
        'b released 2022-07-01',
        'c moved_out 2022-01-01',
        'c moved_in 2022-09-01',
        'd moved_out 2022-03-01',
      ],
    );

    expect(await homes('2022-01-15')).toEqual(['a:h1', 'd:h3']);
    expect(await homes('2022-02-01')).toEqual(['d:h3']);
    expect(await homes('2022-07-01')).toEqual(['b:h1']);
    expect(await homes('2022-09-01')).toEqual(['b:h1', 'c:h3']);
  });

  it('come back after moving away when a new spell begins', async () => {
    await given([...couple, { home: 'h1', person: 'a', from: '2022-08-01' }], ['a moved_out 2022-03-01']);

    expect(await homes('2022-05-01')).toEqual(['b:h1']);
    expect(await homes('2022-08-01')).toEqual(['a:h1', 'b:h1']);
  });

  it('are corrected by visits: found elsewhere, or not found', async () => {
    await given([
      ...couple,
      { home: 'h1', person: 'b', from: '2022-04-01', known: '2022-04-05', found: false },
      { home: 'h9', person: 'a', from: '2022-04-01', known: '2022-04-05', found: true },
    ]);

    expect(await homes('2022-04-04')).toEqual(['a:h1', 'b:h1']);
    expect(await homes('2022-04-05')).toEqual(['a:h9']);
  });

  it('follow the later of two visits, and a spell that begins or ends after them', async () => {
    await given([
      ...couple,
      { home: 'h1', person: 'b', from: '2022-04-01', found: false },
      { home: 'h1', person: 'b', from: '2022-10-01', found: true },
      { home: 'h4', person: 'c', from: '2022-01-01', found: true },
      { home: 'h4', person: 'c', from: '2021-01-01', to: '2022-06-01' },
      { home: 'h5', person: 'd', from: '2022-01-01', found: false },
      { home: 'h5', person: 'd', from: '2022-06-01' },
    ]);

    expect(await homes('2022-05-01')).toEqual(['a:h1', 'c:h4']);
    expect(await homes('2022-06-01')).toEqual(['a:h1', 'd:h5']);
    expect(await homes('2022-10-01')).toEqual(['a:h1', 'b:h1', 'd:h5']);
  });

  it('live in one household at a time', async () => {
    await given([
      { home: 'h2', person: 'a', from: '2020-01-01' },
      { home: 'h1', person: 'a', from: '2020-01-01' },
      { home: 'h1', person: 'a', from: '2020-01-01', found: true },
    ]);

    expect(await homes('2021-01-01')).toEqual(['a:h1']);
  });
});
