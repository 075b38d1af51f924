/**
 * Probabilities by horizon.
 */
import type { TensorFlow, TensorFlowNamespace } from '../net/backend.ts';
import { allRows } from '../check.ts';
import { sigmoid } from '../link.ts';
import { encodeRows } from './encode.ts';
import type { SequenceModel } from './model.ts';
import { applyNetwork, inputTensors, restoreNetwork, type Network } from './network.ts';
import { checkSameMonths, checkSequenceRows, type SequenceRows } from './rows.ts';

const batchRows = 2048;

/**
 * Probability that the event comes within each horizon, `[horizons][n]`; never less for a later one.
 *
 * @throws JZ_MATRIX_SHAPE, JZ_COLUMN_MISSING, JZ_SEQUENCE_NOT_NUMBER, JZ_MATRIX_NOT_FINITE, JZ_MODEL_INVALID
 */
export async function predictSequence(
  { tf }: TensorFlow,
  model: SequenceModel,
  rows: SequenceRows,
): Promise<Float64Array[]> {
  checkReadable(model, rows);
  const network = await restoreNetwork(tf, model);
  try {
    return byHorizon(periodHazards(tf, network, model, rows), model.horizons.length);
  } finally {
    network.dispose();
  }
}

/** Checks that a model can read rows. */
export function checkReadable(model: SequenceModel, rows: SequenceRows): void {
  checkSameMonths(model, rows);
  checkSequenceRows(rows);
}

/** Probability of the event in each period given that it had not come before, `[n × periods]`. */
export function periodHazards(
  tf: TensorFlowNamespace,
  network: Network,
  model: SequenceModel,
  rows: SequenceRows,
): Float64Array {
  const periods = model.horizons.length;
  const hazards = new Float64Array(rows.nRows * periods);
  const all = allRows(rows.nRows);
  for (let from = 0; from < all.length; from += batchRows) {
    const encoded = encodeRows(model, rows, all.subarray(from, from + batchRows));
    const logOdds = tf.tidy(() => applyNetwork(network, inputTensors(tf, network, encoded)).dataSync());
    hazards.set(Float64Array.from(logOdds, sigmoid), from * periods);
  }
  return hazards;
}

/** `1 − Π (1 − h)` up to each period, `[periods][n]`. */
export function byHorizon(hazards: Float64Array, periods: number): Float64Array[] {
  const rows = hazards.length / periods;
  const surviving = new Float64Array(rows).fill(1);
  return Array.from({ length: periods }, (_, k) => {
    for (let i = 0; i < rows; i++) surviving[i]! *= 1 - hazards[i * periods + k]!;
    return surviving.map((share) => 1 - share);
  });
}
