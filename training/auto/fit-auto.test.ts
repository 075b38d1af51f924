import { describe, expect, it } from 'vitest';
import { evaluateBinary } from '../../eval/index.ts';
import { boostingDefaults } from '../../models/boosting/options.ts';
import { allRows } from '../../models/check.ts';
import { forestDefaults } from '../../models/forest/fit.ts';
import { scorecardDefaults } from '../../models/scorecard/fit.ts';
import { predictStack, type Stack } from '../../models/stack/model.ts';
import { learnableSample } from '../../models/test-support.ts';
import { matrix } from '../../src/core/matrix.ts';
import { normal, seededRng } from '../../src/core/rng.ts';
import { sha256 } from '../../src/io/files.ts';
import { encode } from '../../src/scoring/codec.ts';
import { fitTable } from '../table/fit.ts';
import { crossValidate } from '../table/cv.ts';
import { candidatesFor, type Candidate } from './candidates.ts';
import { fitAuto, taskCount } from './fit-auto.ts';
import { startRunner, type Runner } from './runner.ts';
import { runFitTask, type FitTask, type TrainingData } from './task.ts';

const boosting: Candidate = {
  name: 'gbdt',
  family: 'gbdt',
  options: { ...boostingDefaults, rounds: 40, learningRate: 0.1 },
};
const candidates: readonly Candidate[] = [
  boosting,
  { name: 'forest', family: 'forest', options: { ...forestDefaults, trees: 20 } },
  { name: 'scorecard', family: 'scorecard', options: scorecardDefaults },
];
const sample = learnableSample(400, 'auto');
const data: TrainingData = { ...sample, groups: Int32Array.from({ length: 400 }, (_, i) => i >> 1) };

describe('fitAuto', () => {
  it('teaches hazards by censored rows, but never the fold that judges their household', async () => {
    const groups = Int32Array.from({ length: 400 }, (_, i) => i % 90);
    const months = Float64Array.from(sample.y, (label) => (label === 1 ? 3 : 6));
    const watched = { ...data, groups, histories: { months, happened: sample.y } };
    const options = { ...boostingDefaults, rounds: 10, horizons: [3, 6], asked: 1 };
    const runner = startRunner(watched, 1);
    const tasks: FitTask[] = [];
    const run: Runner['run'] = (task) => {
      tasks.push(task);
      return runner.run(task);
    };

    await fitAuto(
      {
        ...{ data: watched, rows: allRows(300), censored: allRows(400).subarray(300), seed: 's' },
        candidates: [boosting, { name: 'hazard', family: 'hazard', options }],
      },
      { ...runner, run },
    );

    for (const { candidate, train, watch } of tasks) {
      const judged = new Set(Array.from(watch, (row) => groups[row]));
      expect(train.some((row) => judged.has(groups[row]))).toBe(false);
      expect(watch.some((row) => row >= 300)).toBe(false);
      expect(train.some((row) => row >= 300)).toBe(candidate.family === 'hazard');
    }
    expect(tasks).toHaveLength(8);
  });

  it('gives the same bytes on one, two and three threads', async () => {
    const [one, two, three] = await Promise.all([1, 2, 3].map((threads) => fit(data, { threads })));

    expect(bytesOf(two!)).toBe(bytesOf(one!));
    expect(bytesOf(three!)).toBe(bytesOf(one!));
  });

  it('weighs no member negatively and reports as many tasks as it announced', async () => {
    let done = 0;
    const stack = await fit(data, { onTask: () => done++ });

    expect(stack.members.every(({ weight }) => weight > 0)).toBe(true);
    expect(done).toBe(taskCount(candidates));
  });

  it('looks at no row outside the ones it was given', async () => {
    const rows = allRows(400).filter((row) => row % 4 < 2);
    const misled: TrainingData = {
      X: {
        ...data.X,
        columns: data.X.columns.map((column) => column.map((x, row) => (row % 4 < 2 ? x : 1e6))),
      },
      y: data.y.map((label, row) => (row % 4 < 2 ? label : 1 - label)),
      groups: data.groups,
    };

    const all = await fit(data, {});
    const told = await fit(data, { rows });

    expect(bytesOf(await fit(misled, { rows }))).toBe(bytesOf(told));
    expect(bytesOf(all)).not.toBe(bytesOf(told));
  });

  it('judges every row once, by models that saw no row of its group', async () => {
    const tasks: FitTask[] = [];
    const runner = startRunner(data, 1);
    const watching = { ...runner, run: (task: FitTask) => (tasks.push(task), runner.run(task)) };
    await fitAuto({ data, rows: allRows(400), candidates, seed: 'seed' }, watching);

    for (const family of ['gbdt', 'scorecard'] as const) {
      const folds = tasks.filter(({ candidate, watch }) => candidate.family === family && watch.length > 0);
      expect(folds.flatMap(({ watch }) => [...watch]).sort((a, b) => a - b)).toEqual([...allRows(400)]);
      for (const { train, watch } of folds) {
        const seen = new Set(Array.from(train, (row) => data.groups[row]));
        expect(watch.some((row) => seen.has(data.groups[row]))).toBe(false);
        expect(train.length + watch.length).toBe(400);
      }
    }
  });

  it('is not deceived by a column that names the group, and would be if it did not know the groups', async () => {
    const { told, fresh } = groupLuck();
    const alone: TrainingData = { ...told, groups: allRows(told.y.length) };
    const loss = (stack: Stack): number =>
      evaluateBinary(fresh.y, predictStack(stack, fresh.X), { shares: [] }).log_loss;

    const honest = await fit(told, { candidates: [boosting] });
    const deceived = await fit(alone, { candidates: [boosting] });

    expect(loss(honest)).toBeLessThan(Math.log(2) * 1.02);
    expect(loss(deceived)).toBeGreaterThan(Math.log(2) * 1.1);
  });
});

describe('a failing task', () => {
  it.each([1, 2])('ends the fit with its named error and leaves no thread (%i threads)', async (threads) => {
    const y = Uint8Array.from({ length: 400 }, (_, row) => Number(row === 8));
    const before = workers();

    const failed = fitTable({ ...data, y }, { choice: 'scorecard', seed: '1', threads });

    await expect(failed).rejects.toMatchObject({ code: 'JZ_LABEL_ONE_CLASS', exitCode: 3 });
    await expect(failed).rejects.toThrow('Every training label is 0');
    expect(workers()).toBe(before);
  });

  it('leaves the tasks beside and after it alone', async () => {
    const runner = startRunner(data, 2);
    const task = { scope: { id: 'all', rows: allRows(400) }, watch: allRows(40), seed: '1' };
    const good: FitTask = { ...task, candidate: boosting, train: allRows(400) };
    const bad: FitTask = { ...task, candidate: candidates[2]!, train: allRows(5) };
    try {
      const [failed, ...fitted] = await Promise.allSettled(
        [bad, good, good, good].map((one) => runner.run(one)),
      );

      expect(failed).toMatchObject({ status: 'rejected', reason: { code: 'JZ_TOO_FEW_ROWS' } });
      for (const result of fitted)
        expect(result).toEqual({ status: 'fulfilled', value: runFitTask(data, good) });
    } finally {
      await runner.close();
    }
  });
});

describe('crossValidate', () => {
  it('predicts each fold from the others alone: its own labels change nothing', async () => {
    const folds = new Map([
      ['a', allRows(400).filter((row) => row < 200)],
      ['b', allRows(400).filter((row) => row >= 200)],
    ]);
    const flipped = { ...data, y: data.y.map((label, row) => (row < 200 ? 1 - label : label)) };
    const options = { folds, choice: 'scorecard', seed: '1', threads: 1 } as const;

    const told = await crossValidate({ data, ...options });
    const misled = await crossValidate({ data: flipped, ...options });

    expect(misled.slice(0, 200)).toEqual(told.slice(0, 200));
    expect(misled.slice(200)).not.toEqual(told.slice(200));
    expect(evaluateBinary(data.y, told, { shares: [] }).auc).toBeGreaterThan(0.75);
  });
});

describe('candidates', () => {
  it('are of the family named, and of every family for auto', () => {
    expect(new Set(candidatesFor('gbdt').map(({ family }) => family))).toEqual(new Set(['gbdt']));
    expect(new Set(candidatesFor('auto').map(({ family }) => family))).toEqual(
      new Set(['gbdt', 'forest', 'scorecard']),
    );
  });
});

interface Fit {
  readonly threads?: number;
  readonly rows?: Int32Array;
  readonly candidates?: readonly Candidate[];
  readonly onTask?: () => void;
}

async function fit(given: TrainingData, asked: Fit): Promise<Stack> {
  const { threads = 1, rows = allRows(given.y.length), onTask } = asked;
  const runner = startRunner(given, threads);
  try {
    return await fitAuto(
      {
        data: given,
        rows,
        candidates: asked.candidates ?? candidates,
        seed: 'seed',
        ...(onTask ? { onTask } : {}),
      },
      runner,
    );
  } finally {
    await runner.close();
  }
}

/** Groups of five rows whose label is the group's luck, with two columns that name the group; and groups unseen. */
function groupLuck(): { told: TrainingData; fresh: TrainingData } {
  const rng = seededRng('luck');
  const rowsOf = (count: number): TrainingData => {
    const groups = Int32Array.from({ length: count * 5 }, (_, row) => Math.floor(row / 5));
    const names = Array.from({ length: count }, () => [normal(rng), normal(rng)] as const);
    const luck = Array.from({ length: count }, () => rng.int(2));
    const columns = [0, 1].map((j) => Float64Array.from(groups, (group) => names[group]![j]!));
    return {
      X: matrix(['x', 'y'], columns),
      y: Uint8Array.from(groups, (group) => luck[group]!),
      groups,
    };
  };
  return { told: rowsOf(120), fresh: rowsOf(400) };
}

function bytesOf(stack: Stack): string {
  const { json, bytes } = encode(stack);
  return sha256(json + Buffer.from(bytes).toString('base64'));
}

/** Threads of this process that are alive. */
function workers(): number {
  return process.getActiveResourcesInfo().filter((resource) => /worker|messageport/i.test(resource)).length;
}
