import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFeatures } from '../../features/parquet.ts';
import { readFeatures } from '../../features/read-features.ts';
import { isoDate } from '../../src/core/dates.ts';
import { matrix } from '../../src/core/matrix.ts';
import { openDuckDb, sqlIdentifier } from '../../src/io/duckdb.ts';
import { publishFile } from '../../src/io/publish.ts';
import { timing, type Bench, type BenchResult } from './bench.ts';

const COLUMNS = 150;
const RUNS = 3;
const threads = 2;

/**
 * A published feature file read into typed arrays, its hash checked first. The limit is what DuckDB needs to add up the
 * same columns of the same file.
 */
export const featuresReadBench: Bench = {
  name: 'features-read',
  title: `a feature file of 200,000 (--large: 1,000,000) rows × ${COLUMNS} into typed arrays, beside plain DuckDB sums`,
  run: async ({ large }): Promise<BenchResult> => {
    const rows = large ? 1_000_000 : 200_000;
    const folder = mkdtempSync(join(tmpdir(), 'jiuzhu-bench-features-read-'));
    try {
      const file = join(folder, 'features.parquet');
      const writeMs = await timed(() => publish(file, rows));
      return await measure(file, rows, writeMs);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function measure(file: string, rows: number, writeMs: number): Promise<BenchResult> {
  const ours: number[] = [];
  const plain: number[] = [];
  let apart = 0;
  for (let run = 0; run < RUNS; run++) {
    let sums: number[] = [];
    plain.push(await timed(async () => void (sums = await plainSums(file))));
    let columns: readonly Float64Array[] = [];
    ours.push(
      await timed(async () => void (columns = (await readFeatures(file, { threads })).matrix.columns)),
    );
    apart = Math.max(...columns.map((column, j) => Math.abs(sumOf(column) - sums[j]!)));
  }
  const own = timing('jiuzhu readFeatures, hash checked', process.version, ours);
  const peer = timing('DuckDB sums of every column', 'in process', plain);
  return {
    bench: featuresReadBench.name,
    setting: {
      ...{ rows, columns: COLUMNS, threads, write_s: writeMs / 1000 },
      rows_per_10s: Math.round((rows * 10_000) / own.medianMs),
    },
    ours: own,
    peer,
    peerProblem: '',
    ratio: own.medianMs / peer.medianMs,
    agreement: apart,
  };
}

/** Whole numbers, a tenth of them missing: counts, flags and amounts as features are. */
async function publish(file: string, rows: number): Promise<void> {
  const names = Array.from({ length: COLUMNS }, (_, j) => `x__f${j}_count`);
  const columns = names.map((_, j) => {
    const most = [2, 10, 1000, 1_000_000][j % 4]!;
    return Float64Array.from({ length: rows }, (__, i) => {
      const mixed = Math.imul(i + 1, 0x9e3779b1 + 2 * j) >>> 0;
      return mixed % 10 === 0 ? Number.NaN : (mixed >>> 8) % most;
    });
  });
  const householdId = Array.from({ length: rows }, (_, i) => `h${i}`);
  const asOf = isoDate('2024-12-31');
  await publishFile('features', file, async (temporary) => {
    const part = { householdId, asOf: householdId.map(() => asOf), matrix: matrix(names, columns) };
    await writeFeatures(temporary, names, [part]);
    return { asOf };
  });
}

async function plainSums(file: string): Promise<number[]> {
  const db = await openDuckDb({ threads });
  try {
    const names = Array.from({ length: COLUMNS }, (_, j) => sqlIdentifier(`x__f${j}_count`));
    const { columns } = await db.doubles(
      `SELECT ${names.map((name) => `sum(${name})`).join(', ')} FROM read_parquet($file)`,
      { file },
    );
    return columns.map((column) => column[0]!);
  } finally {
    db.close();
  }
}

function sumOf(column: Float64Array): number {
  let sum = 0;
  for (const value of column) if (value === value) sum += value;
  return sum;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
