/**
 * From the synthetic county to the ledger: at dirt 0 everything arrives to the fen; at dirt 3 every refused row was
 * spoilt, and every row is either loaded or given back.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silent } from '../../src/core/progress.ts';
import { generate, type Generated } from '../../src/generate/generate.ts';
import { openCounty } from '../../src/generate/world/county-plan.ts';
import { simulateChunk } from '../../src/generate/world/simulate-chunk.ts';
import type { ChunkHistory } from '../../src/generate/world/types.ts';
import { parseCsvRecord } from '../../src/io/csv-record.ts';
import { openDuckDb, type DuckDb } from '../../src/io/duckdb.ts';
import { ingest, type IngestResult } from '../../src/ledger/ingest.ts';
import { openLedger } from '../../src/ledger/open-ledger.ts';

const settings = { households: 60, months: 12, seed: 11, start: '2024-01', region: '330199' };
let root: string;
let db: DuckDb;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'jiuzhu-county-e2e-'));
  db = await openDuckDb({ threads: 1 });
});

afterAll(async () => {
  db.close();
  await rm(root, { recursive: true, force: true });
});

async function loaded(dirt: 0 | 3): Promise<{ made: Generated; lake: string; result: IngestResult }> {
  const out = join(root, `county${dirt}`);
  const made = await generate(
    { ...settings, dirt, format: 'mixed', threads: 1, version: 'test', out },
    silent,
  );
  const lake = join(root, `lake${dirt}`);
  const result = await ingest({
    directory: out,
    mappingFile: join(out, 'mapping.yaml'),
    lakeDirectory: lake,
    progress: silent,
    threads: 1,
  });
  return { made, lake, result };
}

const sum = (values: Int32Array, count: number): number =>
  values.subarray(0, count).reduce((total, value) => total + value, 0);

/** What the departments have to tell, straight from what happened; in fen. */
function happened({
  claims,
  pensions,
  taxed,
  contributions,
  power,
  water,
  grants,
}: ChunkHistory): Record<string, number> {
  const paid = [claims.basicFen, claims.seriousFen, claims.aidFen, claims.selfPaidFen, claims.outOfScopeFen];
  return {
    'medical_insurance/settlement': [claims.totalFen, claims.inScopeFen, ...paid].reduce(
      (total, column) => total + sum(column, claims.count),
      0,
    ),
    'social_security/pensions': sum(pensions.amountFen, pensions.count),
    'social_security/contributions': sum(contributions.baseFen, contributions.count),
    'tax/income': sum(taxed.amountFen, taxed.count),
    'power/usage': sum(power.chargeFen, power.count),
    'water/usage': sum(water.chargeFen, water.count),
    'civil_affairs/grants': grants.reduce((total, grant) => total + grant.amountFen, 0),
  };
}

/** Ledger sums that must be what was told and not withheld. */
const ledgerSums: Readonly<Record<string, string>> = {
  'medical_insurance/settlement':
    'SELECT sum(total_fen + in_scope_fen + basic_paid_fen + serious_paid_fen + aid_paid_fen + self_paid_fen + out_of_scope_fen) FROM medical_claim',
  'social_security/pensions':
    "SELECT sum(amount_fen) FROM income_month WHERE source_dept = 'social_security'",
  'social_security/contributions':
    "SELECT sum(amount_fen) FROM employment_event WHERE event IN ('contribution', 'contribution_stopped')",
  'tax/income': "SELECT sum(amount_fen) FROM income_month WHERE source_dept = 'tax'",
  'power/usage': "SELECT sum(amount_fen) FROM utility_month WHERE kind = 'electricity'",
  'water/usage': "SELECT sum(amount_fen) FROM utility_month WHERE kind = 'water'",
  'civil_affairs/grants': "SELECT sum(amount_fen) FROM assistance_grant WHERE source_dept = 'civil_affairs'",
};

describe('a clean county', () => {
  it('is loaded to the last row and fen', async () => {
    const { made, lake, result } = await loaded(0);
    const told = await db.rows('SELECT * FROM read_parquet($path)', {
      path: join(made.folder, 'truth', 'told.parquet'),
    });
    const plan = await openCounty({ ...settings, chunkSize: 250 });
    const truth = happened(simulateChunk(plan, 0));
    const ledger = await openLedger(lake);

    expect(result.quarantined).toBe(0);
    expect(result.unclaimed.filter((name) => !name.startsWith('truth/'))).toEqual([]);
    expect(result.rowsIn).toBe(made.files.reduce((rows, file) => rows + file.rows, 0));
    expect(result.loaded).toBe(
      told.reduce((rows, line) => rows + Number(line['rows']) - Number(line['withheld_rows']), 0),
    );
    for (const [dataset, query] of Object.entries(ledgerSums)) {
      const line = told.find((one) => one['dataset'] === dataset);
      const [found] = await ledger.db.rows(`SELECT (${query})::VARCHAR AS fen`);
      expect(Number(line?.['fen']), `${dataset}: told`).toBe(truth[dataset]);
      expect(found, `${dataset}: in the ledger`).toEqual({
        fen: String(Number(line?.['fen']) - Number(line?.['withheld_fen'])),
      });
    }
    ledger.close();
  }, 120_000);
});

describe('an awful county', () => {
  it('is given back row by row, and only for what was spoilt', async () => {
    const { made, result } = await loaded(3);
    const dirt = await db.rows('SELECT file, "row"::INTEGER AS row, kind FROM read_parquet($path)', {
      path: join(made.folder, 'truth', 'dirt.parquet'),
    });
    const kinds = new Map<string, string[]>();
    for (const { file, row, kind } of dirt) {
      const place = `${String(file)}#${String(row)}`;
      kinds.set(place, [...(kinds.get(place) ?? []), String(kind)]);
    }
    const given = (await Promise.all(result.files.map(givenBack))).flat();

    expect(result.rowsIn).toBe(made.files.reduce((rows, file) => rows + file.rows, 0));
    expect(result.loaded + result.quarantined).toBe(result.rowsIn);
    expect(given).toHaveLength(result.quarantined);
    expect(given.filter((place) => !kinds.has(place))).toEqual([]);
    const broken = [...kinds].filter(([, kind]) => kind.includes('broken_quoting')).map(([place]) => place);
    expect(broken.length).toBeGreaterThan(0);
    expect(given).toEqual(expect.arrayContaining(broken));
  }, 120_000);
});

/** Places of the rows a file's quarantine holds, `file#row`. */
async function givenBack({ file, quarantineFile }: IngestResult['files'][number]): Promise<string[]> {
  if (quarantineFile === null || quarantineFile.endsWith('.xlsx')) return [];
  const bytes = await readFile(quarantineFile);
  const isUtf8 = bytes[0] === 0xef && bytes[1] === 0xbb;
  const text = new TextDecoder(isUtf8 ? 'utf-8' : 'gb18030', { fatal: true }).decode(bytes);
  const [header = [], ...rows] = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => parseCsvRecord(line.replace(/\r$/, ''), ','));
  return rows.map((cells) => `${file}#${cells[header.indexOf('row')] ?? ''}`);
}
