import type { ErrorEntry } from './entry.ts';

/** Errors of making a synthetic county. */
export const generateErrors = {
  JZ_GENERATE_ARGUMENT: {
    title: 'Wrong argument for generate',
    exit: 2,
    status: 400,
    zh: '{option} 的值 "{value}" 不合要求（应为 {expected}）。',
    remedyZh: '请改正该参数；jiuzhu generate --help 列出全部参数。',
    en: '{option}: "{value}" is not valid, {expected} expected.',
    remedyEn: 'Correct the argument; jiuzhu generate --help lists them all.',
  },
  JZ_GENERATE_FORMS: {
    title: 'Departments’ forms missing',
    exit: 4,
    status: 500,
    zh: '找不到部门映射文件 {path}。',
    remedyZh: '请重新安装 jiuzhu：它们随程序一起提供（data-samples/departments）。',
    en: 'The departments’ mapping files are not in {path}.',
    remedyEn: 'Install jiuzhu again: they come with it (data-samples/departments).',
  },
} as const satisfies Record<string, ErrorEntry>;
