import { expect, it } from 'vitest';
import type { FittedModel } from '../../../../src/core/model.ts';
import { encode } from '../../../../src/scoring/codec.ts';
import type { Subject } from '../subject.ts';

/** Same bytes for the same seed; nothing handed in is changed. */
export function fitting<Data, Fitted extends FittedModel>(subject: Subject<Data, Fitted>): void {
  const { train, later, copy } = subject.material;
  const bytesOf = async (fitted: Fitted): Promise<string> => {
    const { json, bytes } = encode(subject.reload ? fitted : await subject.predict(fitted, later));
    return json + Buffer.from(bytes).toString('base64');
  };

  it('gives the same bytes for the same seed and leaves what it was given unchanged', async () => {
    const given = copy(train);
    const once = await subject.fit(given, 'one');
    const twice = await subject.fit(train, 'one');
    await subject.predict(once, given);
    await subject.reasons?.explain(once, given);

    expect(await bytesOf(twice)).toBe(await bytesOf(once));
    expect(given).toEqual(train);
  });

  it(`gives ${subject.isRandom ? 'another model' : 'the same model'} for another seed`, async () => {
    const one = await bytesOf(await subject.fit(train, 'one'));
    const two = await bytesOf(await subject.fit(train, 'two'));

    expect(one === two).toBe(!subject.isRandom);
  });
}
