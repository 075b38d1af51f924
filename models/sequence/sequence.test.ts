import { beforeAll, describe, expect, it } from 'vitest';
import { auc } from '../../eval/index.ts';
import { matrix, selectColumns } from '../../src/core/matrix.ts';
import { seededRng } from '../../src/core/rng.ts';
import { logit } from '../link.ts';
import { loadTensorFlow, type TensorFlow } from '../net/backend.ts';
import { explainSequence } from './explain.ts';
import { fitSequence, type SequencePart, type SequenceTask } from './fit.ts';
import type { SequenceModel } from './model.ts';
import { predictSequence } from './predict.ts';
import { drawSample, quickOptions, sampleHorizons } from './test-support.ts';

const train = drawSample(1500, 'train');
const watch = drawSample(300, 'watch');
const later = drawSample(1500, 'later');
const task: SequenceTask = { train, watch, horizons: sampleHorizons, options: quickOptions };
const brief: SequenceTask = { ...task, options: { ...quickOptions, epochs: 1 } };
const coded = (code: string, details: object = {}): object =>
  expect.objectContaining({ code, details: expect.objectContaining(details) as unknown }) as object;

let tensorflow: TensorFlow;
let model: SequenceModel;
beforeAll(async () => {
  tensorflow = await loadTensorFlow();
  model = await fitSequence(tensorflow, task, seededRng(1));
});

const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
const cameBy = ({ histories }: SequencePart, end: number): Uint8Array =>
  Uint8Array.from(histories.months, (months, i) => Number(histories.happened[i] === 1 && months <= end));

describe('the hazard over months', () => {
  it('ranks later households nearly as well as the truth, and agrees with what came to them', async () => {
    const p = await predictSequence(tensorflow, model, later.rows);

    for (const [k, end] of sampleHorizons.entries()) {
      const came = cameBy(later, end);
      expect(auc(came, p[k]!)).toBeGreaterThan(auc(came, later.truth) - 0.03);
      expect(Math.abs(mean(p[k]!) / mean(came) - 1)).toBeLessThan(0.15);
    }
  });

  it('gives probabilities that never cross, whatever the months hold', async () => {
    const wild = {
      ...later.rows,
      values: later.rows.values.map((value, k) => (k % 7 === 0 ? 3e38 : -value)),
    };
    const p = await predictSequence(tensorflow, model, wild);

    for (const [k, column] of p.entries())
      for (const [i, value] of column.entries()) {
        expect(value).toBeGreaterThanOrEqual(p[k - 1]?.[i] ?? 0);
        expect(value).toBeLessThanOrEqual(1);
      }
  });

  it('does not read months that are not known', async () => {
    const { values, mask } = later.rows;
    const filled = { ...later.rows, values: values.map((value, k) => (mask[k] === 1 ? value : Number.NaN)) };

    expect(await predictSequence(tensorflow, model, filled)).toEqual(
      await predictSequence(tensorflow, model, later.rows),
    );
  });

  it('is not misled by watching that ended early', async () => {
    const { months, happened } = train.histories;
    const isLost = (i: number): boolean => i % 2 === 0 && months[i]! > 3;
    const lost = { months: months.map((end, i) => (isLost(i) ? 3 : end)), happened: happened.slice() };
    for (const i of months.keys()) if (isLost(i)) lost.happened[i] = 0;
    const fitted = await fitSequence(
      tensorflow,
      { ...task, train: { rows: train.rows, histories: lost } },
      seededRng(1),
    );

    const truth = mean(later.histories.happened);
    expect(mean(lost.happened) / truth).toBeLessThan(0.8);
    const p = await predictSequence(tensorflow, fitted, later.rows);
    expect(Math.abs(mean(p[2]!) / truth - 1)).toBeLessThan(0.15);
  });
});

describe('fitting', () => {
  it('gives the same bytes for the same seed, others for another, and leaves its input alone', async () => {
    const [values, debt] = [train.rows.values.slice(), train.rows.statics.columns[0]!.slice()];
    const one = await fitSequence(tensorflow, brief, seededRng('a'));

    expect(await fitSequence(tensorflow, brief, seededRng('a'))).toEqual(one);
    expect((await fitSequence(tensorflow, brief, seededRng('b'))).weights).not.toEqual(one.weights);
    expect(train.rows.values).toEqual(values);
    expect(train.rows.statics.columns[0]).toEqual(debt);
  });

  it('stops when later rows get no better, and keeps the weights that were best', async () => {
    const losses: number[] = [];
    const onEpoch = (_: number, loss: number): void => void losses.push(loss);
    const eager = { ...quickOptions, learningRate: 0.1, epochs: 40, patience: 2 };
    const stopped = await fitSequence(tensorflow, { ...task, options: eager, onEpoch }, seededRng(2));

    expect(losses.length).toBeLessThan(40);
    expect(losses).toHaveLength(stopped.epochs + eager.patience);
    expect(Math.min(...losses)).toBe(losses[stopped.epochs - 1]);
    const kept = { ...task, options: { ...eager, epochs: stopped.epochs } };
    expect((await fitSequence(tensorflow, kept, seededRng(2))).weights).toEqual(stopped.weights);
  });

  it('raises probabilities with the weight of events, and flattens them with focus', async () => {
    const with_ = async (more: Partial<typeof quickOptions>): Promise<Float64Array> => {
      const options = { ...quickOptions, epochs: 3, ...more };
      const fitted = await fitSequence(tensorflow, { ...task, options }, seededRng(1));
      return (await predictSequence(tensorflow, fitted, later.rows))[2]!;
    };
    const plain = await with_({});

    expect(mean(await with_({ eventWeight: 5 }))).toBeGreaterThan(mean(plain) + 0.1);
    const focal = await with_({ focus: 2 });
    expect(mean(focal.map((p) => Math.abs(p - 0.5)))).toBeLessThan(mean(plain.map((p) => Math.abs(p - 0.5))));
  });

  it('leaves no tensor behind', async () => {
    const before = tensorflow.tf.memory().numTensors;
    const fitted = await fitSequence(tensorflow, brief, seededRng(1));
    await predictSequence(tensorflow, fitted, watch.rows);
    await explainSequence(tensorflow, fitted, watch.rows, { horizon: 0, steps: 2 });

    expect(tensorflow.tf.memory().numTensors).toBe(before);
  });

  it('works without static columns', async () => {
    const bare = (part: SequencePart): SequencePart => ({
      ...part,
      rows: { ...part.rows, statics: matrix([], [], part.rows.nRows) },
    });
    const own = { ...task, train: bare(train), watch: bare(watch), options: { ...quickOptions, epochs: 6 } };
    const fitted = await fitSequence(tensorflow, own, seededRng(1));
    const p = await predictSequence(tensorflow, fitted, bare(later).rows);

    expect(auc(cameBy(later, 12), p[2]!)).toBeGreaterThan(0.6);
    const { statics, months } = await explainSequence(tensorflow, fitted, bare(watch).rows, { horizon: 2 });
    expect(statics).toHaveLength(0);
    expect(months.some((value) => value !== 0)).toBe(true);
  });
});

describe('refusals', () => {
  const changed = (rows: Partial<SequencePart['rows']>): SequenceTask => ({
    ...brief,
    train: { ...train, rows: { ...train.rows, ...rows } },
  });
  const spoilt = (at: number, value: number): Float32Array =>
    train.rows.values.map((own, k) => (k === at ? value : own));
  const fit = (asked: SequenceTask): Promise<SequenceModel> => fitSequence(tensorflow, asked, seededRng(1));

  it.each([Number.NaN, Infinity])('name row, month and channel of a known %s', async (value) => {
    const at = (7 * 6 + 4) * 2;

    await expect(fit(changed({ values: spoilt(at, value) }))).rejects.toEqual(
      coded('JZ_SEQUENCE_NOT_NUMBER', { row: 7, month: 4, channel: 'income', value: String(value) }),
    );
  });

  it('name an infinite static column', async () => {
    const statics = matrix(['debt', 'noise'], [...train.rows.statics.columns]);
    const endless = statics.columns[1]!.map((value, i) => (i === 3 ? Infinity : value));

    await expect(
      fit(changed({ statics: { ...statics, columns: [statics.columns[0]!, endless] } })),
    ).rejects.toEqual(coded('JZ_MATRIX_NOT_FINITE', { column: 'noise', row: 3 }));
  });

  it('of labels of one class, in either part', async () => {
    const nothing = { months: train.histories.months, happened: new Uint8Array(1500) };
    const never = { months: watch.histories.months, happened: new Uint8Array(300) };

    const refusal = coded('JZ_LABEL_ONE_CLASS', { value: 0 });
    await expect(fit({ ...brief, train: { ...train, histories: nothing } })).rejects.toEqual(refusal);
    await expect(fit({ ...brief, watch: { ...watch, histories: never } })).rejects.toEqual(refusal);
  });

  it('of shapes that disagree', async () => {
    const refusal = coded('JZ_MATRIX_SHAPE');
    await expect(fit(changed({ values: new Float32Array(5) }))).rejects.toEqual(refusal);
    await expect(fit(changed({ statics: matrix(['debt'], [new Float64Array(3)]) }))).rejects.toEqual(refusal);
    await expect(fit({ ...brief, watch: { ...watch, histories: train.histories } })).rejects.toEqual(refusal);
    const renamed = { ...later.rows, channels: ['bills', 'income'] };
    await expect(predictSequence(tensorflow, model, renamed)).rejects.toEqual(refusal);
    const shorter = { ...later.rows, months: 3 };
    await expect(predictSequence(tensorflow, model, shorter)).rejects.toEqual(refusal);
  });

  it('of months that cannot be read so many at a time, of horizons that fall, of a horizon there is not', async () => {
    const refusal = coded('JZ_UNIT_INVALID');
    await expect(fit({ ...brief, options: { ...quickOptions, monthsAtATime: 4 } })).rejects.toEqual(refusal);
    await expect(fit({ ...brief, horizons: [6, 3] })).rejects.toEqual(refusal);
    await expect(explainSequence(tensorflow, model, watch.rows, { horizon: 3 })).rejects.toEqual(refusal);
  });

  it('of a missing static column; another order is read by name', async () => {
    const { statics } = later.rows;
    const swapped = { ...later.rows, statics: selectColumns(statics, ['noise', 'debt']) };
    expect(await predictSequence(tensorflow, model, swapped)).toEqual(
      await predictSequence(tensorflow, model, later.rows),
    );
    const lacking = { ...later.rows, statics: selectColumns(statics, ['noise']) };
    await expect(predictSequence(tensorflow, model, lacking)).rejects.toEqual(
      coded('JZ_COLUMN_MISSING', { column: 'debt' }),
    );
  });

  it('of a training that diverges', async () => {
    await expect(fit({ ...brief, options: { ...quickOptions, learningRate: 1e30 } })).rejects.toEqual(
      coded('JZ_MODEL_DIVERGED', { epoch: 1 }),
    );
  });

  it('of weights that do not fit the structure', async () => {
    const cut = { ...model, weights: model.weights.slice(0, 40) };
    await expect(predictSequence(tensorflow, cut, watch.rows)).rejects.toEqual(coded('JZ_MODEL_INVALID'));
  });
});

describe('reasons', () => {
  it('add up to the log-odds of every horizon with what they say is left over, which is little', async () => {
    const p = await predictSequence(tensorflow, model, watch.rows);
    for (const horizon of sampleHorizons.keys()) {
      const { bias, months, statics, residual } = await explainSequence(tensorflow, model, watch.rows, {
        ...{ horizon, steps: 24 },
      });
      for (let i = 0; i < watch.rows.nRows; i++) {
        const parts = [...months.subarray(i * 12, i * 12 + 12), ...statics.subarray(i * 2, i * 2 + 2)];
        const sum = parts.reduce((total, part) => total + part, bias + residual[i]!);
        expect(Math.abs(sum - logit(p[horizon]![i]!))).toBeLessThan(1e-5);
      }
      expect(Math.max(...residual.map(Math.abs))).toBeLessThan(0.02);
    }
  });

  it('give nothing to months that are not known, much to income that stopped, little to noise', async () => {
    const { months, statics } = await explainSequence(tensorflow, model, watch.rows, {
      ...{ horizon: 2, steps: 8 },
    });
    const { mask } = watch.rows;

    expect(months.every((value, k) => mask[k] === 1 || value === 0)).toBe(true);
    const size = (values: Float64Array, j: number): number =>
      mean(values.filter((_, k) => k % 2 === j).map(Math.abs));
    expect(size(statics, 0)).toBeGreaterThan(3 * size(statics, 1));
    expect(size(months, 0)).toBeGreaterThan(3 * size(months, 1));
  });
});
