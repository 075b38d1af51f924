import { describe, expect, it } from 'vitest';
import { matrixFromRows } from '../src/core/matrix.ts';
import { toDataFrame } from './data-frame.ts';

describe('toDataFrame', () => {
  it('keeps names, order, values and missing numbers of a matrix', async () => {
    const X = matrixFromRows(
      ['income', 'members'],
      [
        [1200.5, 3],
        [Number.NaN, 1],
        [90071992547409.5, 6],
      ],
    );

    const frame = await toDataFrame(X);

    expect(frame.columns).toEqual(['income', 'members']);
    expect(frame.values).toEqual([
      [1200.5, 3],
      [Number.NaN, 1],
      [90071992547409.5, 6],
    ]);
    expect(frame.ctypes.values).toEqual(['float32', 'int32']);
  });

  it('reads a list of records, with a key that some lack as missing', async () => {
    const frame = await toDataFrame([
      { household: 'h1', p: 0.25, urgent: true },
      { household: 'h2', urgent: false, note: '下岗' },
    ]);

    expect(frame.columns).toEqual(['household', 'p', 'urgent', 'note']);
    expect(frame.values).toEqual([
      ['h1', 0.25, true, null],
      ['h2', Number.NaN, false, '下岗'],
    ]);
  });

  it('gives an analyst a working frame: means by group', async () => {
    const frame = await toDataFrame([
      { region: '甲', p: 0.5 },
      { region: '乙', p: 0.25 },
      { region: '甲', p: 1 },
    ]);

    const means = frame.groupby(['region']).agg({ p: 'mean' });

    expect(means.values).toEqual([
      ['甲', 0.75],
      ['乙', 0.25],
    ]);
  });

  it('keeps the columns of a matrix without rows', async () => {
    const frame = await toDataFrame(matrixFromRows(['a', 'b'], []));

    expect(frame.shape).toEqual([0, 2]);
    expect(frame.columns).toEqual(['a', 'b']);
  });

  it('refuses a source without columns', async () => {
    await expect(toDataFrame([])).rejects.toMatchObject({ code: 'JZ_MATRIX_SHAPE' });
  });

  it('names the package and the remedy where danfojs is not installed', async () => {
    const absent = (name: string) => Promise.reject(new Error(`Cannot find package '${name}'`));

    await expect(toDataFrame([{ a: 1 }], absent)).rejects.toMatchObject({
      code: 'JZ_PACKAGE_MISSING',
      exitCode: 5,
      details: { package: 'danfojs-node', remedy: 'npm install danfojs-node@1.2.0' },
    });
  });
});
