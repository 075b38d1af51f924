import type { ErrorEntry } from './entry.ts';

/** Errors of taking in departments' files. */
export const ledgerErrors = {
  JZ_PERIOD_UNKNOWN: {
    title: 'Unknown period',
    exit: 3,
    status: 422,
    zh: '{file} 第 {row} 行 {column} 列的值 "{value}" 不是有效的时期。',
    remedyZh: '季度应为 1–4，年份应为四位数字；请改正后重新提交该行。',
    en: '{file}, row {row}, column {column}: "{value}" is not a known period.',
    remedyEn: 'Quarters are 1-4 and years have four digits; correct the row and re-send it.',
  },
} as const satisfies Record<string, ErrorEntry>;
