/**
 * Reasons by integrated gradients: what each month of each channel and each static column adds to the log-odds of a
 * horizon, on the way from a household of which no month is known and every column is average.
 *
 * @see Sundararajan, Taly & Yan (2017), Axiomatic attribution for deep networks
 */
import type * as tensorflow from '@tensorflow/tfjs';
import { JzError } from '../../src/core/errors/index.ts';
import { allRows } from '../check.ts';
import { logit, sigmoid } from '../link.ts';
import type { TensorFlow, TensorFlowNamespace } from '../net/backend.ts';
import { encodeRows, INPUTS_PER_CELL, type EncodedRows } from './encode.ts';
import type { SequenceModel } from './model.ts';
import { applyNetwork, inputTensors, restoreNetwork, type Network } from './network.ts';
import { byHorizon, checkReadable } from './predict.ts';
import type { SequenceRows } from './rows.ts';

/** Reasons in log-odds: `bias + Σ months + Σ statics + residual = logit(p)` to 1e-9, row by row. */
export interface SequenceReasons {
  /** Log-odds of the household of which nothing is known. */
  readonly bias: number;
  /** `[n × months × channels]`. */
  readonly months: Float64Array;
  /** `[n × statics]`. */
  readonly statics: Float64Array;
  /** What the sum over a finite number of steps leaves over, `[n]`; it shrinks with the square of the steps. */
  readonly residual: Float64Array;
}

/** Which probability is explained, and how finely. */
export interface SequenceQuestion {
  /** Position of the horizon among the model's. */
  readonly horizon: number;
  /** Points on the way, at the middle of equal steps. */
  readonly steps?: number;
}

const batchRows = 1024;
const usualSteps = 32;

/**
 * Explains the probability by one horizon.
 *
 * @throws JZ_UNIT_INVALID for a horizon the model does not have, and what `predictSequence` throws
 */
export async function explainSequence(
  { tf }: TensorFlow,
  model: SequenceModel,
  rows: SequenceRows,
  { horizon, steps = usualSteps }: SequenceQuestion,
): Promise<SequenceReasons> {
  if (!(horizon in model.horizons))
    throw new JzError('JZ_UNIT_INVALID', {
      ...{ unit: 'horizon', value: horizon, expected: `0 to ${model.horizons.length - 1}` },
    });
  checkReadable(model, rows);
  const network = await restoreNetwork(tf, model);
  try {
    return explainWith({ tf, network, model, horizon, steps }, rows);
  } finally {
    network.dispose();
  }
}

interface Explainer {
  readonly tf: TensorFlowNamespace;
  readonly network: Network;
  readonly model: SequenceModel;
  readonly horizon: number;
  readonly steps: number;
}

function explainWith(explainer: Explainer, rows: SequenceRows): SequenceReasons {
  const { model } = explainer;
  const [cells, columns] = [model.months * model.channels.length, model.features.length];
  const months = new Float64Array(rows.nRows * cells);
  const statics = new Float64Array(rows.nRows * columns);
  const residual = new Float64Array(rows.nRows);
  const bias = logOddsAt(explainer, encodeRows(model, nobody(model), allRows(1)))[0]!;
  const all = allRows(rows.nRows);
  for (let from = 0; from < all.length; from += batchRows) {
    const encoded = encodeRows(model, rows, all.subarray(from, from + batchRows));
    const [ofMonths, ofStatics] = attribute(explainer, encoded);
    const own = { months: sumEach(ofMonths!, INPUTS_PER_CELL), statics: sumEach(ofStatics!, 2) };
    months.set(own.months, from * cells);
    statics.set(own.statics, from * columns);
    for (const [i, whole] of logOddsAt(explainer, encoded).entries()) {
      const parts = [rowOf(own.months, i, cells), rowOf(own.statics, i, columns)].flatMap((part) => [
        ...part,
      ]);
      residual[from + i] = parts.reduce((left, part) => left - part, whole - bias);
    }
  }
  return { bias, months, statics, residual };
}

/** Inputs times the mean gradient on the way to them, for each of the two inputs. */
function attribute(explainer: Explainer, encoded: EncodedRows): Float64Array[] {
  const { tf, network, steps } = explainer;
  const whole = [encoded.months, encoded.statics];
  const sums = whole.map((values) => new Float64Array(values.length));
  for (let step = 0; step < steps; step++) {
    const share = (step + 0.5) / steps;
    const [months, statics] = whole.map((values) => values.map((value) => value * share));
    const gradients = tf.tidy(() => {
      const inputs = inputTensors(tf, network, {
        nRows: encoded.nRows,
        months: months!,
        statics: statics!,
      });
      return gradientsAt(explainer, inputs).map((one) => one.dataSync());
    });
    for (const [part, gradient] of gradients.entries())
      for (let k = 0; k < gradient.length; k++) sums[part]![k]! += gradient[k]!;
  }
  return sums.map((sum, part) => sum.map((value, k) => (value / steps) * whole[part]![k]!));
}

/** With `p = 1 − Π (1 − h)`, `∂ logit(p) / ∂ logit(h_k) = h_k / p`; the network gives the rest. */
function gradientsAt(explainer: Explainer, inputs: tensorflow.Tensor[]): tensorflow.Tensor[] {
  const { tf, network, model, horizon } = explainer;
  const periods = model.horizons.length;
  const hazards = Float64Array.from(applyNetwork(network, inputs).dataSync(), sigmoid);
  const p = byHorizon(hazards, periods)[horizon]!;
  const shares = Float32Array.from(hazards, (hazard, place) =>
    place % periods <= horizon ? hazard / p[Math.floor(place / periods)]! : 0,
  );
  const weights = tf.tensor(shares, [p.length, periods]);
  return tf.grads((...own: tensorflow.Tensor[]) => applyNetwork(network, own).mul(weights).sum())(inputs);
}

function logOddsAt({ tf, network, model, horizon }: Explainer, encoded: EncodedRows): Float64Array {
  const logOdds = tf.tidy(() => applyNetwork(network, inputTensors(tf, network, encoded)).dataSync());
  return byHorizon(Float64Array.from(logOdds, sigmoid), model.horizons.length)[horizon]!.map(logit);
}

/** One row of which no month is known and every column is average. */
function nobody({ months, channels, features, scales }: SequenceModel): SequenceRows {
  const cells = months * channels.length;
  const columns = features.map((_, j) => {
    const mean = scales.staticMean[j]!;
    return Float64Array.of(Math.sign(mean) * Math.expm1(Math.abs(mean)));
  });
  return {
    ...{ nRows: 1, months, channels, values: new Float32Array(cells), mask: new Uint8Array(cells) },
    statics: { nRows: 1, names: features, columns },
  };
}

function sumEach(values: Float64Array, size: number): Float64Array {
  const sums = new Float64Array(values.length / size);
  for (let k = 0; k < values.length; k++) sums[Math.floor(k / size)]! += values[k]!;
  return sums;
}

function rowOf(values: Float64Array, row: number, width: number): Float64Array {
  return values.subarray(row * width, (row + 1) * width);
}
