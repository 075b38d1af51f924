import { expect, it } from 'vitest';
import type { FittedModel } from '../../../../src/core/model.ts';
import { coded as refusal, type Subject } from '../subject.ts';

/** Columns of categories: known, never seen, too many. */
export function coding<Data, Fitted extends FittedModel>(subject: Subject<Data, Fitted>): void {
  const { coded, material, predict } = subject;
  if (!coded) return;
  const { train, later } = material;

  it('takes a category that training never saw as missing', async () => {
    const fitted = await coded.fit(train, ['code']);
    const said = (code: number) => predict(fitted, coded.withCode(later, code));

    expect(await said(77)).toEqual(await said(Number.NaN));
    expect(await said(5)).not.toEqual(await said(0));
  });

  it('refuses a column of too many categories, and one that is not there, by name', async () => {
    const fit = async (column: string): Promise<Fitted> => coded.fit(train, [column]);

    await expect(fit('noise')).rejects.toEqual(refusal('JZ_CATEGORY_TOO_MANY', { column: 'noise' }));
    await expect(fit('weather')).rejects.toEqual(refusal('JZ_COLUMN_MISSING', { column: 'weather' }));
  });
}
