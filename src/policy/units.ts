/**
 * Units of rule values. Money inside is integer fen; ratios are integer ten-thousandths, so that products are exact.
 */
import { formatYuan, type Fen } from '../core/units.ts';
import type { Language } from './text.ts';

/** Every unit a parameter, fact or rule may have. */
export const units = {
  fen: { zh: '元', en: 'yuan', money: true },
  fen_month: { zh: '元/月', en: 'yuan a month', money: true },
  fen_year: { zh: '元/年', en: 'yuan a year', money: true },
  fen_day: { zh: '元/天', en: 'yuan a day', money: true },
  fen_kwh: { zh: '元/千瓦时', en: 'yuan a kWh', money: true },
  ratio: { zh: '', en: '', money: false },
  count: { zh: '', en: '', money: false },
  years: { zh: '岁', en: 'years', money: false },
  months: { zh: '个月', en: 'months', money: false },
  days: { zh: '天', en: 'days', money: false },
  working_days: { zh: '个工作日', en: 'working days', money: false },
  calendar_days: { zh: '日', en: 'calendar days', money: false },
  hours: { zh: '小时', en: 'hours', money: false },
  kwh: { zh: '千瓦时', en: 'kWh', money: false },
  m2: { zh: '平方米', en: 'm²', money: false },
  code: { zh: '', en: '', money: false },
  flag: { zh: '', en: '', money: false },
} as const satisfies Record<string, { zh: string; en: string; money: boolean }>;

/** The name of a unit. */
export type Unit = keyof typeof units;

/** Parts of one in a `ratio`: 0.6 is held as 6000. */
export const RATIO_SCALE = 10_000;

/** Months in a year: turns a yearly sum into a monthly one and back. */
export const MONTHS_IN_YEAR = 12;

/** Whether values of the unit are fen. */
export function isMoney(unit: Unit): boolean {
  return units[unit].money;
}

/**
 * Writes a value for a person to read: yuan for money, decimals for ratios.
 *
 * @example formatValue(120000, 'fen_month', 'zh') // "1,200.00 元/月"
 */
export function formatValue(value: number, unit: Unit, language: Language): string {
  if (unit === 'flag') return language === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no';
  if (unit === 'ratio') return String(value / RATIO_SCALE);
  const written = isMoney(unit) ? formatYuan(value as Fen) : String(value);
  const name = units[unit][language];
  return name === '' ? written : `${written} ${name}`;
}
