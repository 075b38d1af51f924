import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCounty } from '../../features/county/build.ts';
import { countyFeatures } from '../../features/county/index.ts';
import { loadSignals } from '../../features/signals/config.ts';
import { fireSignals } from '../../features/signals/evaluate.ts';
import { parquetLedger } from '../../features/testing/parquet-ledger.ts';
import { addMonths, isoDate, type IsoDate } from '../../src/core/dates.ts';
import { sqlIdentifier, type DuckDb } from '../../src/io/duckdb.ts';
import { timing, type Bench, type BenchResult } from './bench.ts';
import { eventTables, writeLedger, type BenchLedger } from './features-data.ts';

const LAST_DATE = isoDate('2024-12-31');
const threads = 2;

/**
 * Every county feature and signal of every household for one as-of date, then for several in one call, table by table.
 * The limit is what DuckDB needs to read the same rows once: five aggregates by person of each table, without windows
 * or roll-up.
 */
export const featuresBench: Bench = {
  name: 'features',
  title:
    'all county features and signals of 20,000 (--large: 1,000,000; or JIUZHU_BENCH_HOUSEHOLDS) households × 36 months, for one and for 3 (or JIUZHU_BENCH_DATES) as-of dates, beside plain DuckDB sums',
  run: async ({ large }): Promise<BenchResult> => {
    const households = numberIn('JIUZHU_BENCH_HOUSEHOLDS') ?? (large ? 1_000_000 : 20_000);
    const kept = process.env['JIUZHU_BENCH_LEDGER'];
    const folder = kept ?? mkdtempSync(join(tmpdir(), 'jiuzhu-bench-features-'));
    try {
      return await measure(folder, households, numberIn('JIUZHU_BENCH_DATES') ?? 3);
    } finally {
      if (kept === undefined) rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** One call: wall and processor time, time of each table, signals that fired. */
interface Call {
  readonly ms: number;
  readonly cpuMs: number;
  readonly tableMs: ReadonlyMap<string, number>;
  readonly signals: number;
}

async function measure(folder: string, households: number, dates: number): Promise<BenchResult> {
  const ledger = await ledgerIn(folder, households);
  const limits = { threads, memoryLimit: '3GiB', tempDirectory: join(folder, 'spill') };
  const db = await parquetLedger(join(folder, String(households)), limits);
  try {
    const limitMs = await plainSums(db);
    const one = await computed(db, [LAST_DATE]);
    const oneRssMiB = peakMiB();
    const several = Array.from({ length: dates }, (_, i) => addMonths(LAST_DATE, 3 * (i + 1 - dates)));
    const many = dates > 1 ? await computed(db, several) : one;
    const plainMs = [...limitMs.values()].reduce((sum, ms) => sum + ms, 0);
    return {
      bench: featuresBench.name,
      setting: {
        ...{ households, threads, dates, ledger_rows: ledger.rows },
        ...{ features: countyFeatures.length, signals: one.signals },
        ...{ one_date_s: one.ms / 1000, one_date_cpu_s: one.cpuMs / 1000 },
        ...{ all_dates_s: many.ms / 1000, all_dates_cpu_s: many.cpuMs / 1000 },
        ...(dates > 1 ? furtherShares(one, many, dates) : {}),
        rows_per_s: Math.round(ledger.rows / (one.ms / 1000)),
        ...{ peak_rss_mib_one_date: oneRssMiB, peak_rss_mib: peakMiB() },
        ...tableRates(ledger, one, limitMs),
      },
      ours: timing('jiuzhu features and signals, one date', process.version, [one.ms]),
      peer: timing('DuckDB sums by person of the same rows', 'in process', [plainMs]),
      peerProblem: '',
      ratio: one.ms / plainMs,
      agreement: null,
    };
  } finally {
    db.close();
  }
}

/** What each further date costs, as a share of what one costs. */
function furtherShares(one: Call, many: Call, dates: number): Record<string, number> {
  return {
    further_date_share: (many.ms - one.ms) / (dates - 1) / one.ms,
    further_date_cpu_share: (many.cpuMs - one.cpuMs) / (dates - 1) / one.cpuMs,
  };
}

/** Rows a second of each table, ours (all its features of one date) and plain. */
function tableRates(
  { tables }: BenchLedger,
  { tableMs }: Call,
  limitMs: ReadonlyMap<string, number>,
): Record<string, number> {
  const rates: Record<string, number> = {};
  for (const [table, rows] of Object.entries(tables)) {
    rates[`${table}_rows`] = rows;
    rates[`${table}_rows_per_s`] = Math.round((rows * 1000) / (tableMs.get(table) ?? Number.NaN));
    rates[`${table}_plain_rows_per_s`] = Math.round((rows * 1000) / (limitMs.get(table) ?? Number.NaN));
  }
  return rates;
}

/** Writes the ledger unless an earlier call kept it (JIUZHU_BENCH_LEDGER names the folder). */
async function ledgerIn(folder: string, households: number): Promise<BenchLedger> {
  const place = join(folder, String(households));
  const counted = join(place, 'ledger.json');
  if (!existsSync(counted)) {
    mkdirSync(place, { recursive: true });
    say(`writing a ledger of ${households} households`);
    writeFileSync(counted, JSON.stringify(await writeLedger(place, households, say)));
  }
  return JSON.parse(readFileSync(counted, 'utf8')) as BenchLedger;
}

async function computed(db: DuckDb, dates: readonly IsoDate[]): Promise<Call> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const tableMs = new Map<string, number>();
  let last: number | null = null;
  let signals = 0;
  const tableRead = (source: string): void => {
    const now = performance.now();
    if (last !== null) tableMs.set(source, (tableMs.get(source) ?? 0) + now - last);
    last = now;
    say(`${dates.length} dates: ${source} read after ${seconds(now - start)}`);
  };
  for await (const day of buildCounty({ db, asOf: dates, tableRead })) {
    signals += fireSignals(await loadSignals({ asOf: day.asOf }), day.matrix).count;
    say(`${dates.length} dates: ${day.asOf} after ${seconds(performance.now() - start)}, ${peakMiB()} MiB`);
  }
  const { user, system } = process.cpuUsage(cpu);
  return { ms: performance.now() - start, cpuMs: (user + system) / 1000, tableMs, signals };
}

/** One pass over every row with the columns features read: sums, counts and extremes by person; milliseconds a table. */
async function plainSums(db: DuckDb): Promise<Map<string, number>> {
  const times = new Map<string, number>();
  for (const [table, { sums }] of Object.entries(eventTables)) {
    const start = performance.now();
    await db.run(
      `SELECT count(*), sum(a), max(b), sum(c), max(d), max(e) FROM (SELECT sum(${sums}) AS a, max(${sums}) AS b, count(*) AS c,
        max(occurred_on) AS d, max(recorded_at) AS e FROM ${sqlIdentifier(table)} GROUP BY person_id)`,
    );
    times.set(table, performance.now() - start);
    say(`plain DuckDB: ${table} after ${seconds(performance.now() - start)}`);
  }
  return times;
}

function numberIn(name: string): number | null {
  const text = process.env[name];
  if (text === undefined) return null;
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`${name} is a whole number above 0, not ${text}`);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function say(text: string): void {
  process.stderr.write(`[bench] ${featuresBench.name}: ${text}\n`);
}

function peakMiB(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
