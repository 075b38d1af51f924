/**
 * Training of boosted trees from raw columns, cut points included: ours on one and two threads, in turn with xgboost,
 * LightGBM and scikit-learn on the same rows.
 */
import { loadavg } from 'node:os';
import { fitBoostingAside } from '../../../models/boosting/aside.ts';
import { fitBoosting, type BoostedTrees } from '../../../models/boosting/fit.ts';
import { gbdt } from '../../../models/boosting/model.ts';
import { boostingDefaults } from '../../../models/boosting/options.ts';
import type { Matrix } from '../../../src/core/matrix.ts';
import { seededRng } from '../../../src/core/rng.ts';
import { auc } from '../../metrics/ranking/auc.ts';
import { timing, type Bench, type BenchResult } from '../bench.ts';
import type { PeerAnswer } from '../peer.ts';
import { startPeak } from './peak.ts';
import { modelRows, withRowFiles, type AskPeer, type BothRows } from './rows.ts';

const usual = { rounds: 300, learningRate: 0.05, maxLeaves: 31, minChildHessian: 1, lambda: 1 };
type Settings = typeof usual;
const fixed = { maxDepth: 64, minChildRows: 1, rowShare: 1, featureShare: 1 };
const RUNS = 2;
const SEED = 1;
const peers = [
  { contestant: 'xgboost', threads: 1 },
  { contestant: 'xgboost', threads: 2 },
  { contestant: 'lightgbm', threads: 1 },
  { contestant: 'lightgbm', threads: 2 },
  { contestant: 'sklearn', threads: 1 },
] as const;

/** `ratio` is ours on one thread over xgboost on one; the others stand in the setting. */
export const gbdtTrainBench: Bench = {
  name: 'gbdt-train',
  title:
    'boosted trees, 300 (or --rounds) × 31 leaves on 80,000 × 60 (--large: 1,000,000 × 100), against xgboost hist, LightGBM, scikit-learn',
  run: ({ large, rounds = usual.rounds }) => {
    const [rows, columns] = large ? [1_000_000, 100] : [80_000, 60];
    const both = { train: modelRows(rows, columns, 'train'), test: modelRows(20_000, columns, 'test') };
    const settings = { ...usual, rounds };
    return withRowFiles(both, (ask) => compare(both, settings, ask, large ? 1 : RUNS));
  },
};

/** One timed run. */
interface Run {
  readonly name: string;
  readonly version: string;
  readonly ms: number;
  readonly cpuMs: number;
  readonly auc: number;
  /** Bytes that the process, the rows in memory already, grew by at most; `null` where the system does not tell. */
  readonly peak: number | null;
}

async function compare(rows: BothRows, settings: Settings, ask: AskPeer, runs: number): Promise<BenchResult> {
  const all: Run[] = [];
  const problems: string[] = [];
  const loads: number[] = [];
  const keep = (run: Run): void => {
    all.push(run);
    process.stderr.write(`[bench] ${run.name}, ${shown(run, rows.train.X)}\n`);
  };
  for (let run = 0; run < runs; run++) {
    for (const threads of [1, 2]) keep(await ourRun(rows, settings, threads));
    for (const peer of peers) {
      const answer = await ask('bench/trees_train.py', { ...settings, ...peer });
      if (answer.timing) keep(peerRun(answer));
      else problems.push(`${peer.contestant}: ${answer.problem}`);
    }
    loads.push(loadavg()[0]!);
  }
  return report(rows, settings, all, { problems, loads });
}

/** Version, times and quality, and what memory it took beside the binned matrix: one byte a value. */
function shown({ version, ms, cpuMs, auc, peak }: Run, { nRows, columns }: Matrix): string {
  const mib = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
  const binned = nRows * columns.length;
  const memory =
    peak === null
      ? 'memory not measured on this system'
      : `${mib(peak)} more at the peak, ${(peak / binned).toFixed(2)} of the bins' ${mib(binned)}`;
  const times = `${Math.round(ms)} ms, processor ${Math.round(cpuMs)} ms`;
  return `${version}: ${times}, AUC ${auc.toFixed(4)}, ${memory}`;
}

async function ourRun({ train, test }: BothRows, settings: Settings, threads: number): Promise<Run> {
  const { X, y } = train;
  const options = { ...boostingDefaults, ...settings, ...fixed };
  const peak = startPeak();
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const model: BoostedTrees =
    threads === 1
      ? fitBoosting(X, y, options, seededRng(SEED))
      : await fitBoostingAside({ X, y }, options, SEED, { threads });
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return {
    name: `jiuzhu, ${threads} thread(s)`,
    version: process.version,
    ms,
    cpuMs: (user + system) / 1000,
    peak: peak(),
    auc: auc(test.y, gbdt.predict(model, test.X)),
  };
}

function peerRun({
  timing: { name, version, minMs },
  cpuMs,
  peakBytes,
  value,
}: PeerAnswer & { timing: object }): Run {
  return { name, version, ms: minMs, cpuMs: cpuMs ?? Number.NaN, peak: peakBytes, auc: value };
}

interface Circumstances {
  readonly problems: readonly string[];
  readonly loads: readonly number[];
}

function report(
  { train }: BothRows,
  settings: Settings,
  all: readonly Run[],
  { problems, loads }: Circumstances,
): BenchResult {
  const of = (name: string): Run[] => all.filter((run) => run.name === name);
  const least = (name: string, key: 'ms' | 'cpuMs'): number => Math.min(...of(name).map((run) => run[key]));
  const names = [...new Set(all.map(({ name }) => name))];
  const seen = names.map((name) => {
    const [first] = of(name) as [Run, ...Run[]];
    const peaks = of(name).flatMap(({ peak }) => peak ?? []);
    const peak = peaks.length > 0 ? Math.max(...peaks) : null;
    return [
      name,
      shown({ ...first, ms: least(name, 'ms'), cpuMs: least(name, 'cpuMs'), peak }, train.X),
    ] as const;
  });
  const ratios = names.flatMap((name) => {
    const ours = `jiuzhu, ${name.includes('2 thread') ? 2 : 1} thread(s)`;
    if (name === ours) return [];
    const [wall, cpu] = (['ms', 'cpuMs'] as const).map((key) => least(ours, key) / least(name, key));
    return [[`ratio to ${name}`, `${wall!.toFixed(2)}, of processor time ${cpu!.toFixed(2)}`] as const];
  });
  const timed = (name: string, shown: string) => {
    const runs = of(name);
    const times = runs.map(({ ms }) => ms);
    return runs.length > 0 ? timing(shown, runs[0]!.version, times) : null;
  };
  const ours = timed('jiuzhu, 1 thread(s)', `jiuzhu ${gbdtTrainBench.name}`)!;
  const peer = timed('xgboost, 1 thread(s)', 'xgboost hist');
  return {
    bench: gbdtTrainBench.name,
    setting: {
      ...{ rows: train.X.nRows, columns: train.X.columns.length, ...settings, seed: SEED },
      ...{ load: loads.map((load) => load.toFixed(1)).join(' ') },
      ...Object.fromEntries([...seen, ...ratios]),
    },
    ours,
    peer,
    peerProblem: problems.join('; '),
    ratio: peer ? ours.medianMs / peer.medianMs : null,
    agreement: peer ? Math.abs(of('jiuzhu, 1 thread(s)')[0]!.auc - of('xgboost, 1 thread(s)')[0]!.auc) : null,
  };
}
