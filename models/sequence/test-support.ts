/**
 * Households whose income stops in a known month, some columns that matter, some months nobody knows.
 */
import { matrix } from '../../src/core/matrix.ts';
import { normal, seededRng } from '../../src/core/rng.ts';
import { sigmoid } from '../link.ts';
import type { SequencePart } from './fit.ts';
import { sequenceDefaults, type SequenceOptions } from './model.ts';

export const sampleHorizons = [3, 6, 12];
export const sampleMonths = 6;
export const quickOptions: SequenceOptions = {
  ...sequenceDefaults,
  ...{ units: 6, hidden: 6, epochs: 14, batchRows: 96, learningRate: 0.015 },
};

/** Rows whose log-odds of the event in each period are known. */
export interface Sample extends SequencePart {
  /** True log-odds of a period, `[n]`. */
  readonly truth: Float64Array;
}

/** Draws a sample: income may stop, which matters the more the later; debt matters; the last column is noise. */
export function drawSample(nRows: number, seed: string): Sample {
  const rng = seededRng(seed);
  const channels = ['income', 'bills'];
  const values = new Float32Array(nRows * sampleMonths * 2);
  const mask = new Uint8Array(values.length);
  const [debt, noise] = [new Float64Array(nRows), new Float64Array(nRows)];
  const [truth, months] = [new Float64Array(nRows), new Float64Array(nRows)];
  const happened = new Uint8Array(nRows);
  for (let i = 0; i < nRows; i++) {
    const stops = rng.int(2) === 0 ? rng.int(sampleMonths) : sampleMonths;
    for (let month = 0; month < sampleMonths; month++) {
      const place = (i * sampleMonths + month) * 2;
      values[place] = month >= stops ? 0 : 300_000 * Math.exp(normal(rng) / 3);
      mask[place] = 1;
      mask[place + 1] = rng.int(4) === 0 ? 0 : 1;
      values[place + 1] = mask[place + 1] === 1 && rng.int(3) === 0 ? 1000 + rng.int(90_000) : 0;
    }
    debt[i] = rng.int(5) === 0 ? Number.NaN : normal(rng);
    noise[i] = normal(rng);
    truth[i] = -2.5 + (stops < sampleMonths ? 1 + 0.2 * stops : 0) + (Number.isNaN(debt[i]) ? 0 : debt[i]!);
    const came = sampleHorizons.find(() => rng.next() < sigmoid(truth[i]!));
    happened[i] = came === undefined ? 0 : 1;
    months[i] = came ?? 12;
  }
  const statics = matrix(['debt', 'noise'], [debt, noise]);
  return {
    rows: { nRows, months: sampleMonths, channels, values, mask, statics },
    histories: { months, happened },
    truth,
  };
}
