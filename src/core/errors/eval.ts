import type { ErrorEntry } from './entry.ts';

/** Errors of measuring predictions, and of poverty measures. */
export const evalErrors = {
  JZ_EVAL_LENGTH: {
    title: 'Lengths differ',
    exit: 3,
    status: 422,
    zh: '{what} 有 {rows} 个值，应为 {expected} 个。',
    remedyZh: '请确认它们来自同一批数据、顺序一致。',
    en: '{what} has {rows} values, {expected} expected.',
    remedyEn: 'Check that they come from the same rows in the same order.',
  },
  JZ_EVAL_EMPTY: {
    title: 'Nothing to measure',
    exit: 3,
    status: 422,
    zh: '没有可评估的行（总权重为 0）。',
    remedyZh: '请检查文件和权重列。',
    en: 'There is nothing to measure: no row has weight.',
    remedyEn: 'Check the file and the weight column.',
  },
  JZ_EVAL_VALUE: {
    title: 'Value cannot be measured',
    exit: 3,
    status: 422,
    zh: '{what} 第 {row} 个值 "{value}" 不合要求（应为 {expected}）。',
    remedyZh: '请改正该值后重试。',
    en: '{what}, value {row}: "{value}" is not valid, {expected} expected.',
    remedyEn: 'Correct it and try again.',
  },
  JZ_EVAL_JOIN: {
    title: 'Rows do not match',
    exit: 3,
    status: 422,
    zh: '{file} 数据第 {row} 行（表头不计） {column} 列的行号 "{value}" 无法对应到 {data}（{problem}）。',
    remedyZh: '行号从 0 开始；请确认预测与数据出自同一文件。',
    en: '{file}, data row {row} (header not counted), column {column}: row number "{value}" does not match {data} ({problem}).',
    remedyEn: 'Row numbers start at 0; check that the predictions were made from this data file.',
  },
  JZ_EVAL_CHAMPION: {
    title: 'Champion not found',
    exit: 3,
    status: 422,
    zh: '报告的主模型 {champion} 不在候选之中，或没有给出概率（候选：{candidates}）。',
    remedyZh: '请指定一个给出概率的候选模型。',
    en: 'The champion {champion} is not a candidate that gives probabilities (candidates: {candidates}).',
    remedyEn: 'Name a candidate that gives probabilities.',
  },
  JZ_POVERTY_LINE: {
    title: 'Unusable poverty line',
    exit: 3,
    status: 422,
    zh: '贫困线 "{value}" 不可用：{problem}。',
    remedyZh: '请给出正数，或占中位数的比例，如 60%median。',
    en: 'Poverty line "{value}" cannot be used: {problem}.',
    remedyEn: 'Give a positive number or a share of the median such as 60%median.',
  },
} as const satisfies Record<string, ErrorEntry>;
