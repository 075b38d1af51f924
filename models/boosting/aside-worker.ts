/**
 * The thread that boosts for `aside.ts`: it may block while its helpers work.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { JzError, type ErrorCode, type ErrorDetails } from '../../src/core/errors/index.ts';
import type { Matrix } from '../../src/core/matrix.ts';
import { seededRng } from '../../src/core/rng.ts';
import { allRows } from '../check.ts';
import { binMatrix } from '../tree/bins.ts';
import { boost, type BoostedTrees } from './fit.ts';
import type { BoostingOptions } from './options.ts';

/** What the thread is given. */
export interface AsideTask {
  readonly X: Matrix;
  readonly y: Uint8Array;
  readonly options: BoostingOptions;
  readonly seed: string | number;
  readonly threads: number;
  /** Not 0 once the fit is called off. */
  readonly stop: Int32Array;
}

/** What it says. */
export type AsideReply =
  | { readonly kind: 'round'; readonly round: number }
  | { readonly kind: 'model'; readonly model: BoostedTrees }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly details: ErrorDetails };

const { X, y, options, seed, threads, stop } = workerData as AsideTask;

function say(reply: AsideReply): void {
  parentPort?.postMessage(reply);
}

const isCalledOff = (): boolean => Atomics.load(stop, 0) !== 0;

function fit(): AsideReply {
  const goesOn = (round: number): boolean => {
    say({ kind: 'round', round });
    return !isCalledOff();
  };
  const train = allRows(X.nRows);
  const data = binMatrix(X, options.maxBins, train, 'fastest', options.categorical);
  if (isCalledOff()) return { kind: 'stopped' };
  const task = { data, names: X.names, y, train, watch: new Int32Array(0) };
  const { model } = boost(task, options, seededRng(seed), { threads, goesOn });
  return isCalledOff() ? { kind: 'stopped' } : { kind: 'model', model };
}

try {
  say(fit());
} catch (thrown) {
  if (!(thrown instanceof JzError)) throw thrown;
  say({ kind: 'refused', code: thrown.code, details: thrown.details });
}
