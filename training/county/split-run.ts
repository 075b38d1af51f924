/**
 * One split: the grid is fitted on the early dates, calibrated on later ones, and scores the last. One date is in memory
 * at a time after training; work that is already kept is not done again.
 */
import { calibrate } from '../../models/calibration/calibrator.ts';
import { allRows } from '../../models/check.ts';
import type { SingleModel } from '../../models/stack/model.ts';
import { countPositives } from '../../src/core/matrix.ts';
import type { Progress } from '../../src/core/progress.ts';
import { blendMembers, fitMembers, taskCount, type Member } from '../auto/fit-auto.ts';
import { startRunner } from '../auto/runner.ts';
import { calibrateRivals, type CalibrationPart } from './calibrate.ts';
import { collectTraining, type TrainingRows } from './collect.ts';
import { historyWindow } from './histories.ts';
import { calibrateHorizons } from './horizons.ts';
import { modelColumns, modelRows, type DaySource } from './days.ts';
import { joinedNumbers } from './joined-numbers.ts';
import type { ModelGrid } from './model-grid.ts';
import { baselines, foretell, modelRival, type Rival } from './rivals.ts';
import { scoredDays } from './scored-days.ts';
import {
  candidateKey,
  readMember,
  readRecord,
  workKey,
  writeMember,
  writeRecord,
  type FittedGroup,
  type SplitRecord,
  type TestScores,
  type WorkKept,
} from './split-record.ts';
import type { Split } from './splits.ts';

/** How to run. */
export interface SplitRun {
  readonly grid: ModelGrid;
  readonly progress: Progress;
  /** Where finished work is kept; absent: nowhere. */
  readonly work?: WorkKept | undefined;
  readonly threads?: number | undefined;
}

/**
 * Fits, calibrates and scores one split. Test rows choose nothing.
 *
 * @throws JZ_LABEL_ONE_CLASS, JZ_TOO_FEW_ROWS
 */
export async function runSplit(source: DaySource, split: Split, run: SplitRun): Promise<SplitRecord> {
  const { work, grid } = run;
  if (!work) return doSplit(source, split, run);
  const groups = grid.groups.map(({ id, members }) => ({ id, members: [...members] }));
  const more = { groups, candidates: grid.candidates.map(candidateKey) };
  const key = workKey(source.config, split, work, more);
  const kept = await readRecord(work, key);
  if (kept) return kept;
  const record = await doSplit(source, split, run);
  await writeRecord(work, key, record);
  return record;
}

async function doSplit(source: DaySource, split: Split, run: SplitRun): Promise<SplitRecord> {
  const { grid, progress } = run;
  const training = await collectTraining(source, split, progress, historyWindow(grid, split));
  const members = await membersOf(source, split, training, run);
  const stacks = grid.groups.map((group) => {
    const own = group.members.map((name) => members.get(name)!);
    return { id: group.id, stack: blendMembers(own, training.y) };
  });
  const rivals = [
    ...stacks.map(({ id, stack }) => modelRival(id, stack)),
    ...baselines(training, source.config.seed),
  ];
  const rate = countPositives(training.y) / training.y.length;
  const columns = modelColumns(source.config);
  const calibration = await calibrateRivals(source, split, { rivals, columns }, progress);
  const models = [...new Set(stacks.flatMap(({ stack }) => stack.members.map(({ model }) => model)))];
  const scores = await scoreTest(source, split, { rivals, models, calibration, rate }, progress);
  const groups: FittedGroup[] = [];
  for (const [g, { id, stack }] of stacks.entries())
    groups.push({
      ...{ id, stack, logOdds: calibration.logOdds[g]! },
      calibrator: calibration.choices[g]?.calibrator ?? { kind: 'identity' },
      ...(await calibrateHorizons(source, split, stack)),
    });
  return {
    train: training.facts,
    calibrate: calibration.facts,
    sampled: training.sampled,
    groups,
    calibrationLabels: calibration.y,
    calibrationMissing: calibration.missing,
    scores,
  };
}

async function membersOf(
  { config }: DaySource,
  split: Split,
  { X, y, groups, watched }: TrainingRows,
  { grid, work, progress, threads }: SplitRun,
): Promise<Map<string, Member>> {
  const members = new Map<string, Member>();
  for (const candidate of grid.candidates) {
    const kept = work && (await readMember(work, workKey(config, split, work, candidateKey(candidate))));
    if (kept) members.set(candidate.name, kept);
  }
  const missing = grid.candidates.filter(({ name }) => !members.has(name));
  if (missing.length === 0) return members;
  const total = taskCount(missing);
  let done = 0;
  const data = watched ?? { X, y, groups };
  const runner = startRunner(data, threads);
  try {
    const request = {
      ...{ data, rows: allRows(X.nRows), candidates: missing, seed: config.seed },
      censored: allRows(data.X.nRows).subarray(X.nRows),
      onTask: () => progress('训练 / training', ++done, total),
    };
    await fitMembers(request, runner, async (member, place) => {
      const candidate = missing[place]!;
      members.set(candidate.name, member);
      if (work) await writeMember(work, workKey(config, split, work, candidateKey(candidate)), member);
    });
  } finally {
    await runner.close();
  }
  return members;
}

interface Ready {
  readonly rivals: readonly Rival[];
  /** Every model that a rival asks. */
  readonly models: readonly SingleModel[];
  readonly calibration: CalibrationPart;
  /** Share of events among the training rows. */
  readonly rate: number;
}

async function scoreTest(
  source: DaySource,
  { test: dates }: Split,
  { rivals, models, calibration, rate }: Ready,
  progress: Progress,
): Promise<TestScores[]> {
  const columns = modelColumns(source.config);
  const parts = rivals.map((): Float64Array[] => []);
  let rows = 0;
  let done = 0;
  for await (const { day, logOddsOf } of scoredDays(source, { dates, models })) {
    const { asOf, households, signals, X: all } = day;
    const seen = { asOf, households, signals, all, X: modelRows(day, columns) };
    for (const model of models) foretell(model, seen.X, logOddsOf(model));
    for (const [r, rival] of rivals.entries()) {
      const choice = calibration.choices[r];
      const raw = rival.score(seen);
      parts[r]!.push(choice ? raw.map((value) => calibrate(choice.calibrator, value)) : raw);
    }
    rows += households.length;
    progress('检验 / testing', ++done, dates.length);
  }
  const scored = rivals.map(({ id, title, kind, isModel: isProbability }, r): TestScores => {
    return { id, title, kind, isProbability, p: joinedNumbers(parts[r]!) };
  });
  const title = { zh: '训练期基准率', en: 'base rate of the training dates' };
  const base = { id: 'base_rate', title, kind: 'baseline', isProbability: true } as const;
  return [...scored, { ...base, p: new Float64Array(rows).fill(rate) }];
}
