import { mkdtemp, rm, stat } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPolicy } from '../../src/policy/index.ts';
import { recommendAll } from '../../src/recommend/all.ts';
import { compareOnThreads } from '../../src/whatif/compare.ts';
import { overridesOf } from '../../src/whatif/reform.ts';
import type { Scenario } from '../../src/whatif/scenario.ts';
import { timing, type Bench, type BenchResult } from './bench.ts';
import { tiledCounty } from './tiled-county.ts';

const households = 1_000_000;
const runs = 2;

/** Everybody's recommendations, explained, as one published file. */
export const recommendBench: Bench = {
  name: 'recommend',
  title:
    'recommendations with explanations for 1,000,000 households: rules, near misses, ranking, words, file',
  run: async (): Promise<BenchResult> => {
    const policy = await loadPolicy();
    const county = await tiledCounty(households);
    const folder = await mkdtemp(join(tmpdir(), 'jiuzhu-bench-recommend-'));
    const file = join(folder, 'recommendations.csv');
    const times: number[] = [];
    let lines = 0;
    const cpu = cpuMs();
    try {
      for (let i = 0; i < runs; i++) {
        const start = performance.now();
        const { counts } = await recommendAll(file, { policy, ...county, facts: {} });
        times.push(performance.now() - start);
        lines = counts.entitled + counts.ask + counts.near + counts.gap + counts.review + counts.overlap;
      }
      const { size } = await stat(file);
      return result('recommend', 'jiuzhu recommend', times, {
        lines,
        mib: Math.round(size / 2 ** 20),
        cpu_ms_a_run: (cpuMs() - cpu) / runs,
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

const reform: Scenario = {
  scenario: 1,
  title: { zh: '试', en: 'trial' },
  reform: { 'dibao.standard_urban': 1400 },
  waive: [],
  shocks: [{ fact: 'person.wage', times: 0.9 }],
  unverified_savings: 'within_limits',
};

/** A reform and a shock over everybody. */
export const whatifBench: Bench = {
  name: 'whatif',
  title:
    'policy what-if, baseline and reform with a shock, 1,000,000 households: caseload, cost, deciles, poverty',
  run: async (): Promise<BenchResult> => {
    const policy = await loadPolicy();
    const county = await tiledCounty(households);
    const overrides = overridesOf(policy, reform, 'bench');
    const times: number[] = [];
    let reach = 0;
    const cpu = cpuMs();
    for (let i = 0; i < runs; i++) {
      const start = performance.now();
      const comparison = await compareOnThreads({ policy, ...county, scenario: reform, overrides });
      times.push(performance.now() - start);
      reach = comparison.reach.after;
    }
    return result('whatif', 'jiuzhu whatif', times, {
      entitled_after: reach,
      cpu_ms_a_run: (cpuMs() - cpu) / runs,
    });
  },
};

/** Processor time of this process so far: what a busy machine does not stretch. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return Math.round((user + system) / 1000);
}

function result(
  bench: string,
  name: string,
  times: number[],
  facts: Readonly<Record<string, number>>,
): BenchResult {
  return {
    bench,
    setting: {
      households,
      ...facts,
      threads: 2,
      peak_rss_mib: Math.round(process.resourceUsage().maxRSS / 1024),
      load_average: Number(loadavg()[0]!.toFixed(2)),
    },
    ours: timing(name, process.version, times),
    peer: null,
    peerProblem: 'no other program has these rules',
    ratio: null,
    agreement: null,
  };
}
