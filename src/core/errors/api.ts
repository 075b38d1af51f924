import type { ErrorEntry } from './entry.ts';

/** Errors of the HTTP service. */
export const apiErrors = {
  JZ_REQUEST_INVALID: {
    title: 'Invalid request',
    exit: 3,
    status: 400,
    zh: '请求有误：{problem}。',
    remedyZh: '请对照 /docs 的接口说明改正。',
    en: 'Invalid request: {problem}.',
    remedyEn: 'See /docs for what this operation takes.',
  },
  JZ_NOT_FOUND: {
    title: 'Not found',
    exit: 3,
    status: 404,
    zh: '没有找到 {what}。',
    remedyZh: '请检查编号。',
    en: 'There is no {what}.',
    remedyEn: 'Check the identifier.',
  },
} as const satisfies Record<string, ErrorEntry>;
