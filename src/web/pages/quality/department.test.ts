import { describe, expect, it } from 'vitest';
import type { QualityResponse } from '../../../api/types-analysis.ts';
import { pointsSinceLast, weakestPart, type Department, type Part } from './department.ts';

const part = (name: Part['part'], score: number | null): Part => ({
  part: name,
  title: { zh: name, en: name },
  score,
});
const withParts = (...parts: Part[]): Department => ({
  ...{ department: 'tax', title: { zh: '税务', en: 'tax' }, score: 80, light: 'fair', files: 1 },
  ...{ light_words: { zh: '需改进', en: 'improve' }, rows_in: 1, loaded: 1, quarantined: 0, parts },
  ...{ filled_share: 1, gaps: [], problems: [], median_days: null, p90_days: null, months: [] },
  ...{ breaks: [], asks: [] },
});
const point = (generation: string, score: number | null): QualityResponse['trend'][number] => ({
  ...{ generation, files: 1, rows_in: 1, quarantined_share: 0, score },
  departments: [{ department: 'tax', rows_in: 1, quarantined_share: 0, score, median_days: null }],
});

describe('a department', () => {
  it('is weakest where its score is lowest, parts without a score apart', () => {
    const one = withParts(part('validity', 60), part('timeliness', 20), part('identity', null));

    expect(weakestPart(one)?.part).toBe('timeliness');
  });

  it('has no weak part when all reach 70', () => {
    expect(weakestPart(withParts(part('validity', 70), part('timeliness', 100)))).toBeNull();
  });

  it('is compared with the last generation in which it sent anything', () => {
    expect(pointsSinceLast('tax', [point('g1', 70), point('g2', null), point('g3', 76)])).toBe(6);
    expect(pointsSinceLast('tax', [point('g1', 70)])).toBeNull();
    expect(pointsSinceLast('police', [point('g1', 70), point('g2', 75)])).toBeNull();
  });
});
