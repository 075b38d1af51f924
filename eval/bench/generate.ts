import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silent } from '../../src/core/progress.ts';
import { generate } from '../../src/generate/generate.ts';
import { defaultThreads } from '../../src/io/worker-pool.ts';
import { timing, type Bench, type BenchResult } from './bench.ts';

const months = 48;
const runs = 2;

/** A county from nothing to published files: threads, simulation, rows, workbooks, Parquet, hashes. */
export const generateBench: Bench = {
  name: 'generate',
  title:
    'a synthetic county of 20,000 (--large: 100,000) households over 48 months, all files written and hashed',
  run: async ({ large }): Promise<BenchResult> => {
    const folder = mkdtempSync(join(tmpdir(), 'jiuzhu-bench-generate-'));
    try {
      return await measure(folder, large ? 100_000 : 20_000, large ? 1 : runs);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function measure(folder: string, households: number, times: number): Promise<BenchResult> {
  const threads = defaultThreads();
  const elapsed: number[] = [];
  const cpuMs: number[] = [];
  let rows = 0;
  let bytes = 0;
  for (let run = 0; run < times; run++) {
    const out = join(folder, `county${run}`);
    const start = performance.now();
    const cpu = process.cpuUsage();
    const made = await generate(
      {
        ...{ households, months, seed: 2026, start: '2022-01', region: '330199', dirt: 1, format: 'mixed' },
        ...{ threads, version: 'bench', out },
      },
      silent,
    );
    elapsed.push(performance.now() - start);
    const { user, system } = process.cpuUsage(cpu);
    cpuMs.push((user + system) / 1000);
    rows = made.files.reduce((sum, file) => sum + file.rows, 0);
    bytes = made.manifest.files.reduce((sum, file) => sum + file.bytes, 0);
    rmSync(out, { recursive: true });
  }
  const ours = timing('jiuzhu generate', process.version, elapsed);
  const seconds = ours.medianMs / 1000;
  return {
    bench: generateBench.name,
    setting: {
      households,
      months,
      threads,
      rows,
      bytes,
      households_per_s: Math.round(households / seconds),
      rows_per_s: Math.round(rows / seconds),
      cpu_s: timing('cpu', '', cpuMs).medianMs / 1000,
      peak_rss_mib: Math.round(process.resourceUsage().maxRSS / 1024),
    },
    ours,
    peer: null,
    peerProblem: 'none measured: no other program writes these files',
    ratio: null,
    agreement: null,
  };
}
