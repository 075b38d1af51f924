import fc from 'fast-check';
import { expect, it } from 'vitest';
import { allRows } from '../../../../models/check.ts';
import type { FittedModel } from '../../../../src/core/model.ts';
import { coded, type Subject } from '../subject.ts';

/** What a fitted model says of rows it has not seen. */
export function predicting<Data, Fitted extends FittedModel>(
  subject: Subject<Data, Fitted>,
  fitted: () => Fitted,
): void {
  const { material, alike } = subject;
  const { later, effort, take } = material;
  const predict = async (data: Data): Promise<readonly Float64Array[]> => subject.predict(fitted(), data);

  it('learns: better than saying the same of every row, on rows it has not seen', async () => {
    subject.learns(await predict(later), later);
  });

  it('finds columns by name, whatever their order and whatever stands beside them', async () => {
    expect(await predict(material.rearranged(later))).toEqual(await predict(later));
  });

  it('names the column it misses', async () => {
    const { data, column } = material.lacking(later);

    await expect(predict(data)).rejects.toEqual(coded('JZ_COLUMN_MISSING', { column }));
  });

  it('predicts one row as it predicts it among many', async () => {
    const all = await predict(later);
    for (let i = 0; i < effort.alone; i++)
      for (const [k, [alone]] of (await predict(take(later, [i]))).entries())
        expect(Math.abs(alone! - all[k]![i]!)).toBeLessThanOrEqual(alike);
  });

  it('predicts no row of none', async () => {
    for (const said of await predict(take(later, allRows(0)))) expect(said).toHaveLength(0);
  });

  it('says what can be for any row, missing and extreme values included', async () => {
    await fc.assert(
      fc.asyncProperty(material.wild, async (rows) => {
        for (const said of await predict(rows)) expect(said.every((x) => subject.isPossible(x))).toBe(true);
      }),
      { seed: 1, numRuns: effort.runs },
    );
  });
}
