/**
 * A neural hazard over months: a gated recurrent unit reads the months, a dense layer adds the static columns, one output
 * a period is the log-odds of the event in it. Horizons never cross: `1 − Π (1 − h_k)` cannot fall.
 *
 * @see Cho et al. (2014), Learning phrase representations using RNN encoder–decoder
 * @see Gensheimer & Narasimhan (2019), A scalable discrete-time survival model for neural networks
 */
import type { Json } from '../../src/core/json.ts';
import type { FittedModel } from '../../src/core/model.ts';
import type { TensorFlowBackend } from '../net/backend.ts';
import type { SequenceScales } from './encode.ts';

/** A fitted sequence model: plain, and all that the standard TensorFlow.js format holds. */
export interface SequenceModel extends FittedModel {
  readonly family: 'sequence';
  readonly format: 1;
  /** Static columns. */
  readonly features: readonly string[];
  readonly channels: readonly string[];
  readonly months: number;
  /** Ends of the periods in months, rising. */
  readonly horizons: readonly number[];
  readonly scales: SequenceScales;
  /** Where it was trained: another backend rounds, and so trains, differently. */
  readonly backend: TensorFlowBackend;
  /** Passes over the training rows behind these weights. */
  readonly epochs: number;
  /** TensorFlow.js `modelTopology`. */
  readonly topology: Json;
  /** TensorFlow.js weight specs, in the order of the bytes. */
  readonly weightSpecs: readonly WeightSpec[];
  /** Little-endian float32. */
  readonly weights: Uint8Array;
}

/** Name and shape of one array of weights. */
export interface WeightSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: 'float32';
}

/** What the training may be told. */
export interface SequenceOptions {
  /** Width of the recurrent state: the months are few, the events rare. */
  readonly units: number;
  /** Width of the layer that joins months and static columns. */
  readonly hidden: number;
  /** Months the recurrent unit reads at a time: a quarter makes steps three times fewer. */
  readonly monthsAtATime: number;
  /** Passes at most; the later rows end it sooner. */
  readonly epochs: number;
  /** Passes without a better loss on the later rows before it ends. */
  readonly patience: number;
  readonly batchRows: number;
  readonly learningRate: number;
  /** Weight of half the squared weights, against learning noise. */
  readonly decay: number;
  /** Weight of a period with the event; above 1 probabilities come out too high until calibrated. */
  readonly eventWeight: number;
  /** Focal loss: 0 = log loss; above 0 easy rows count less, and probabilities want calibrating. */
  readonly focus: number;
}

/** What fits when nobody says otherwise; by the later rows of a generated county, 0.003 and 1e-4 learnt noise after one pass. */
export const sequenceDefaults: SequenceOptions = {
  units: 24,
  hidden: 24,
  monthsAtATime: 3,
  epochs: 30,
  patience: 3,
  batchRows: 512,
  learningRate: 0.001,
  decay: 1e-3,
  eventWeight: 1,
  focus: 0,
};
