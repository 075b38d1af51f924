/**
 * The sequence model beside boosted trees: the same rows, the same later rows to say when to stop, the same test rows.
 */
import { auc, averagePrecision, logLoss } from '../../eval/index.ts';
import { fitHazard, type HazardTrees } from '../../models/boosting/hazard.ts';
import { predictHazard } from '../../models/boosting/hazard-model.ts';
import { boostingDefaults } from '../../models/boosting/options.ts';
import { calibrate, fitCalibrator } from '../../models/calibration/calibrator.ts';
import { logit } from '../../models/link.ts';
import type { TensorFlow } from '../../models/net/backend.ts';
import { fitSequence, type SequencePart } from '../../models/sequence/fit.ts';
import type { SequenceModel, SequenceOptions } from '../../models/sequence/model.ts';
import { predictSequence } from '../../models/sequence/predict.ts';
import { matrix } from '../../src/core/matrix.ts';
import type { Progress } from '../../src/core/progress.ts';
import { seededRng } from '../../src/core/rng.ts';

/** Rows of the three parts of a split. */
export interface SequenceParts {
  readonly train: SequencePart;
  /** Say when to stop, and calibrate. */
  readonly calibrate: SequencePart;
  /** Choose nothing. */
  readonly test: SequencePart;
}

/** What is fitted. */
export interface ComparisonPlan {
  readonly horizons: readonly number[];
  readonly options: SequenceOptions;
  readonly seed: string;
  /** Milliseconds from any start: times are told, and decide nothing. */
  readonly now: () => number;
  readonly progress: Progress;
}

/** Who is compared: months with columns, months alone, trees on the columns, and both models' mean log-odds. */
export const contestants = ['sequence', 'months_only', 'trees', 'sequence_and_trees'] as const;

/** One contestant at one horizon, on the test rows. */
export interface ContestantMeasures {
  readonly id: (typeof contestants)[number];
  readonly horizon: number;
  readonly auc: number;
  readonly averagePrecision: number;
  readonly logLoss: number;
  /** After Platt's calibration on the later rows. */
  readonly logLossCalibrated: number;
}

/** What came of it. */
export interface Comparison {
  readonly rows: Readonly<Record<keyof SequenceParts, { readonly rows: number; readonly events: number }>>;
  readonly measures: readonly ContestantMeasures[];
  /** Seconds to fit. */
  readonly seconds: Readonly<Record<'sequence' | 'months_only' | 'trees', number>>;
  /** Months with columns. */
  readonly model: SequenceModel;
  /** Columns alone. */
  readonly trees: HazardTrees;
}

/** Trees tried; the later rows choose. */
const treeCounts = [50, 100, 200];

/** Probabilities by horizon, of the later rows and the test rows. */
interface Scored {
  readonly calibrate: readonly Float64Array[];
  readonly test: readonly Float64Array[];
}

interface ScoredTrees extends Scored {
  readonly model: HazardTrees;
}

/** Fits every contestant and measures it on the test rows. */
export async function compareSequence(
  tensorflow: TensorFlow,
  parts: SequenceParts,
  plan: ComparisonPlan,
): Promise<Comparison> {
  const started = plan.now();
  const whole = await fitNet(tensorflow, parts, plan);
  const wholeEnded = plan.now();
  const bareParts = withoutColumns(parts);
  const bare = await fitNet(tensorflow, bareParts, plan);
  const bareEnded = plan.now();
  const trees = fitTrees(parts, plan);
  const treesEnded = plan.now();
  const sequence = await scoreNet(tensorflow, whole, parts);
  const scored: Readonly<Record<ContestantMeasures['id'], Scored>> = {
    sequence,
    months_only: await scoreNet(tensorflow, bare, bareParts),
    trees,
    sequence_and_trees: blend(sequence, trees),
  };
  return {
    rows: { train: countOf(parts.train), calibrate: countOf(parts.calibrate), test: countOf(parts.test) },
    measures: contestants.flatMap((id) => measure(id, scored[id], parts, plan.horizons)),
    seconds: {
      sequence: (wholeEnded - started) / 1000,
      months_only: (bareEnded - wholeEnded) / 1000,
      trees: (treesEnded - bareEnded) / 1000,
    },
    model: whole,
    trees: trees.model,
  };
}

function fitNet(
  tensorflow: TensorFlow,
  { train, calibrate: watch }: SequenceParts,
  { horizons, options, seed, progress }: ComparisonPlan,
): Promise<SequenceModel> {
  const onEpoch = (epoch: number): void => {
    progress('神经网络 / neural network', epoch, options.epochs);
  };
  return fitSequence(tensorflow, { train, watch, horizons, options, onEpoch }, seededRng(`${seed}/sequence`));
}

async function scoreNet(tensorflow: TensorFlow, model: SequenceModel, parts: SequenceParts): Promise<Scored> {
  return {
    calibrate: await predictSequence(tensorflow, model, parts.calibrate.rows),
    test: await predictSequence(tensorflow, model, parts.test.rows),
  };
}

/** Boosted hazards of each number of trees; the one with the least log loss on the later rows at the last horizon. */
function fitTrees({ train, calibrate: later, test }: SequenceParts, plan: ComparisonPlan): ScoredTrees {
  const { horizons, seed } = plan;
  const y = cameBy(later, horizons.at(-1)!);
  const tried = treeCounts.map((rounds) => {
    const options = { ...boostingDefaults, rounds };
    const rng = seededRng(`${seed}/trees`);
    const model = fitHazard(train.rows.statics, train.histories, horizons, options, rng);
    const scores = predictHazard(model, later.rows.statics);
    return { model, scores, loss: logLoss(y, scores.at(-1)!) };
  });
  const best = tried.reduce((one, other) => (other.loss < one.loss ? other : one));
  return { model: best.model, calibrate: best.scores, test: predictHazard(best.model, test.rows.statics) };
}

function blend(one: Scored, other: Scored): Scored {
  const mean = (a: readonly Float64Array[], b: readonly Float64Array[]): Float64Array[] =>
    a.map((own, k) => own.map((p, i) => 1 / (1 + Math.exp(-(logit(p) + logit(b[k]![i]!)) / 2))));
  return { calibrate: mean(one.calibrate, other.calibrate), test: mean(one.test, other.test) };
}

function measure(
  id: ContestantMeasures['id'],
  scored: Scored,
  parts: SequenceParts,
  horizons: readonly number[],
): ContestantMeasures[] {
  return horizons.map((horizon, k) => {
    const y = cameBy(parts.test, horizon);
    const p = scored.test[k]!;
    const platt = fitCalibrator('platt', scored.calibrate[k]!.map(logit), cameBy(parts.calibrate, horizon));
    return {
      ...{ id, horizon, auc: auc(y, p), averagePrecision: averagePrecision(y, p), logLoss: logLoss(y, p) },
      logLossCalibrated: logLoss(
        y,
        p.map((one) => calibrate(platt, logit(one))),
      ),
    };
  });
}

function withoutColumns({ train, calibrate: later, test }: SequenceParts): SequenceParts {
  const bare = (part: SequencePart): SequencePart => ({
    ...part,
    rows: { ...part.rows, statics: matrix([], [], part.rows.nRows) },
  });
  return { train: bare(train), calibrate: bare(later), test: bare(test) };
}

function countOf({ histories }: SequencePart): { rows: number; events: number } {
  const events = histories.happened.reduce((sum, one) => sum + one, 0);
  return { rows: histories.happened.length, events };
}

function cameBy({ histories }: SequencePart, end: number): Uint8Array {
  return Uint8Array.from(histories.months, (months, i) =>
    Number(histories.happened[i] === 1 && months <= end),
  );
}
