/**
 * Small data that can be learnt, for the tests of model families.
 */
import { matrix, type Matrix } from '../src/core/matrix.ts';
import { normal, seededRng } from '../src/core/rng.ts';
import { sigmoid } from './link.ts';

/** Rows and their labels. */
export interface Sample {
  readonly X: Matrix;
  readonly y: Uint8Array;
}

/** Columns of a sample: what a department's table has, the useless included. */
export const sampleNames = ['signal', 'code', 'holes', 'noise', 'heavy', 'constant', 'empty'] as const;

/**
 * Rows whose label depends on `signal`, `code` and on whether `holes` is missing. About a third are positive.
 */
export function learnableSample(nRows: number, seed: string): Sample {
  const rng = seededRng(seed);
  const columns = sampleNames.map(() => new Float64Array(nRows));
  const y = new Uint8Array(nRows);
  for (let i = 0; i < nRows; i++) {
    const signal = normal(rng);
    const code = rng.int(6);
    const isMissing = rng.next() < 0.2;
    const holes = isMissing ? Number.NaN : signal + normal(rng);
    const row = [signal, code, holes, normal(rng), Math.exp(3 * normal(rng)), 7, Number.NaN];
    for (const [j, value] of row.entries()) columns[j]![i] = value;
    const logOdds = -2 + 1.5 * signal + (code > 3 ? 1.5 : 0) + (isMissing ? 1 : 0);
    y[i] = Number(rng.next() < sigmoid(logOdds));
  }
  return { X: matrix(sampleNames, columns), y };
}
