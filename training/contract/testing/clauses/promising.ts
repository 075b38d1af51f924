import { expect, it } from 'vitest';
import type { FittedModel } from '../../../../src/core/model.ts';
import type { Subject } from '../subject.ts';

/** What was promised never to fall never falls. */
export function promising<Data, Fitted extends FittedModel>(subject: Subject<Data, Fitted>): void {
  const { rising, material, predict } = subject;
  if (!rising) return;

  it('never falls along a column of which that is promised, whatever else a row says', async () => {
    for (const data of [material.train, rising.against(material.train)]) {
      const fitted = await rising.fit(data);
      for (let row = 0; row < 40; row++)
        for (const said of await predict(fitted, rising.sweep(material.later, row)))
          expect(said.every((value, k) => k === 0 || value >= said[k - 1]!)).toBe(true);
    }
  });
}
