import { expect, it } from 'vitest';
import type { FittedModel } from '../../../../src/core/model.ts';
import { coded, type Subject } from '../subject.ts';

/** A weight of k is k copies. */
export function weighing<Data, Fitted extends FittedModel>(subject: Subject<Data, Fitted>): void {
  const { weighed, material, predict } = subject;
  if (!weighed) return;
  const { few, later } = material;
  const times = Array.from({ length: material.rowsOf(few) }, (_, i) => 1 + (i % 4));

  it('takes a weight of k as k copies of the row, and no weights as ones', async () => {
    const origins = Int32Array.from(times.flatMap((k, i) => Array<number>(k).fill(i)));
    const heavy = await weighed.fit(few, { weights: Float64Array.from(times) });
    const copied = await weighed.fit(material.take(few, origins), { origins });
    const ones = await weighed.fit(few, { weights: new Float64Array(times.length).fill(1) });
    const plain = await weighed.fit(few, {});

    const expected = await predict(copied, later);
    for (const [k, said] of (await predict(heavy, later)).entries())
      for (const [i, value] of said.entries())
        expect(Math.abs(value - expected[k]![i]!)).toBeLessThan(weighed.within);
    expect(await predict(ones, later)).toEqual(await predict(plain, later));
    expect(await predict(heavy, later)).not.toEqual(await predict(plain, later));
  });

  it.each([0, -1, Number.NaN, Infinity])('refuses a weight of %s', async (weight) => {
    const weights = Float64Array.from(times);
    weights[7] = weight;
    const fit = async (): Promise<Fitted> => weighed.fit(few, { weights });

    await expect(fit()).rejects.toEqual(coded('JZ_MATRIX_SHAPE'));
  });

  it('refuses fewer weights than rows', async () => {
    const fit = async (): Promise<Fitted> => weighed.fit(few, { weights: Float64Array.of(1, 2) });

    await expect(fit()).rejects.toEqual(coded('JZ_MATRIX_SHAPE'));
  });
}
