import { describe, expect, it } from 'vitest';
import {
  currencyName,
  formatFigure,
  formatMoney,
  formatOddsFactor,
  formatPercent,
  formatWholePercent,
  formatYuan,
} from './numbers.ts';

describe('numbers as people read them', () => {
  it('never shows a small chance as none', () => {
    expect(formatPercent(0.0002)).toBe('<0.1%');
    expect(formatPercent(0)).toBe('0.0%');
    expect(formatPercent(0.3724)).toBe('37.2%');
  });

  it('shows the ends of an interval in whole per cent', () => {
    expect(formatWholePercent(0.305)).toBe('31%');
    expect(formatWholePercent(1)).toBe('100%');
  });

  it('shows minor units as whole money with separators', () => {
    expect(formatMoney(1_824_000)).toBe('18,240');
    expect(formatMoney(-150_050)).toBe('-1,501');
  });

  it('shows fen as yuan, with cents only where there are any', () => {
    expect(formatYuan(1_824_050)).toBe('18,240.50');
    expect(formatYuan(120_000)).toBe('1,200');
    expect(formatYuan(-7)).toBe('-0.07');
  });

  it('keeps four significant digits of a figure and all digits of a count', () => {
    expect(formatFigure(0.803_12)).toBe('0.8031');
    expect(formatFigure(2672)).toBe('2,672');
  });

  it.each([
    [0.405_465, '1.5'],
    [-0.105, '0.90'],
    [0, '1.0'],
    [-0.002, '1.0'],
    [3, '20'],
  ])('says how a contribution of %d multiplies the odds', (contribution, words) => {
    expect(formatOddsFactor(contribution)).toBe(words);
  });

  it('names a currency, or gives its code back when it has no name', () => {
    expect(currencyName('ARS', 'zh')).toBe('阿根廷比索');
    expect(currencyName('ARS', 'en')).toBe('Argentine Peso');
    expect(currencyName('not a code', 'en')).toBe('not a code');
  });
});
