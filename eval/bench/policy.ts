import { loadavg } from 'node:os';
import { loadPolicy } from '../../src/policy/engine/policy.ts';
import { explain } from '../../src/policy/explain/explain.ts';
import { randomHousehold, randomPopulation } from '../../src/policy/facts/random.ts';
import { compileItems } from '../../src/policy/columnar/items.ts';
import { packPopulation, startPolicyPool } from '../../src/policy/index.ts';
import { snapshotOf } from '../../src/policy/parameters/snapshot.ts';
import { seededRng } from '../../src/core/rng.ts';
import { timeMs, timing, type Bench, type BenchResult } from './bench.ts';

const households = 1_000_000;
const runs = 3;
const threads = 2;
const traces = 300;
const region = '330100';
const date = '2025-06-01';

/** Every programme over a million households, all facts present, two in a hundred unknown. */
export const policyBench: Bench = {
  name: 'policy',
  title: 'all assistance programmes for 1,000,000 households, eligibility and amounts after exclusions',
  run: async (): Promise<BenchResult> => {
    const policy = await loadPolicy();
    const population = randomPopulation(seededRng(1), households, { unknownShare: 0.02 });
    const snapshot = snapshotOf(policy.catalogue, region, date);
    const program = compileItems(policy);
    const asDrawn = median(() => program.run(snapshot, population));
    const packed = packPopulation(population);
    const oneThread = median(() => program.run(snapshot, packed));
    const pool = startPolicyPool(threads);
    const found: number[] = [];
    let kept = 0;
    for (let i = 0; i <= runs; i++) {
      const start = performance.now();
      const columns = await program.runOn(pool, snapshot, packed);
      if (i > 0) found.push(performance.now() - start);
      kept = columns.get('dibao')?.kept.filter((value) => value === 1).length ?? 0;
    }
    await pool.close();
    return {
      bench: policyBench.name,
      setting: {
        households,
        persons: population.personStart[households] ?? 0,
        items: policy.items.length,
        on_dibao: kept,
        threads,
        one_thread_ms: oneThread,
        one_thread_unpacked_ms: asDrawn,
        peak_rss_mib: Math.round(process.resourceUsage().maxRSS / 1024),
        load_average: Number(loadavg()[0]!.toFixed(2)),
      },
      ours: timing('jiuzhu policy columns', process.version, found),
      peer: null,
      peerProblem: 'see policy-openfisca for the rules both have',
      ratio: null,
      agreement: null,
    };
  },
};

/** Of some runs after a first that is not counted. */
function median(work: () => unknown): number {
  work();
  return timing(
    '',
    '',
    Array.from({ length: runs }, () => timeMs(() => work())),
  ).medianMs;
}

/** One household explained in full. */
export const policyTraceBench: Bench = {
  name: 'policy-trace',
  title: 'one household with full trace, all programmes',
  run: async (): Promise<BenchResult> => {
    const policy = await loadPolicy();
    const rng = seededRng(2);
    const snapshot = snapshotOf(policy.catalogue, region, date);
    const families = Array.from({ length: traces }, (_, i) =>
      randomHousehold(rng, `h${i}`, { unknownShare: 0.02 }),
    );
    for (const family of families) explain(policy, family, snapshot);
    const times = families.map((family) =>
      timeMs(() => {
        explain(policy, family, snapshot);
      }),
    );
    return {
      bench: policyTraceBench.name,
      setting: { households: traces, items: policy.items.length, threads: 1 },
      ours: timing('jiuzhu explain', process.version, times),
      peer: null,
      peerProblem: 'none measured',
      ratio: null,
      agreement: null,
    };
  },
};
