import { describe, expect, it } from 'vitest';
import { formatChange, formatYuan, withSign } from './yuan.ts';

describe('money of a budget', () => {
  const cases: [fen: number, zh: string, en: string][] = [
    [0, '0 元', '0 yuan'],
    [123_456, '1,235 元', '1,235 yuan'],
    [999_949, '9,999 元', '9,999 yuan'],
    [12_345_678, '12.35 万元', '123,457 yuan'],
    [-12_345_678, '−12.35 万元', '−123,457 yuan'],
    [1_234_567_890, '1,235 万元', '12.35 million yuan'],
    [123_456_789_012, '12.35 亿元', '1,235 million yuan'],
    [9_999_999_999, '1 亿元', '100 million yuan'],
    [-40, '0 元', '0 yuan'],
  ];
  it.each(cases)('%i fen reads %s in Chinese and %s in English', (fen, zh, en) => {
    expect([formatYuan(fen, 'zh'), formatYuan(fen, 'en')]).toEqual([zh, en]);
  });
});

describe('a change', () => {
  it('has a sign, unless it reads as nothing', () => {
    expect([formatChange(1234), formatChange(-3), formatChange(0)]).toEqual(['+1,234', '−3', '0']);
    expect(withSign(-0.00001, (size) => size.toFixed(3))).toBe('0.000');
  });
});
