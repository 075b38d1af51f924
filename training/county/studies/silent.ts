/**
 * Need against take-up: who is likely in need and unlikely to ask; what take-up records say of need when corrected; and
 * how far that is from the truth of a synthetic county.
 */
import {
  auditEstimate,
  correctedByGroup,
  correctedNeed,
  takeUpByGroup,
  takeUpChance,
  topRows,
  truthLabels,
  UNKNOWN,
  type CountyTruth,
  type JudgedLabel,
  type SilentStudy,
} from '../../../eval/index.ts';
import { fitBoosting } from '../../../models/boosting/fit.ts';
import { boostingDefaults, type BoostingOptions } from '../../../models/boosting/options.ts';
import { sigmoidAll } from '../../../models/link.ts';
import type { Stack } from '../../../models/stack/model.ts';
import { fnv1a } from '../../../src/core/hash.ts';
import { JzError } from '../../../src/core/errors/index.ts';
import { countPositives, selectColumns } from '../../../src/core/matrix.ts';
import type { Progress } from '../../../src/core/progress.ts';
import { seededRng } from '../../../src/core/rng.ts';
import { candidatesNamed } from '../../auto/candidates.ts';
import { fitAllRows } from '../../auto/fit-all-rows.ts';
import { collectTraining } from '../collect.ts';
import { modelColumns, type DaySource } from '../days.ts';
import { joinedNumbers } from '../joined-numbers.ts';
import { blended, scoredDays } from '../scored-days.ts';
import type { Split } from '../splits.ts';
import { testRows, type TestRows } from '../test-rows.ts';
import { tieBreaks } from './ties.ts';

/** Share of all households visited at random in the study, whatever their score. */
const AUDIT_SHARE = 0.02;

/** What the study looks at. */
export interface SilentParts {
  readonly split: Split;
  /** Take-up probabilities of the split's test rows. */
  readonly p: Float64Array;
  /** Dealings with the office in the past, of the same rows: more than 0 where there were any. */
  readonly dealings: Float64Array;
  readonly truth: CountyTruth | null;
}

/** The study and its list of the last test date, most likely silent first. */
export interface SilentResult {
  readonly study: SilentStudy;
  readonly list: readonly { readonly household: string; readonly need: number; readonly takeUp: number }[];
}

/** Null when the split has no row whose take-up is known. */
export async function silentStudy(
  source: DaySource,
  { split, p, dealings, truth }: SilentParts,
  progress: Progress,
): Promise<SilentResult | null> {
  const { config } = source;
  const rows = await testRows(source, split.test);
  const takeUp = rows.labels.find(({ id }) => id === 'take_up')!;
  const known = [...takeUp.y.keys()].filter((i) => takeUp.y[i] !== UNKNOWN);
  if (!known.some((i) => takeUp.y[i] === 1)) return null;
  const learnt = await needModel(source, split, progress);
  const chance = takeUpChance(pick(p, known), pick(takeUp.y, known));
  const oneChance = correctedNeed(p, chance.by_top);
  const forgetful = await forgetfulScores(source, split, progress);
  const need = correctedNeed(forgetful, takeUpChance(pick(forgetful, known), pick(takeUp.y, known)).by_top);
  const visited = learnt && (await needScores(source, split, learnt.stack));
  const byVisits = visited && visited.map((one, i) => one * (1 - p[i]!));
  const tieBreak = tieBreaks(rows.households);
  const hidden = truth && trueNeed(truth, rows, config.label.horizon_months);
  const study: SilentStudy = {
    share: config.capacity,
    rows: known.length,
    took_up: known.filter((i) => takeUp.y[i] === 1).length,
    expected_take_up: sumOver(known, p),
    take_up_chance: chance,
    estimated_need: sumOver(known, oneChance),
    estimated_need_by_average: sumOver(known, correctedNeed(p, chance.by_average)),
    need_model: learnt && { rows: learnt.rows, in_need: learnt.inNeed },
    audit_share: AUDIT_SHARE,
    ...againstTruth({
      rows,
      known,
      takeUp,
      hidden,
      p,
      forgetful,
      byVisits,
      oneChance,
      groups: groupsOf(rows, dealings),
      tieBreak,
      seed: config.seed,
      share: config.capacity,
    }),
  };
  const last = known.filter((i) => rows.asOf[i] === split.test.at(-1));
  const list = topRows(last, forgetful, tieBreak, listLength(config.capacity, last.length)).map((i) => ({
    ...{ household: rows.households[i]!, need: need[i]!, takeUp: p[i]! },
  }));
  return { study, list };
}

interface NeedModel {
  readonly stack: Stack;
  readonly rows: number;
  readonly inNeed: number;
}

/** A model of what visits find, learnt from the visited; null when they are too few or all alike. */
async function needModel(source: DaySource, split: Split, progress: Progress): Promise<NeedModel | null> {
  const { config } = source;
  const asked = { ...source, config: { ...config, label: { ...config.label, kind: 'need' as const } } };
  const whole = { ...split, train: [...split.train, ...split.calibrate], keepsHouseholdsApart: false };
  try {
    const { X, y, groups } = await collectTraining(asked, whole, progress);
    const candidates = candidatesNamed(['gbdt-small', 'scorecard']);
    const stack = await fitAllRows({ X, y, groups }, { candidates, seed: `${config.seed}/need`, progress });
    return { stack, rows: y.length, inNeed: countPositives(y) };
  } catch (error) {
    const few = ['JZ_LABEL_ONE_CLASS', 'JZ_TOO_FEW_ROWS', 'JZ_EVAL_EMPTY'];
    if (error instanceof JzError && few.includes(error.code)) return null;
    throw error;
  }
}

async function needScores(source: DaySource, { test }: Split, stack: Stack): Promise<Float64Array> {
  const parts: Float64Array[] = [];
  const models = stack.members.map(({ model }) => model);
  for await (const { day, logOddsOf } of scoredDays(source, { dates: test, models }))
    parts.push(sigmoidAll(blended(stack, day.households.length, logOddsOf)));
  return joinedNumbers(parts);
}

/** Few small trees: the list is an order, and rests on who is in need, not on the last of who asks. */
const options: BoostingOptions = {
  ...boostingDefaults,
  rounds: 40,
  maxLeaves: 6,
  maxDepth: 4,
  featureShare: 0.3,
};

/**
 * Take-up by a model that knows none of the household's dealings with the office: who was refused or has left may not
 * ask again for a year, and a model that knows it takes their silence for want of need.
 */
async function forgetfulScores(source: DaySource, split: Split, progress: Progress): Promise<Float64Array> {
  const { config } = source;
  const asked = { ...source, config: { ...config, label: { ...config.label, kind: 'take_up' as const } } };
  const { X, y } = await collectTraining(asked, split, progress);
  const names = modelColumns(config).filter((name) => !name.startsWith('aid__'));
  const model = fitBoosting(selectColumns(X, names), y, options, seededRng(`${config.seed}/silent`));
  const parts: Float64Array[] = [];
  for await (const { logOddsOf } of scoredDays(source, { dates: split.test, models: [model] }))
    parts.push(sigmoidAll(logOddsOf(model)));
  return joinedNumbers(parts);
}

function trueNeed(truth: CountyTruth, rows: TestRows, horizon: number): Uint8Array | null {
  return truthLabels(truth, rows, horizon).find(({ id }) => id === 'true_need')?.y ?? null;
}

interface TruthParts {
  readonly rows: TestRows;
  readonly known: readonly number[];
  readonly takeUp: JudgedLabel;
  readonly hidden: Uint8Array | null;
  readonly p: Float64Array;
  /** Take-up by the model that knows no dealings. */
  readonly forgetful: Float64Array;
  readonly byVisits: Float64Array | null;
  /** Need if everybody had one chance to take up. */
  readonly oneChance: Float64Array;
  /** Of each row: households whose chance to take up may differ. */
  readonly groups: readonly string[];
  readonly tieBreak: Float64Array;
  readonly seed: string;
  readonly share: number;
}

function againstTruth(
  parts: TruthParts,
): Pick<SilentStudy, 'audited_need' | 'by_group' | 'audit' | 'true_need' | 'true_silent' | 'found'> {
  const { rows, takeUp, hidden, p, forgetful, byVisits, oneChance, tieBreak, seed, share } = parts;
  if (!hidden)
    return {
      ...{ audited_need: null, by_group: null, audit: null, true_need: null, true_silent: null, found: null },
    };
  const known = parts.known.filter((i) => hidden[i] !== UNKNOWN);
  const isAudited = (i: number): boolean =>
    fnv1a(`${seed}/audit/${rows.asOf[i]!}/${rows.households[i]!}`) / 2 ** 32 < AUDIT_SHARE;
  const audited = known.filter(isAudited);
  const audit = audited.length === 0 ? null : auditEstimate(audited, hidden, takeUp.y);
  const silent = new Set(known.filter((i) => hidden[i] === 1 && takeUp.y[i] === 0));
  const length = listLength(share, known.length);
  const found = (score: ArrayLike<number>): number =>
    topRows(known, score, tieBreak, length).filter((i) => silent.has(i)).length;
  const own = byGroup({ ...parts, hidden, known, audited });
  const byChance = (silent.size * length) / Math.max(1, known.length);
  return {
    audit,
    audited_need: audit && audit.took_up > 0 ? (sumOver(known, p) * audit.in_need) / audit.took_up : null,
    by_group: own?.told ?? null,
    true_need: known.filter((i) => hidden[i] === 1).length,
    true_silent: silent.size,
    found: {
      by_silent_list: found(forgetful),
      by_one_chance: found(oneChance.map((one, i) => one - p[i]!)),
      by_group: own && found(own.need.map((one, i) => one - p[i]!)),
      by_visits: byVisits && found(byVisits),
      by_chance: byChance,
    },
  };
}

/** Whether the household dealt with the office before, and whether all of it are old: who asks, asks again. */
function groupsOf(rows: TestRows, dealings: Float64Array): string[] {
  const age = rows.groups.find(({ id }) => id === 'age')!.values;
  return rows.households.map(
    (_, i) =>
      `${dealings[i]! > 0 ? 'dealt_before' : 'never_dealt'} × ${age[i] === 'elders_only' ? 'elders_only' : 'others'}`,
  );
}

interface GroupParts extends TruthParts {
  readonly hidden: Uint8Array;
  readonly audited: readonly number[];
}

/** Need when every group has its own chance to take up; null when the audit found too few. */
function byGroup({
  known,
  audited,
  hidden,
  takeUp,
  groups,
  p,
  oneChance,
}: GroupParts): { need: Float64Array; told: NonNullable<SilentStudy['by_group']> } | null {
  const chances = takeUpByGroup(audited, hidden, takeUp.y, groups);
  if (chances.length === 0) return null;
  const need = correctedByGroup(p, groups, chances);
  const told = chances.map((chance) => {
    const own = known.filter((i) => groups[i] === chance.group);
    const needy = own.filter((i) => hidden[i] === 1);
    return {
      ...chance,
      true_need: needy.length,
      true_chance: needy.filter((i) => takeUp.y[i] === 1).length / Math.max(1, needy.length),
      estimated_need: sumOver(own, need),
      estimated_by_one_chance: sumOver(own, oneChance),
    };
  });
  return { need, told: { estimated_need: sumOver(known, need), groups: told } };
}

function listLength(share: number, rows: number): number {
  return Math.max(1, Math.floor(share * rows));
}

function pick(values: ArrayLike<number>, rows: readonly number[]): Float64Array {
  return Float64Array.from(rows, (i) => values[i]!);
}

function sumOver(rows: readonly number[], values: ArrayLike<number>): number {
  return rows.reduce((sum, i) => sum + values[i]!, 0);
}
