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
} as const satisfies Record<string, ErrorEntry>;
