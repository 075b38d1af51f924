/**
 * The network, and its way to and from plain values.
 */
import type * as tensorflow from '@tensorflow/tfjs';
import type { Json } from '../../src/core/json.ts';
import { JzError } from '../../src/core/errors/index.ts';
import type { Rng } from '../../src/core/rng.ts';
import type { TensorFlowNamespace } from '../net/backend.ts';
import { INPUTS_PER_CELL, type EncodedRows } from './encode.ts';
import type { SequenceModel, SequenceOptions, WeightSpec } from './model.ts';

/** TensorFlow's model. */
export type Network = tensorflow.LayersModel;

/** What decides the layers' widths. */
export interface NetworkShape {
  readonly months: number;
  readonly channels: number;
  readonly statics: number;
  readonly periods: number;
}

/**
 * Builds the network with weights drawn from `rng`; `bias` is each period's log-odds over all rows.
 *
 * @throws JZ_UNIT_INVALID when the months cannot be read so many at a time
 */
export function buildNetwork(
  tf: TensorFlowNamespace,
  shape: NetworkShape,
  { units, hidden, monthsAtATime }: SequenceOptions,
  { bias, rng }: { readonly bias: Float32Array; readonly rng: Rng },
): Network {
  const steps = shape.months / monthsAtATime;
  if (!Number.isInteger(steps))
    throw new JzError('JZ_UNIT_INVALID', {
      ...{ unit: 'months', value: shape.months, expected: `a multiple of ${monthsAtATime}` },
    });
  const cells = shape.channels * INPUTS_PER_CELL;
  const months = tf.input({ shape: [shape.months, cells], name: 'months' });
  const targetShape = [steps, monthsAtATime * cells];
  const read = tf.layers
    .gru({ units, name: 'reader', recurrentActivation: 'sigmoid', ...unseeded })
    .apply(tf.layers.reshape({ targetShape, name: 'spans' }).apply(months)) as tensorflow.SymbolicTensor;
  const statics = shape.statics > 0 ? [tf.input({ shape: [shape.statics * 2], name: 'statics' })] : [];
  const joined =
    statics.length === 0 ? read : tf.layers.concatenate({ name: 'joined' }).apply([read, ...statics]);
  const dense = tf.layers
    .dense({ units: hidden, activation: 'tanh', name: 'hidden', kernelInitializer: 'zeros' })
    .apply(joined);
  const outputs = tf.layers
    .dense({ units: shape.periods, name: 'hazard', kernelInitializer: 'zeros' })
    .apply(dense) as tensorflow.SymbolicTensor;
  const network = tf.model({ inputs: [months, ...statics], outputs, name: 'sequence' });
  drawWeights(tf, network, bias, rng);
  return network;
}

/** Weights are drawn from the engine's own randomness, the same on every backend. */
const unseeded = { kernelInitializer: 'zeros', recurrentInitializer: 'zeros' } as const;

/** Glorot's uniform draw for matrices, 0 for biases, the overall log-odds for the last bias. */
function drawWeights(tf: TensorFlowNamespace, network: Network, bias: Float32Array, rng: Rng): void {
  const drawn = network.weights.map(({ originalName, shape }) => {
    const sizes = shape.map(Number);
    if (originalName === 'hazard/bias') return tf.tensor(bias, sizes);
    if (sizes.length < 2) return tf.zeros(sizes);
    const own = rng.fork(originalName);
    const reach = Math.sqrt(6 / (sizes[0]! + sizes[1]!));
    const values = Float32Array.from({ length: sizes[0]! * sizes[1]! }, () => (2 * own.next() - 1) * reach);
    return tf.tensor(values, sizes);
  });
  network.setWeights(drawn);
  tf.dispose(drawn);
}

/** The network's inputs as tensors; to be disposed of. */
export function inputTensors(
  tf: TensorFlowNamespace,
  network: Network,
  { nRows, months, statics }: EncodedRows,
): tensorflow.Tensor[] {
  return network.inputs.map(({ shape }, k) =>
    tf.tensor(k === 0 ? months : statics, [nRows, ...shape.slice(1).map(Number)]),
  );
}

/** Log-odds of each period, `[nRows × periods]`. */
export function applyNetwork(network: Network, inputs: tensorflow.Tensor[]): tensorflow.Tensor2D {
  return network.apply(inputs.length === 1 ? inputs[0]! : inputs) as tensorflow.Tensor2D;
}

/** Structure and weights as plain values. */
export function networkValues(network: Network): Pick<SequenceModel, 'topology' | 'weightSpecs' | 'weights'> {
  const weightSpecs = network.weights.map(({ originalName, shape }): WeightSpec => ({
    name: originalName,
    shape: shape.map(Number),
    dtype: 'float32',
  }));
  const parts = network.getWeights().map((weight) => weight.dataSync<'float32'>());
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  const topology = JSON.parse(JSON.stringify(network.toJSON(null, false))) as Json;
  return { topology, weightSpecs, weights: new Uint8Array(all.buffer) };
}

/**
 * TensorFlow's model from plain values; to be disposed of.
 *
 * @throws JZ_MODEL_INVALID when structure and weights disagree
 */
export async function restoreNetwork(tf: TensorFlowNamespace, model: SequenceModel): Promise<Network> {
  const { topology, weightSpecs, weights } = model;
  try {
    return await tf.loadLayersModel(
      tf.io.fromMemory({
        modelTopology: topology as object,
        weightSpecs: weightSpecs.map((spec) => ({ ...spec, shape: [...spec.shape] })),
        weightData: Uint8Array.from(weights).buffer,
      }),
    );
  } catch (cause) {
    throw new JzError('JZ_MODEL_INVALID', { file: '(sequence)', problem: String(cause) }, { cause });
  }
}
