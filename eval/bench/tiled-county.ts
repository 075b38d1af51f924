/**
 * A million households as a small generated county has them: its facts and holdings, repeated.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silent } from '../../src/core/progress.ts';
import { isoDate } from '../../src/core/dates.ts';
import { generate } from '../../src/generate/generate.ts';
import { ingest } from '../../src/ledger/ingest.ts';
import { openLedger } from '../../src/ledger/open-ledger.ts';
import type { FactColumn, FactId } from '../../src/policy/index.ts';
import { countyOf, populationAt, type LedgerPopulation } from '../../src/population/population.ts';
import { holdingsAt, type Holding } from '../../src/recommend/held.ts';

/** The repeated county. */
export interface TiledCounty {
  readonly people: LedgerPopulation;
  readonly holdings: ReadonlyMap<string, readonly Holding[]>;
  readonly region: string;
}

const small = {
  households: 800,
  months: 18,
  seed: '5',
  start: '2024-01',
  region: '330199',
  dirt: 1,
} as const;
const asOf = isoDate('2025-05-31');

/** Makes it; takes some ten seconds before anything is timed. */
export async function tiledCounty(households: number): Promise<TiledCounty> {
  const folder = await mkdtemp(join(tmpdir(), 'jiuzhu-bench-county-'));
  try {
    const [out, lake] = [join(folder, 'county'), join(folder, 'lake')];
    await generate({ ...small, format: 'csv', threads: 2, version: 'bench', out }, silent);
    const mappingFile = join(out, 'mapping.yaml');
    await ingest({ directory: out, mappingFile, lakeDirectory: lake, progress: silent });
    const ledger = await openLedger(lake);
    try {
      const people = await populationAt(ledger.db, asOf);
      return tiled(people, await holdingsAt(ledger.db, asOf), households);
    } finally {
      ledger.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function tiled(
  people: LedgerPopulation,
  held: ReadonlyMap<string, readonly Holding[]>,
  count: number,
): TiledCounty {
  const { nHouseholds: n, personStart, columns } = people.population;
  const times = Math.ceil(count / n);
  const persons = personStart[n] ?? 0;
  const starts = new Uint32Array(n * times + 1);
  for (let i = 0; i <= n * times; i++) starts[i] = Math.floor(i / n) * persons + (personStart[i % n] ?? 0);
  const households: string[] = [];
  const holdings = new Map<string, readonly Holding[]>();
  for (let t = 0; t < times; t++)
    for (const id of people.households) {
      const household = `${id}-${t}`;
      households.push(household);
      const own = held.get(id);
      if (own) holdings.set(household, own);
    }
  const population = {
    nHouseholds: n * times,
    personStart: starts,
    columns: new Map<FactId, FactColumn>([...columns].map(([id, column]) => [id, repeated(column, times)])),
  };
  const regions = Array.from({ length: times }, () => people.regions).flat();
  return {
    people: { ...people, households, persons: [], regions, population },
    holdings,
    region: countyOf(people),
  };
}

function repeated(column: FactColumn, times: number): FactColumn {
  const length = column.length * times;
  const all =
    column instanceof Float64Array
      ? new Float64Array(length)
      : column instanceof Int32Array
        ? new Int32Array(length)
        : new Uint8Array(length);
  for (let t = 0; t < times; t++) all.set(column, t * column.length);
  return all;
}
