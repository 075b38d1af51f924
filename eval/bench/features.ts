import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCounty } from '../../features/county/build.ts';
import { countyFeatures } from '../../features/county/index.ts';
import { loadSignals } from '../../features/signals/config.ts';
import { fireSignals } from '../../features/signals/evaluate.ts';
import { parquetLedger } from '../../features/testing/parquet-ledger.ts';
import { isoDate } from '../../src/core/dates.ts';
import type { DuckDb } from '../../src/io/duckdb.ts';
import { timing, type Bench, type BenchResult } from './bench.ts';
import { writeLedger } from './features-data.ts';

const oneDate = ['2024-12-31'];
const threeDates = ['2024-06-30', '2024-09-30', '2024-12-31'];
const threads = 2;

/**
 * Every county feature and signal of every household for one as-of date, then for three in one call. The limit is what
 * DuckDB needs to read the same rows once: five aggregates by person of each table, without windows or roll-up.
 */
export const featuresBench: Bench = {
  name: 'features',
  title:
    'all county features and signals of 20,000 (--large: 1,000,000) households × 36 months, beside plain DuckDB sums',
  run: async ({ large }): Promise<BenchResult> => {
    const households = large ? 1_000_000 : 20_000;
    const kept = process.env['JIUZHU_BENCH_LEDGER'];
    const folder = kept ?? mkdtempSync(join(tmpdir(), 'jiuzhu-bench-features-'));
    try {
      return await measure(folder, households);
    } finally {
      if (kept === undefined) rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function measure(folder: string, households: number): Promise<BenchResult> {
  const rows = await ledgerIn(folder, households);
  const limits = { threads, memoryLimit: '3GiB', tempDirectory: join(folder, 'spill') };
  const db = await parquetLedger(join(folder, String(households)), limits);
  try {
    const limitMs = await timed(() => plainSums(db));
    const one = await computed(db, oneDate);
    const oneRssMiB = peakMiB();
    const three = await computed(db, threeDates);
    const further = (three.ms - one.ms) / (threeDates.length - 1);
    return {
      bench: featuresBench.name,
      setting: {
        households,
        threads,
        ledger_rows: rows,
        features: countyFeatures.length,
        signals: one.signals,
        one_date_s: one.ms / 1000,
        three_dates_s: three.ms / 1000,
        further_date_share: further / one.ms,
        rows_per_s: Math.round(rows / (one.ms / 1000)),
        cells_per_10s: Math.round((households * countyFeatures.length * 10_000) / one.ms),
        peak_rss_mib_one_date: oneRssMiB,
        peak_rss_mib: peakMiB(),
      },
      ours: timing('jiuzhu features and signals, one date', process.version, [one.ms]),
      peer: timing('DuckDB sums by person of the same rows', 'in process', [limitMs]),
      peerProblem: '',
      ratio: one.ms / limitMs,
      agreement: null,
    };
  } finally {
    db.close();
  }
}

/** Writes the ledger unless an earlier call kept it (JIUZHU_BENCH_LEDGER names the folder). */
async function ledgerIn(folder: string, households: number): Promise<number> {
  const place = join(folder, String(households));
  const counted = join(place, 'rows.json');
  if (!existsSync(counted)) {
    mkdirSync(place, { recursive: true });
    writeFileSync(counted, JSON.stringify(await writeLedger(place, households)));
  }
  return (JSON.parse(readFileSync(counted, 'utf8')) as { rows: number }).rows;
}

async function computed(db: DuckDb, dates: readonly string[]): Promise<{ ms: number; signals: number }> {
  let signals = 0;
  const ms = await timed(async () => {
    for await (const day of buildCounty({ db, asOf: dates.map((date) => isoDate(date)) }))
      signals += fireSignals(await loadSignals({ asOf: day.asOf }), day.matrix).count;
  });
  return { ms, signals };
}

/** One pass over every row with the columns features read: sums, counts and extremes by person. */
async function plainSums(db: DuckDb): Promise<void> {
  const tables = { income_month: 'amount_fen', employment_event: 'amount_fen', utility_month: '"usage"' };
  const columns = { ...tables, medical_claim: 'self_paid_fen', observation: 'value' };
  for (const [table, column] of Object.entries(columns))
    await db.run(
      `SELECT count(*), sum(a), max(b), sum(c) FROM (SELECT sum(${column}) AS a, max(${column}) AS b, count(*) AS c,
        max(occurred_on) AS d, max(recorded_at) AS e FROM ${table} GROUP BY person_id)`,
    );
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function peakMiB(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
