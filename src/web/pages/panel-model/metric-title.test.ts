import { describe, expect, it } from 'vitest';
import { en, zh } from '../../i18n/index.ts';
import { metricTitle } from './metric-title.ts';

describe('metricTitle', () => {
  it.each(['logLoss', 'log_loss', 'log-loss'])('knows %s', (name) => {
    expect(metricTitle(name, zh)?.name).toBe('对数损失');
  });

  it('knows a share written as per cent', () => {
    expect(metricTitle('recall_top_10pct', zh)?.name).toBe('前 10% 覆盖率');
  });

  it('has no words for a metric of another kind', () => {
    expect(metricTitle('novelty', en)).toBeNull();
  });

  it('explains the same metrics in both languages', () => {
    expect(Object.keys(en.metrics)).toEqual(Object.keys(zh.metrics));
  });
});
