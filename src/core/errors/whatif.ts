import type { ErrorEntry } from './entry.ts';

/** Errors of what-if scenarios. */
export const whatifErrors = {
  JZ_SCENARIO_INVALID: {
    title: 'Invalid scenario',
    exit: 3,
    status: 422,
    zh: '情景文件 {file} 的 {path} 有误：{problem}。',
    remedyZh: '请改正该处（参数见 docs/reference/policy.md）；没有写出任何结果。',
    en: 'Scenario {file}, {path}: {problem}.',
    remedyEn: 'Correct that place (parameters: docs/reference/policy.md); nothing was written.',
  },
  JZ_WHATIF_CHANGE: {
    title: 'Invalid change',
    exit: 3,
    status: 422,
    zh: '改动“{change}”有误：{problem}。',
    remedyZh: '请按 事实=值 书写，例如 person.wage=24000、person.work@2=unemployed；没有计算任何结果。',
    en: 'Change "{change}": {problem}.',
    remedyEn:
      'Write fact=value, for example person.wage=24000 or person.work@2=unemployed; nothing was computed.',
  },
} as const satisfies Record<string, ErrorEntry>;
