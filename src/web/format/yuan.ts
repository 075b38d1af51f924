import type { Language } from '../hooks/use-preferences.ts';
import { formatCount, formatMoney } from './numbers.ts';

const minus = '−';

/**
 * Money in words of a budget: `1,234 元`, `123.4 万元`, `1.23 亿元`; in English `1,234 yuan`, `1.23 million yuan`.
 *
 * @param fen  may be negative
 */
export function formatYuan(fen: number, language: Language): string {
  const yuan = Math.abs(fen) / 100;
  return `${Math.round(yuan) > 0 && fen < 0 ? minus : ''}${language === 'zh' ? inChinese(yuan) : inEnglish(yuan)}`;
}

function inChinese(yuan: number): string {
  if (yuan >= 99_995_000) return `${figure(yuan / 100_000_000)} 亿元`;
  if (yuan >= 10_000) return `${figure(yuan / 10_000)} 万元`;
  return `${formatMoney(yuan * 100)} 元`;
}

function inEnglish(yuan: number): string {
  return yuan >= 999_950 ? `${figure(yuan / 1_000_000)} million yuan` : `${formatMoney(yuan * 100)} yuan`;
}

function figure(value: number): string {
  return value.toLocaleString('en-US', {
    maximumSignificantDigits: Math.max(4, String(Math.round(value)).length),
  });
}

/** Fen a month → fen a year. */
export function aYear(fenMonth: number): number {
  return fenMonth * 12;
}

/** A change with its sign: `+12`, `−3`, `0`; `write` writes what stands after the sign. */
export function withSign(change: number, write: (size: number) => string): string {
  const size = write(Math.abs(change));
  if (change === 0 || size === write(0)) return write(0);
  return `${change > 0 ? '+' : minus}${size}`;
}

/** A change of a count: `+1,234`. */
export function formatChange(change: number): string {
  return withSign(change, formatCount);
}
