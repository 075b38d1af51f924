/**
 * Temporal cross-validation from end to end: every split in turn, the model group taken by what came before, and what
 * the last split gives to a bundle.
 */
import { calibrate } from '../../models/calibration/calibrator.ts';
import { fitIntervalGroups, type IntervalGroups } from '../../models/calibration/interval-groups.ts';
import { fitVennAbers, type VennAbers } from '../../models/calibration/venn-abers.ts';
import type { Calibrator } from '../../models/calibration/calibrator.ts';
import { explainStack, type Stack } from '../../models/stack/model.ts';
import type { Candidate, GroupColumn, JudgedLabel, JudgedRows, Selection } from '../../eval/index.ts';
import { JzError } from '../../src/core/errors/index.ts';
import { takeRows } from '../../src/core/matrix.ts';
import type { HorizonCalibrator } from '../../src/scoring/horizons.ts';
import type { PartFacts } from './collect.ts';
import { cohortDays, modelRows, type DaySource } from './days.ts';
import { joinedNumbers } from './joined-numbers.ts';
import { groupTitle } from './rivals.ts';
import { pruneGrid, select, selectionMetric } from './selection.ts';
import type { FittedGroup, SplitRecord } from './split-record.ts';
import { runSplit, type SplitRun } from './split-run.ts';
import type { Split } from './splits.ts';
import { joinTestRows, testRows, type TestRows } from './test-rows.ts';

/** One split as it was run. */
export interface TestedSplit {
  readonly split: Split;
  readonly record: SplitRecord;
  readonly test: PartFacts;
}

/** A finished training: the model of the last split, and the scored test dates of all. */
export interface TrainedCounty {
  readonly splits: readonly TestedSplit[];
  readonly selection: Selection;
  /** The group taken in the last split, and its parts. */
  readonly champion: string;
  readonly stack: Stack;
  readonly calibrator: Calibrator;
  /** Of the further horizons that the model answers; none when it answers one. */
  readonly horizons: readonly HorizonCalibrator[];
  readonly interval: VennAbers;
  readonly intervalGroups: IntervalGroups;
  /** Calibrated probabilities of the calibration rows, descending. */
  readonly calibrationProbabilities: Float64Array;
  /** Of the last split. */
  readonly parts: { readonly train: PartFacts; readonly calibrate: PartFacts; readonly test: PartFacts };
  readonly sampled: number;
  /** Mean absolute contribution of each of the stack's features, in log-odds. */
  readonly importance: Float64Array;
  /** Rows of all splits; the first candidate is what was taken at each time. */
  readonly judged: JudgedRows;
  /** The configured label first. */
  readonly labels: readonly JudgedLabel[];
  readonly groups: readonly GroupColumn[];
}

/** Id of the ranking made of the group taken in each split. */
export const TAKEN = 'taken';

/** Trains, calibrates and scores split by split. Test rows choose nothing of their own split. */
export async function trainCounty(
  source: DaySource,
  splits: readonly Split[],
  run: SplitRun,
): Promise<TrainedCounty> {
  const { config } = source;
  const groups = run.grid.groups.map(({ id }) => id);
  const done: TestedSplit[] = [];
  const rows: TestRows[] = [];
  const history: number[][] = [];
  const pruned: { group: string; afterSplits: number }[] = [];
  let { grid } = run;
  for (const [i, split] of splits.entries()) {
    const told = labelled(run, splits.length > 1 ? `${i + 1}/${splits.length} ` : '');
    const record = await runSplit(source, split, { ...told, grid });
    const tested = await testRows(source, split.test);
    history.push(metricsOf(source, groups, record, tested));
    done.push({ split, record, test: tested.facts });
    rows.push(tested);
    const next = pruneGrid(grid, config, groups, history);
    const out = grid.groups.filter(({ id }) => !next.groups.some((left) => left.id === id));
    pruned.push(...out.map(({ id }) => ({ group: id, afterSplits: i + 1 })));
    grid = next;
  }
  return assemble(source, {
    done,
    rows,
    selection: select(config, groups, { history, pruned, from: splits.map(({ test }) => test[0]!) }),
  });
}

function labelled(run: SplitRun, prefix: string): SplitRun {
  return { ...run, progress: (label, at, total) => run.progress(`${prefix}${label}`, at, total) };
}

function metricsOf(
  { config }: DaySource,
  groups: readonly string[],
  { scores }: SplitRecord,
  { labels }: TestRows,
): number[] {
  return groups.map((id) => {
    const own = scores.find((one) => one.id === id);
    return own ? selectionMetric(config, labels[0]!, own.p) : Number.NaN;
  });
}

interface Done {
  readonly done: readonly TestedSplit[];
  readonly rows: readonly TestRows[];
  readonly selection: Selection;
}

async function assemble(source: DaySource, { done, rows, selection }: Done): Promise<TrainedCounty> {
  const last = done.at(-1);
  const champion = selection.taken.at(-1);
  const own = last?.record.groups.find(({ id }) => id === champion);
  if (!last || !champion || !own) throw new JzError('JZ_INTERNAL', { problem: 'no model group was taken' });
  const { record, split, test } = last;
  const { labels, groups, signals, households, asOf, welfare } = joinTestRows(rows);
  return {
    ...{ splits: done, selection, champion, labels, groups },
    stack: own.stack,
    calibrator: own.calibrator,
    horizons: own.horizons ?? [],
    interval: fitVennAbers(own.logOdds, record.calibrationLabels),
    intervalGroups: fitIntervalGroups(own.logOdds, record.calibrationLabels, record.calibrationMissing),
    calibrationProbabilities: probabilitiesOf(own).sort().reverse(),
    parts: { train: record.train, calibrate: record.calibrate, test },
    sampled: record.sampled,
    importance: await importanceOf(source, own.stack, split),
    judged: { households, asOf, signals, welfare, candidates: candidatesOf(done, selection) },
  };
}

function probabilitiesOf({ logOdds, calibrator }: FittedGroup): Float64Array {
  return logOdds.map((one) => calibrate(calibrator, one));
}

/** What was taken at each time, then every ranking that all splits have. */
function candidatesOf(done: readonly TestedSplit[], { taken }: Selection): Candidate[] {
  const records = done.map(({ record }) => record);
  const ids = records.at(-1)!.scores.map(({ id }) => id);
  const scoresOf = (record: SplitRecord, id: string) => record.scores.find((one) => one.id === id);
  const everywhere = ids.filter((id) => records.every((record) => scoresOf(record, id)));
  const joined = (pick: (t: number) => string): Float64Array =>
    joinedNumbers(records.map((record, t) => scoresOf(record, pick(t))!.p));
  const only = new Set(taken).size === 1 ? groupTitle(taken[0]!) : null;
  const champion: Candidate = {
    id: TAKEN,
    title: {
      zh: only ? `救助大脑（${only.zh}）` : '救助大脑（逐期按规则选用）',
      en: only ? `jiuzhu (${only.en})` : 'jiuzhu (the group its rule took at each time)',
    },
    kind: 'model',
    is_probability: true,
    p: joined((t) => taken[t]!),
  };
  const others = everywhere.map((id): Candidate => {
    const { title, kind, isProbability } = scoresOf(records.at(-1)!, id)!;
    return { id, title, kind, is_probability: isProbability, p: joined(() => id) };
  });
  const beside = only ? others.filter(({ id }) => id !== taken[0]) : others;
  return [champion, ...beside];
}

/** Rows explained for the report: attributions are the slowest part. */
const EXPLAINED_ROWS = 300;

async function importanceOf(source: DaySource, stack: Stack, { test }: Split): Promise<Float64Array> {
  for await (const day of cohortDays(source, test.slice(-1))) {
    const step = Math.max(1, Math.floor(day.households.length / EXPLAINED_ROWS));
    const rows = Int32Array.from({ length: Math.floor(day.households.length / step) }, (_, i) => i * step);
    const X = takeRows(modelRows(day, stack.features), rows);
    return meanContributions(explainStack(stack, X).values, stack.features.length);
  }
  return new Float64Array(stack.features.length);
}

function meanContributions(values: Float64Array, p: number): Float64Array {
  const rows = values.length / p;
  const means = new Float64Array(p);
  for (let i = 0; i < values.length; i++) means[i % p]! += Math.abs(values[i]!) / rows;
  return means;
}
