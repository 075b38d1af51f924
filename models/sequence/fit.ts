/**
 * Fits the sequence model by Adam on shuffled batches; rows of later dates say when to stop.
 */
import type * as tensorflow from '@tensorflow/tfjs';
import { JzError } from '../../src/core/errors/index.ts';
import { shuffle, type Rng } from '../../src/core/rng.ts';
import { checkHistories, checkHorizons, type Histories } from '../boosting/hazard.ts';
import { allRows } from '../check.ts';
import type { TensorFlow, TensorFlowNamespace } from '../net/backend.ts';
import { encodeRows, measureScales } from './encode.ts';
import type { SequenceModel, SequenceOptions } from './model.ts';
import { applyNetwork, buildNetwork, inputTensors, networkValues, type Network } from './network.ts';
import { checkSameMonths, checkSequenceRows, type SequenceRows } from './rows.ts';
import { hazardTargets, periodLogOdds, takeTargets, type HazardTargets } from './targets.ts';

/** Rows and what became of them. */
export interface SequencePart {
  readonly rows: SequenceRows;
  readonly histories: Histories;
}

/** What one fit needs. */
export interface SequenceTask {
  readonly train: SequencePart;
  /** Rows of later dates: they choose how long to train, and nothing else. */
  readonly watch: SequencePart;
  /** Ends of the periods in months, rising: `[3, 6, 12]`. */
  readonly horizons: readonly number[];
  readonly options: SequenceOptions;
  /** Told after each pass. */
  readonly onEpoch?: (epoch: number, loss: number) => void;
}

const watchBatch = 4096;
/** Keeps the mean of a batch that tells nothing 0. */
const NO_WEIGHT = 1e-30;

/**
 * Fits. The same rows, options and seed give the same bytes on the same backend.
 *
 * @throws JZ_MATRIX_SHAPE, JZ_TOO_FEW_ROWS, JZ_SEQUENCE_NOT_NUMBER, JZ_MATRIX_NOT_FINITE, JZ_COLUMN_MISSING
 * @throws JZ_LABEL_ONE_CLASS when no event came in either part, or nothing else; JZ_UNIT_INVALID for horizons or months
 * @throws JZ_MODEL_DIVERGED when the loss is no number any more
 */
export async function fitSequence(
  { tf, backend }: TensorFlow,
  { train, watch, horizons, options, onEpoch = () => undefined }: SequenceTask,
  rng: Rng,
): Promise<SequenceModel> {
  checkHorizons(horizons);
  const [learnt, later] = [checkedTargets(train, horizons), checkedTargets(watch, horizons)];
  checkSameMonths(train.rows, watch.rows);
  const features = train.rows.statics.names;
  const scales = measureScales(train.rows, train.histories.weights);
  const { months, channels } = train.rows;
  const sizes = { months, channels: channels.length, statics: features.length, periods: horizons.length };
  const drawn = { bias: periodLogOdds(learnt), rng: rng.fork('weights') };
  const network = buildNetwork(tf, sizes, options, drawn);
  const coder = { scales, features };
  const learner = { tf, network, options, coder };
  try {
    const epochs = await trainEpochs(learner, { train, learnt, watch, later, rng, onEpoch });
    return Object.freeze({
      ...{ family: 'sequence', format: 1, features, channels, months, horizons, scales, backend, epochs },
      ...networkValues(network),
    } as const);
  } finally {
    network.dispose();
  }
}

interface Learner {
  readonly tf: TensorFlowNamespace;
  readonly network: Network;
  readonly options: SequenceOptions;
  readonly coder: Parameters<typeof encodeRows>[0];
}

interface Lesson {
  readonly train: SequencePart;
  readonly learnt: HazardTargets;
  readonly watch: SequencePart;
  readonly later: HazardTargets;
  readonly rng: Rng;
  readonly onEpoch: (epoch: number, loss: number) => void;
}

/** Leaves the weights with the least loss on the later rows in the network; their number of passes. */
async function trainEpochs(learner: Learner, lesson: Lesson): Promise<number> {
  const { tf, network, options } = learner;
  const optimizer = tf.train.adam(options.learningRate);
  let best = { epoch: 0, loss: watchLoss(learner, lesson), weights: copyWeights(network) };
  try {
    for (let epoch = 1; epoch <= options.epochs && epoch - best.epoch <= options.patience; epoch++) {
      await trainOnce(learner, lesson, { optimizer, rng: lesson.rng.fork(`pass ${epoch}`), epoch });
      const loss = watchLoss(learner, lesson);
      refuseDiverged(loss, epoch);
      lesson.onEpoch(epoch, loss);
      if (loss >= best.loss) continue;
      tf.dispose(best.weights);
      best = { epoch, loss, weights: copyWeights(network) };
    }
    network.setWeights(best.weights);
    return best.epoch;
  } finally {
    tf.dispose(best.weights);
    optimizer.dispose();
  }
}

interface Pass {
  readonly optimizer: tensorflow.Optimizer;
  readonly rng: Rng;
  readonly epoch: number;
}

async function trainOnce(learner: Learner, { train, learnt }: Lesson, pass: Pass): Promise<void> {
  const { options } = learner;
  const order = allRows(train.rows.nRows);
  shuffle(order, pass.rng);
  for (let from = 0; from < order.length; from += options.batchRows) {
    const chosen = order.subarray(from, from + options.batchRows);
    refuseDiverged(trainBatch(learner, { rows: train.rows, targets: learnt, chosen }, pass), pass.epoch);
    await breathe();
  }
}

interface Batch {
  readonly rows: SequenceRows;
  readonly targets: HazardTargets;
  readonly chosen: Int32Array;
}

function trainBatch(learner: Learner, batch: Batch, { optimizer }: Pass): number {
  const { tf, network, options } = learner;
  return tf.tidy(() => {
    const tensors = batchTensors(learner, batch);
    const cost = (): tensorflow.Scalar => {
      const loss = meanLoss(tf, applyNetwork(network, tensors.inputs), tensors, options);
      return loss.add(decayOf(tf, network, options.decay)) as unknown as tensorflow.Scalar;
    };
    return optimizer.minimize(cost, true)!.dataSync()[0]!;
  });
}

/** Mean loss a watched period, without decay. */
function watchLoss(learner: Learner, { watch: { rows }, later: targets }: Lesson): number {
  const { tf, network, options } = learner;
  const all = allRows(rows.nRows);
  let sum = 0;
  let count = 0;
  for (let from = 0; from < all.length; from += watchBatch) {
    const chosen = all.subarray(from, from + watchBatch);
    const periods = takeTargets(targets, chosen).watched.reduce((total, one) => total + one, 0);
    if (periods === 0) continue;
    const loss = tf.tidy(() => {
      const tensors = batchTensors(learner, { rows, targets, chosen });
      return meanLoss(tf, applyNetwork(network, tensors.inputs), tensors, options).dataSync()[0]!;
    });
    sum += loss * periods;
    count += periods;
  }
  return sum / count;
}

interface BatchTensors {
  readonly inputs: tensorflow.Tensor[];
  readonly labels: tensorflow.Tensor;
  readonly watched: tensorflow.Tensor;
}

function batchTensors({ tf, network, coder }: Learner, { rows, targets, chosen }: Batch): BatchTensors {
  const { labels, watched } = takeTargets(targets, chosen);
  const size = [chosen.length, targets.periods];
  return {
    inputs: inputTensors(tf, network, encodeRows(coder, rows, chosen)),
    labels: tf.tensor(labels, size),
    watched: tf.tensor(watched, size),
  };
}

/** Log loss of watched periods, weighted and focal. */
function meanLoss(
  tf: TensorFlowNamespace,
  logOdds: tensorflow.Tensor,
  { labels, watched }: BatchTensors,
  { eventWeight, focus }: SequenceOptions,
): tensorflow.Tensor {
  const loss = tf.softplus(logOdds).sub(labels.mul(logOdds));
  const weight = watched.mul(labels.mul(eventWeight - 1).add(1));
  const weighted = loss.mul(weight);
  const counted = focus === 0 ? weighted : weighted.mul(missed(tf, logOdds, labels).pow(focus));
  return counted.sum().div(tf.maximum(watched.sum(), NO_WEIGHT));
}

/** `1 − probability of what happened`. */
function missed(
  tf: TensorFlowNamespace,
  logOdds: tensorflow.Tensor,
  labels: tensorflow.Tensor,
): tensorflow.Tensor {
  return tf.sigmoid(logOdds.mul(tf.sub(1, labels.mul(2))));
}

function decayOf(tf: TensorFlowNamespace, network: Network, decay: number): tensorflow.Tensor {
  const matrices = network.trainableWeights.filter(({ shape }) => shape.length > 1);
  const squares = matrices.map((weight) => tf.sum(tf.square(weight.read())));
  return tf.addN(squares).mul(decay / 2);
}

function copyWeights(network: Network): tensorflow.Tensor[] {
  return network.getWeights().map((weight) => weight.clone());
}

function checkedTargets({ rows, histories }: SequencePart, horizons: readonly number[]): HazardTargets {
  checkSequenceRows(rows);
  checkHistories(rows, histories);
  const targets = hazardTargets(histories, horizons);
  const watched = targets.labels.filter((_, place) => targets.watched[place]! > 0);
  const first = watched[0] ?? 0;
  if (watched.every((label) => label === first)) throw new JzError('JZ_LABEL_ONE_CLASS', { value: first });
  return targets;
}

function refuseDiverged(loss: number, epoch: number): void {
  if (!Number.isFinite(loss)) throw new JzError('JZ_MODEL_DIVERGED', { epoch, loss: String(loss) });
}

/** Lets the program answer between batches. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
