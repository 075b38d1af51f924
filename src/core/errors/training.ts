import type { ErrorEntry } from './entry.ts';

/** Errors of cohorts, labels and splits, and of judging them by a synthetic county's truth. */
export const trainingErrors = {
  JZ_SPLIT_LEAKS: {
    title: 'The split leaks',
    exit: 3,
    status: 422,
    zh: '配置 {file}：{part} 的观察日 {asOf} 的结果到 {knownOn} 才知道，晚于 {next} 的第一个观察日 {from}。',
    remedyZh: '请让两段之间至少隔开标签跨度加知悉时滞（{gap} 个月）。',
    en: 'Configuration {file}: outcomes of the {part} date {asOf} are known only on {knownOn}, after the first {next} date {from}.',
    remedyEn: 'Leave a gap of the label and its lag ({gap} months) between the parts.',
  },
  JZ_LABEL_BEYOND_DATA: {
    title: 'Outcome not known yet',
    exit: 3,
    status: 422,
    zh: '配置 {file}：观察日 {asOf} 的结果到 {knownOn} 才齐全，而总账只到 {dataDate}。',
    remedyZh: '请改用更早的观察日或更短的标签跨度，或等数据到齐。',
    en: 'Configuration {file}: outcomes of {asOf} are complete on {knownOn}, but the ledger ends on {dataDate}.',
    remedyEn: 'Use earlier dates or a shorter label, or wait for the data.',
  },
  JZ_SPLIT_NONE: {
    title: 'No room for a split',
    exit: 3,
    status: 422,
    zh: '配置 {file}：提前 {horizon} 个月，从 {first} 到 {last} 排不出一次“训练、校准、检验”。',
    remedyZh: '请把 temporal.last_test 推到 {needed} 或以后，把 first_as_of 提前，或缩短标签跨度与校准月数。',
    en: 'Configuration {file}: {horizon} months ahead, there is no room between {first} and {last} for training, calibrating and testing once.',
    remedyEn:
      'Set temporal.last_test to {needed} or later, first_as_of earlier, or shorten the label or the calibration.',
  },
  JZ_TRUTH_MISMATCH: {
    title: 'Truth of another county',
    exit: 3,
    status: 422,
    zh: '真值 {path} 与总账不符：{problem}。',
    remedyZh: '请给出生成这份数据的同一目录。',
    en: 'The truth in {path} does not belong to this ledger: {problem}.',
    remedyEn: 'Name the folder the data were generated into.',
  },
} as const satisfies Record<string, ErrorEntry>;
