/**
 * Chooses and blends families by inner, group-safe validation on the training rows alone.
 */
import type { BoostedTrees } from '../../models/boosting/fit.ts';
import type { HazardAt } from '../../models/boosting/hazard.ts';
import { WATCH_EVERY } from '../../models/boosting/options.ts';
import { checkFinite } from '../../models/check.ts';
import { fitStack, type SingleModel, type Stack } from '../../models/stack/model.ts';
import { firstTrees, sumEnsembles } from '../../models/tree/ensemble.ts';
import { checkWeights } from '../../models/weights.ts';
import { JzError } from '../../src/core/errors/index.ts';
import { countPositives, takeLabels, takeValues } from '../../src/core/matrix.ts';
import { seededRng } from '../../src/core/rng.ts';
import type { Candidate } from './candidates.ts';
import { groupFolds } from './folds.ts';
import type { Runner } from './runner.ts';
import type { FitResult, TrainingData } from './task.ts';

const INNER_FOLDS = 4;
const MIN_ROWS = 40;

/** What to fit, on which rows. */
export interface AutoRequest {
  readonly data: TrainingData;
  readonly rows: Int32Array;
  readonly candidates: readonly Candidate[];
  readonly seed: string;
  /** Further rows, whose outcome nobody knows though part of their history is: hazards learn from them too. */
  readonly censored?: Int32Array | undefined;
  /** Called after each unit of work. */
  readonly onTask?: () => void;
}

/** Units of work one `fitAuto` takes, for progress. */
export function taskCount(candidates: readonly Candidate[]): number {
  return candidates.reduce((sum, { family }) => sum + TASKS[family], 0);
}

const TASKS = { gbdt: INNER_FOLDS, hazard: INNER_FOLDS, forest: 1, scorecard: INNER_FOLDS + 1 };

/**
 * Fits every candidate so that each training row gets a log-odds from a model that did not see its group, blends
 * them by penalised logistic regression with weights >= 0, and keeps the members that carry weight.
 *
 * @throws JZ_MATRIX_SHAPE, JZ_TOO_FEW_ROWS, JZ_LABEL_ONE_CLASS, JZ_MATRIX_NOT_FINITE
 */
export async function fitAuto(request: AutoRequest, runner: Runner): Promise<Stack> {
  const { data, rows } = request;
  const members = await fitMembers(request, runner);
  return blendMembers(members, takeLabels(data.y, rows), data.weights && takeValues(data.weights, rows));
}

/** The blend of members fitted on the same rows, `y` their labels and, where they weigh more than 1, their weights. */
export function blendMembers(members: readonly Member[], y: Uint8Array, weights?: Float64Array): Stack {
  return fitStack(
    members.map((member) => member.model),
    members.map((member) => member.outOfFold),
    y,
    weights,
  );
}

/**
 * Fits every candidate, each as if it were alone: a member does not depend on the others.
 *
 * @param keep called with each member as soon as it is fitted, by its place among the candidates
 * @throws JZ_MATRIX_SHAPE, JZ_TOO_FEW_ROWS, JZ_LABEL_ONE_CLASS, JZ_MATRIX_NOT_FINITE
 */
export async function fitMembers(
  request: AutoRequest,
  runner: Runner,
  keep: (member: Member, place: number) => Promise<void> = () => Promise.resolve(),
): Promise<Member[]> {
  const { data, rows } = request;
  checkShape(data);
  const y = takeLabels(data.y, rows);
  checkLabels(y);
  checkFinite(data.X, rows);
  const groups = Int32Array.from(rows, (row) => data.groups[row]!);
  const weights = data.weights && takeValues(data.weights, rows);
  const folds = groupFolds(y, groups, INNER_FOLDS, seededRng(`${request.seed}/folds`), weights);
  const dealt = { folds, censoredFolds: foldsOfCensored(request, groups, folds) };
  return Promise.all(
    request.candidates.map(async (candidate, place) => {
      const member = await fitMember(candidate, request, dealt, runner);
      await keep(member, place);
      return member;
    }),
  );
}

/** Fold of each of the request's rows, and of each censored one: -1 where its group is in none. */
interface Dealt {
  readonly folds: Int32Array;
  readonly censoredFolds: Int32Array;
}

function foldsOfCensored(
  { data, censored = new Int32Array(0) }: AutoRequest,
  groups: Int32Array,
  folds: Int32Array,
): Int32Array {
  const foldOf = new Map(Array.from(groups, (group, i) => [group, folds[i]!]));
  return censored.map((row) => foldOf.get(data.groups[row]!) ?? -1);
}

/** A candidate fitted on all rows, with what it says of each row when it has not seen the row's group. */
export interface Member {
  readonly model: SingleModel;
  /** Log-odds of each of the request's rows, `[rows]`. */
  readonly outOfFold: Float64Array;
}

async function fitMember(
  candidate: Candidate,
  request: AutoRequest,
  { folds, censoredFolds }: Dealt,
  runner: Runner,
): Promise<Member> {
  const { rows, seed, onTask, censored } = request;
  const scope = { id: seed, rows };
  const none = new Int32Array(0);
  const fit = async (train: Int32Array, watch: Int32Array, name: string): Promise<FitResult> => {
    const result = await runner.run({
      candidate,
      scope,
      train,
      watch,
      seed: `${seed}/${candidate.name}/${name}`,
    });
    onTask?.();
    return result;
  };
  if (candidate.family === 'forest') {
    const { model, unseen } = await fit(rows, none, 'all');
    return { model, outOfFold: Float64Array.from(unseen[0]!) };
  }
  const more = candidate.family === 'hazard' && censored ? censored : none;
  const inside = Array.from({ length: INNER_FOLDS }, (_, k) => ({
    train: joinedRows(
      rows.filter((_row, i) => folds[i] !== k),
      more.filter((_row, i) => censoredFolds[i] !== k),
    ),
    watch: rows.filter((_row, i) => folds[i] === k),
    positions: Int32Array.from(rows.keys()).filter((i) => folds[i] === k),
  }));
  const parts = await Promise.all(inside.map(({ train, watch }, k) => fit(train, watch, `fold ${k}`)));
  const watches = inside.map((part) => part.watch);
  const looks = candidate.family === 'scorecard' ? 0 : bestLook(parts, watches, request.data);
  const outOfFold = new Float64Array(rows.length);
  for (const [k, { positions }] of inside.entries()) {
    for (const [i, position] of positions.entries()) outOfFold[position] = parts[k]!.unseen[looks]![i]!;
  }
  if (candidate.family === 'scorecard') return { model: (await fit(rows, none, 'all')).model, outOfFold };
  return { model: averageBoosters(parts, (looks + 1) * WATCH_EVERY), outOfFold };
}

function joinedRows(some: Int32Array, more: Int32Array): Int32Array {
  if (more.length === 0) return some;
  const all = new Int32Array(some.length + more.length);
  all.set(some);
  all.set(more, some.length);
  return all;
}

/** The point of the boosting path with the smallest log loss over all folds' watched rows. */
function bestLook(
  parts: readonly FitResult[],
  watches: readonly Int32Array[],
  { y, weights }: TrainingData,
): number {
  const length = Math.min(...parts.map((part) => part.unseen.length));
  let best = 0;
  let bestLoss = Infinity;
  for (let look = 0; look < length; look++) {
    let loss = 0;
    for (const [k, part] of parts.entries()) {
      const logOdds = part.unseen[look]!;
      for (const [i, row] of watches[k]!.entries()) {
        const weight = weights ? weights[row]! : 1;
        loss += weight * Math.log1p(Math.exp(y[row] ? -logOdds[i]! : logOdds[i]!));
      }
    }
    if (loss < bestLoss) {
      bestLoss = loss;
      best = look;
    }
  }
  return best;
}

/** The inner folds' boosters, cut to the same number of rounds, averaged in log-odds: one booster of all their trees. */
function averageBoosters(parts: readonly FitResult[], rounds: number): BoostedTrees | HazardAt {
  const boosters = parts.map((part) => part.model).filter((model) => 'base' in model);
  const trees = sumEnsembles(
    boosters.map((booster) => firstTrees(booster.trees, rounds)),
    1 / boosters.length,
  );
  const base = boosters.reduce((sum, booster) => sum + booster.base, 0) / boosters.length;
  return { ...boosters[0]!, base, trees };
}

function checkShape({ X, y, groups, weights }: TrainingData): void {
  if (weights) checkWeights(weights, X.nRows);
  if (y.length === X.nRows && groups.length === X.nRows) return;
  const problem = `${y.length} labels and ${groups.length} groups for ${X.nRows} rows`;
  throw new JzError('JZ_MATRIX_SHAPE', { problem });
}

function checkLabels(y: Uint8Array): void {
  if (y.length < MIN_ROWS) throw new JzError('JZ_TOO_FEW_ROWS', { rows: y.length, needed: MIN_ROWS });
  const positives = countPositives(y);
  if (positives === 0 || positives === y.length) throw new JzError('JZ_LABEL_ONE_CLASS', { value: y[0]! });
}
