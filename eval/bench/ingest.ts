import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { silent } from '../../src/core/progress.ts';
import { openDuckDb, sqlLiteral } from '../../src/io/duckdb.ts';
import { ingest } from '../../src/ledger/ingest.ts';
import { timing, type Bench, type BenchResult } from './bench.ts';
import { writeDepartmentFiles, type IngestSize } from './ingest-data.ts';

const threads = 2;
const small: IngestSize = { files: 4, rowsPerFile: 500_000, persons: 80_000 };
const large: IngestSize = { files: 12, rowsPerFile: 2_000_000, persons: 800_000 };

/** Checked, pseudonymised, keyed, sorted and hashed, against DuckDB copying the same CSV to Parquet unchecked. */
export const ingestBench: Bench = {
  name: 'ingest',
  title:
    'departments’ files into the ledger with every check, against plain DuckDB COPY of the same CSV to Parquet',
  run: async (options): Promise<BenchResult> => {
    const folder = await mkdtemp(join(tmpdir(), 'jiuzhu-bench-ingest-'));
    try {
      return await measure(folder, options.large ? large : small, options.large ? 1 : 3);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

interface Run {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly loaded: number;
}

async function measure(folder: string, size: IngestSize, runs: number): Promise<BenchResult> {
  await writeDepartmentFiles(folder, size);
  const csv: Run[] = [];
  const parquet: Run[] = [];
  const peer: number[] = [];
  for (let run = 0; run < runs; run++) {
    csv.push(await ingestOnce(folder, 'csv', run));
    peer.push(await copyOnce(folder));
    parquet.push(await ingestOnce(folder, 'parquet', run));
  }
  const rows = size.files * size.rowsPerFile;
  const rate = (of: readonly Run[], time: (run: Run) => number): number =>
    Math.round((rows * 1000) / timing('', '', of.map(time)).medianMs);
  const ours = timing(
    'jiuzhu ingest, CSV',
    process.version,
    csv.map(({ wallMs }) => wallMs),
  );
  const theirs = timing('duckdb COPY CSV to Parquet', await duckDbVersion(), peer);
  return {
    bench: ingestBench.name,
    setting: {
      rows,
      ...size,
      columns: 16,
      threads,
      loaded: csv[0]?.loaded ?? 0,
      csv_rows_per_s: rate(csv, ({ wallMs }) => wallMs),
      parquet_rows_per_s: rate(parquet, ({ wallMs }) => wallMs),
      csv_rows_per_two_cpu_s: rate(csv, ({ cpuMs }) => cpuMs / threads),
      parquet_rows_per_two_cpu_s: rate(parquet, ({ cpuMs }) => cpuMs / threads),
      peak_rss_mib: Math.round(process.resourceUsage().maxRSS / 1024),
      load_average: Number((loadavg()[0] ?? 0).toFixed(2)),
    },
    ours,
    peer: theirs,
    peerProblem: '',
    ratio: ours.medianMs / theirs.medianMs,
    agreement: csv[0]?.loaded === parquet[0]?.loaded ? 0 : null,
  };
}

async function ingestOnce(folder: string, kind: 'csv' | 'parquet', run: number): Promise<Run> {
  const lake = join(folder, `${kind}-lake-${run}`);
  const before = process.cpuUsage();
  const start = performance.now();
  const { loaded } = await ingest({
    directory: join(folder, kind),
    mappingFile: join(folder, 'mapping.yaml'),
    lakeDirectory: lake,
    progress: silent,
    threads,
  });
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  for (const name of await readdir(folder))
    if (name.startsWith(`${kind}-lake-${run}`))
      await rm(join(folder, name), { recursive: true, force: true });
  return { wallMs, cpuMs: (user + system) / 1000, loaded };
}

async function copyOnce(folder: string): Promise<number> {
  const db = await openDuckDb({ threads });
  try {
    const start = performance.now();
    for (const name of (await readdir(join(folder, 'csv'))).sort())
      await db.run(
        `COPY (FROM read_csv(${sqlLiteral(join(folder, 'csv', name))}))
         TO ${sqlLiteral(join(folder, 'peer.parquet'))} (FORMAT parquet, COMPRESSION zstd)`,
      );
    return performance.now() - start;
  } finally {
    db.close();
  }
}

async function duckDbVersion(): Promise<string> {
  const db = await openDuckDb({ threads: 1 });
  try {
    return String((await db.rows('SELECT version() AS v'))[0]?.['v']);
  } finally {
    db.close();
  }
}
