import { expect, it } from 'vitest';
import { allRows } from '../../../../models/check.ts';
import type { FittedModel } from '../../../../src/core/model.ts';
import { encode } from '../../../../src/scoring/codec.ts';
import type { Subject } from '../subject.ts';

/** A saved model is the same model. */
export function saving<Data, Fitted extends FittedModel>(
  subject: Subject<Data, Fitted>,
  fitted: () => Fitted,
): void {
  const { reload, reasons, material, predict } = subject;
  if (!reload) return;

  it('predicts and explains with the same bits once saved and loaded', async () => {
    const rows = material.take(material.later, allRows(100));
    const loaded = await reload(fitted());

    expect(await predict(loaded, rows)).toEqual(await predict(fitted(), rows));
    expect(await reasons?.explain(loaded, rows)).toEqual(await reasons?.explain(fitted(), rows));
    expect(encode(loaded)).toEqual(encode(await reload(loaded)));
  });
}
