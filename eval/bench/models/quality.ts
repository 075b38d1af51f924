/**
 * AUC and log loss of boosted trees beside xgboost with the same settings, on tasks with fixed folds: files
 * `<task>.csv.gz` of columns `group, fold, t, y` and features in the folder that JIUZHU_TASKS names.
 */
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import { fitBoosting } from '../../../models/boosting/fit.ts';
import { gbdt } from '../../../models/boosting/model.ts';
import { boostingDefaults } from '../../../models/boosting/options.ts';
import { matrix, takeLabels, takeRows, type Matrix } from '../../../src/core/matrix.ts';
import { seededRng } from '../../../src/core/rng.ts';
import { evaluateBinary } from '../../index.ts';
import { timing, type Bench, type BenchResult } from '../bench.ts';

const SETTINGS = {
  rounds: 200,
  learningRate: 0.05,
  maxLeaves: 16,
  maxDepth: 6,
  minChildHessian: 1,
  lambda: 5,
  repeats: 5,
};
const options = { ...boostingDefaults, ...SETTINGS, minChildRows: 1, rowShare: 1, featureShare: 1 };
const NOT_FEATURES = new Set(['group', 'fold', 't', 'y']);

const measures = z.object({ auc: z.number(), logLoss: z.number() });
const peerAnswer = z.object({
  version: z.string(),
  tasks: z.record(z.string(), z.array(measures.extend({ folds: z.array(measures) }))),
});
type Measures = z.infer<typeof measures>;

/** `agreement` is the largest difference of a task's AUC from the mean of xgboost's runs. */
export const gbdtQualityBench: Bench = {
  name: 'gbdt-quality',
  title: 'boosted trees, AUC and log loss out of fold on the tasks of JIUZHU_TASKS, against xgboost hist',
  run: async () => {
    const folder = process.env['JIUZHU_TASKS'];
    const start = performance.now();
    if (folder === undefined) return report(start, {}, 'JIUZHU_TASKS names no folder of tasks', null);
    const files = (await readdir(folder)).filter((file) => file.endsWith('.csv.gz')).sort();
    const ours = await Promise.all(files.map(async (file) => outOfFold(await readTask(join(folder, file)))));
    const peer = await askPeer(folder);
    const found = files.map((file, i) => {
      const name = file.replace('.csv.gz', '');
      return { name, ...compared(ours[i]!, peer.tasks[name]!) };
    });
    const texts = Object.fromEntries(found.map(({ name, text }) => [name, text]));
    const problem = `xgboost ${peer.version} is asked for quality, not for time`;
    return report(start, texts, problem, Math.max(...found.map(({ gap }) => gap)));
  },
};

function report(
  start: number,
  texts: Readonly<Record<string, string>>,
  peerProblem: string,
  agreement: number | null,
): BenchResult {
  const ours = timing(`jiuzhu ${gbdtQualityBench.name}`, process.version, [performance.now() - start]);
  const setting = { ...SETTINGS, ...texts };
  return { bench: gbdtQualityBench.name, setting, ours, peer: null, peerProblem, ratio: null, agreement };
}

interface Task {
  readonly X: Matrix;
  readonly y: Uint8Array;
  readonly fold: Float64Array;
}

async function readTask(file: string): Promise<Task> {
  const text = gunzipSync(await readFile(file))
    .toString('utf8')
    .trimEnd();
  const [header, ...lines] = text.split('\n').map((line) => line.trimEnd().split(','));
  const columnOf = (j: number): Float64Array =>
    Float64Array.from(lines, (cells) => (cells[j] === '' ? Number.NaN : Number(cells[j])));
  const names = header!.filter((name) => !NOT_FEATURES.has(name));
  const named = (name: string): Float64Array => columnOf(header!.indexOf(name));
  return { X: matrix(names, names.map(named)), y: Uint8Array.from(named('y')), fold: named('fold') };
}

/** Every row is judged by the model of the other folds; all rows are pooled. */
function outOfFold({ X, y, fold }: Task): Measures {
  const pooled = new Float64Array(y.length);
  for (const test of new Set(fold)) {
    const rows = (isTest: boolean): number[] => [...fold.keys()].filter((i) => (fold[i] === test) === isTest);
    const [train, others] = [rows(false), rows(true)];
    const model = fitBoosting(takeRows(X, train), takeLabels(y, train), options, seededRng(1));
    const p = gbdt.predict(model, takeRows(X, others));
    for (const [i, row] of others.entries()) pooled[row] = p[i]!;
  }
  const { auc, log_loss: logLoss } = evaluateBinary(y, pooled, { shares: [] });
  return { auc: auc!, logLoss };
}

async function askPeer(folder: string): Promise<z.infer<typeof peerAnswer>> {
  const python = process.env['JIUZHU_PEERS_PYTHON'] ?? 'python3';
  const script = join(import.meta.dirname, '..', '..', 'peers', 'bench', 'xgboost_tasks.py');
  const { stdout } = await promisify(execFile)(python, [script, folder, JSON.stringify(SETTINGS)]);
  return peerAnswer.parse(JSON.parse(stdout));
}

function compared(ours: Measures, theirs: readonly Measures[]): { text: string; gap: number } {
  const mean = (key: keyof Measures): number =>
    theirs.reduce((sum, run) => sum + run[key], 0) / theirs.length;
  const spread = (key: keyof Measures): number =>
    Math.max(...theirs.map((run) => run[key])) - Math.min(...theirs.map((run) => run[key]));
  const gap = ours.auc - mean('auc');
  const share = ours.logLoss / mean('logLoss') - 1;
  const text = [
    `AUC ${ours.auc.toFixed(4)} against ${mean('auc').toFixed(4)} (${signed(gap, 4)}; theirs spread ${spread('auc').toFixed(4)})`,
    `log loss ${ours.logLoss.toFixed(4)} against ${mean('logLoss').toFixed(4)} (${signed(100 * share, 2)} %; theirs spread ${spread('logLoss').toFixed(4)})`,
  ].join(', ');
  return { text, gap: Math.abs(gap) };
}

function signed(value: number, digits: number): string {
  return (value < 0 ? '' : '+') + value.toFixed(digits);
}
