import { expect, it } from 'vitest';
import { allRows } from '../../../../models/check.ts';
import type { FittedModel } from '../../../../src/core/model.ts';
import { coded, type Subject } from '../subject.ts';

/** Every refusal has its code, and names the place. */
export function refusing<Data, Fitted extends FittedModel>(subject: Subject<Data, Fitted>): void {
  const { train, rowsOf, take, spoilt, ragged, unlearnable } = subject.material;
  const refusal = async (data: Data): Promise<unknown> =>
    Promise.resolve()
      .then(() => subject.fit(data, 'seed'))
      .then(
        () => 'fitted',
        (error: unknown) => error,
      );

  it.each(unlearnable(train))('refuses $what', async ({ data, code, details }) => {
    expect(await refusal(data)).toMatchObject(coded(code, details));
  });

  it.each([Infinity, -Infinity])('refuses %s, naming column and row', async (value) => {
    const { data, column, row } = spoilt(train, value);

    expect(await refusal(data)).toMatchObject(coded('JZ_MATRIX_NOT_FINITE', { column, row }));
  });

  it('refuses more or fewer outcomes than rows', async () => {
    for (const data of ragged(train)) expect(await refusal(data)).toMatchObject(coded('JZ_MATRIX_SHAPE'));
  });

  it('refuses too few rows, and none at all', async () => {
    const needed = subject.minRows;
    for (const rows of [needed - 1, 0])
      expect(await refusal(take(train, allRows(rows)))).toMatchObject(
        coded('JZ_TOO_FEW_ROWS', { rows, needed }),
      );
    expect(await refusal(take(train, allRows(needed)))).toBe('fitted');
    expect(rowsOf(train)).toBeGreaterThan(needed);
  });
}
