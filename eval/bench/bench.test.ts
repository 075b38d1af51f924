import { describe, expect, it } from 'vitest';
import { timing } from './bench.ts';

describe('timing', () => {
  it('gives the median and the spread, whatever the order', () => {
    expect(timing('ours', '1', [5, 1, 9])).toMatchObject({ medianMs: 5, minMs: 1, maxMs: 9, runs: 3 });
  });

  it('halves the two middle times of an even number of runs', () => {
    expect(timing('ours', '1', [4, 1, 2, 10]).medianMs).toBe(3);
  });

  it('refuses to summarise nothing', () => {
    expect(() => timing('ours', '1', [])).toThrow('no run');
  });
});
