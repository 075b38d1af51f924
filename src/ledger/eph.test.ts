import { open } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mkdtemp, rm, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { JzError } from '../core/errors/index.ts';
import { silent } from '../core/progress.ts';
import { hashFile } from '../io/files.ts';
import { ingest, type IngestResult } from './ingest.ts';
import { mappingSchema } from './mapping/schema.ts';
import { openLedger, type Ledger } from './open-ledger.ts';
import oracle from './oracles/eph-totals.json' with { type: 'json' };
import { ledgerTables, rowSchema } from './schema/index.ts';

const directory = 'data-samples/eph';
const mappingFile = join(directory, 'mapping.yaml');
let root: string;
let result: IngestResult;
let ledger: Ledger;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'jiuzhu-eph-'));
  result = await ingest({
    directory,
    mappingFile,
    lakeDirectory: join(root, 'lake'),
    progress: silent,
    threads: 1,
  });
  ledger = await openLedger(join(root, 'lake'));
});

afterAll(async () => {
  ledger.close();
  await rm(root, { recursive: true, force: true });
});

describe('the Argentine panel', () => {
  it('is the file its README vouches for', async () => {
    const readme = await readFile(join(directory, 'README.md'), 'utf8');

    expect(readme).toContain((await hashFile(join(directory, 'households.csv.gz'))).sha256);
  });

  it('loads every row and quarantines none', () => {
    expect(result).toMatchObject({
      rowsIn: oracle.rows,
      loaded: oracle.rows,
      quarantined: 0,
      tooManyBad: false,
    });
    expect(ledger.rows).toMatchObject({ household: oracle.rows });
  });

  it('holds the households, quarters and weights that pandas counts', async () => {
    const [totals] = await ledger.db.rows(
      `SELECT count(DISTINCT household_id) AS households, CAST(sum(CAST(weight AS BIGINT)) AS VARCHAR) AS weight FROM household`,
    );
    const quarters = await ledger.db.rows(
      `SELECT year(occurred_on) || 'Q' || quarter(occurred_on) AS q, count(*) AS n FROM household GROUP BY q ORDER BY q`,
    );

    expect(Number(totals?.['households'])).toBe(oracle.households);
    expect(totals?.['weight']).toBe(String(oracle.weight));
    expect(Object.fromEntries(quarters.map((row) => [row['q'], Number(row['n'])]))).toEqual(
      oracle.rowsByQuarter,
    );
  });

  it('holds incomes to the centavo, as decimal arithmetic adds them', async () => {
    const sums = await ledger.db.rows(
      'SELECT kind, CAST(sum(amount_fen) AS VARCHAR) AS total FROM income_month GROUP BY kind ORDER BY kind',
    );

    expect(sums).toEqual([
      { kind: 'per_capita', total: String(oracle.perCapitaIncomeCentavos) },
      { kind: 'total', total: String(oracle.totalIncomeCentavos) },
    ]);
  });

  it('holds every other column as observations; an empty cell is no row', async () => {
    const mapping = mappingSchema.parse(parse(await readFile(mappingFile, 'utf8')));
    const codes = mapping.sources[0]!.observations!.codes;
    const found = await ledger.db.rows(
      'SELECT code, count(*) AS n, CAST(sum(CAST(value AS BIGINT)) AS VARCHAR) AS s FROM observation GROUP BY code',
    );
    const byCode = new Map(
      found.map((row) => [row['code'], { rows: Number(row['n']), sum: Number(row['s']) }]),
    );

    expect(Object.keys(codes).sort()).toEqual(Object.keys(oracle.observations).sort());
    for (const [column, expected] of Object.entries(oracle.observations))
      expect(byCode.get(codes[column]), column).toEqual(expected);
    expect(byCode.get('dwelling.flood_area')?.rows).toBe(oracle.rows - 1);
  });

  it('keeps both times and the origin on every row, as the tables declare', async () => {
    for (const table of ledgerTables.filter(({ name }) => Object.hasOwn(ledger.rows, name))) {
      const rows = await ledger.db.rows(
        `SELECT * EXCLUDE (superseded_at) FROM ${table.name} USING SAMPLE reservoir(50 ROWS) REPEATABLE (7)`,
      );
      const schema = rowSchema(table);

      expect(rows).toHaveLength(50);
      for (const row of rows) expect(() => schema.parse(row)).not.toThrow();
    }
    const [late] = await ledger.db.rows(
      'SELECT count(*) AS n FROM observation WHERE recorded_at IS DISTINCT FROM last_day(occurred_on)',
    );
    expect(Number(late?.['n'])).toBe(0);
  });

  it('traces a row back to the sender’s line', async () => {
    const rows = await ledger.db.rows(
      `SELECT i.kind, i.amount_fen, h.source_file, h.source_dept, h.occurred_on FROM household h
       JOIN income_month i USING (household_id, occurred_on) WHERE h.source_row = 1 ORDER BY kind`,
    );

    const origin = { source_file: 'households.csv.gz', source_dept: 'indec', occurred_on: '2012-03-31' };
    expect(rows).toEqual([
      { kind: 'per_capita', amount_fen: '282500', ...origin },
      { kind: 'total', amount_fen: '1130000', ...origin },
    ]);
  });

  it('lies sorted by household and date, so that a history is read together', async () => {
    for (const table of ledgerTables) {
      const keys = table.sortedBy.map((name) => `CAST(${name} AS VARCHAR)`).join(`, chr(31), `);
      const [row] = await ledger.db.rows(
        `SELECT count(*) AS n FROM (SELECT concat(${keys}) AS key, lag(concat(${keys})) OVER () AS before
           FROM ${table.name} LIMIT 200000) WHERE before > key`,
      );
      expect(Number(row?.['n']), table.name).toBe(0);
    }
  });

  it('gives the same bytes for one thread and for two', async () => {
    const again = await ingest({
      directory,
      mappingFile,
      lakeDirectory: join(root, 'lake2'),
      progress: silent,
      threads: 2,
    });

    expect(again.generation).toBe(result.generation);
  });

  it('refuses to open when one byte of a part has flipped, and names the file', async () => {
    const lake = join(root, 'lake2');
    const part = join(lake, result.generation, 'parts', 'income_month', 'indec-households.parquet');
    const handle = await open(part, 'r+');
    const byte = Buffer.alloc(1);
    await handle.read(byte, 0, 1, 700_000);
    byte[0]! ^= 1;
    await handle.write(byte, 0, 1, 700_000);
    await handle.close();

    const refused = await openLedger(lake).catch((error: unknown) => error);

    expect(refused).toBeInstanceOf(JzError);
    expect(refused).toMatchObject({ code: 'JZ_HASH_MISMATCH', exitCode: 4, details: { file: part } });
    await expect(
      ingest({ directory, mappingFile, lakeDirectory: lake, progress: silent }),
    ).rejects.toMatchObject({ code: 'JZ_HASH_MISMATCH' });
  });
});
