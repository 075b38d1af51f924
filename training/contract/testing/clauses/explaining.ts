import fc from 'fast-check';
import { expect, it } from 'vitest';
import { allRows } from '../../../../models/check.ts';
import type { FittedModel } from '../../../../src/core/model.ts';
import type { Subject } from '../subject.ts';

/** Reasons add up. */
export function explaining<Data, Fitted extends FittedModel>(
  subject: Subject<Data, Fitted>,
  fitted: () => Fitted,
): void {
  const { reasons, material } = subject;
  if (!reasons) return;
  const { later, rowsOf, take } = material;

  it(`has reasons that add up to the score of any row to ${reasons.within}`, async () => {
    await fc.assert(
      fc.asyncProperty(material.wild, async (rows) => {
        const { bias, values } = await reasons.explain(fitted(), rows);
        const parts = values.length / rowsOf(rows);
        for (const [i, score] of (await reasons.score(fitted(), rows)).entries()) {
          const own = values.subarray(i * parts, (i + 1) * parts);
          const sum = own.reduce((total, value) => total + value, bias);
          expect(Math.abs(sum - score)).toBeLessThanOrEqual(reasons.within);
        }
      }),
      { seed: 2, numRuns: material.effort.runs },
    );
  });

  it('says what the score says', async () => {
    const score = await reasons.score(fitted(), later);
    const said = (await subject.predict(fitted(), later)).at(-1)!;

    for (const [i, value] of said.entries()) expect(value).toBeCloseTo(reasons.saidOf(score[i]!), 12);
  });

  it('gives nothing to a column that is constant, or always missing', async () => {
    const rows = take(later, allRows(100));
    const { values } = await reasons.explain(fitted(), rows);
    const parts = values.length / rowsOf(rows);
    const useless = values.filter((_, k) => reasons.useless.includes(k % parts));

    expect(useless.length).toBe(100 * reasons.useless.length);
    expect(Math.max(...useless.map(Math.abs))).toBeLessThanOrEqual(1e-15);
    expect(values.some((value) => Math.abs(value) > 0.01)).toBe(true);
  });
}
