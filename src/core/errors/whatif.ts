import type { ErrorEntry } from './entry.ts';

/** Errors of what-if scenarios. */
export const whatifErrors = {
  JZ_SCENARIO_INVALID: {
    title: 'Invalid scenario',
    exit: 3,
    status: 422,
    zh: '情景 {file} 的 {path} 有误：{problem}。',
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
  JZ_WHATIF_FAMILY: {
    title: 'No such standard family',
    exit: 3,
    status: 404,
    zh: '没有标准家庭 {family}；现有：{known}。',
    remedyZh: '请从中选一个。',
    en: 'There is no standard family {family}; there are: {known}.',
    remedyEn: 'Choose one of them.',
  },
  JZ_WHATIF_JOB: {
    title: 'No such what-if job',
    exit: 3,
    status: 404,
    zh: '没有推演任务 {job}，或它没有 {part}。',
    remedyZh: '请检查编号；全部任务见 GET /v1/what-if，办完的才有结果。',
    en: 'There is no what-if job {job}, or it has no {part}.',
    remedyEn: 'Check the id; GET /v1/what-if lists the jobs, and only those done have results.',
  },
  JZ_WHATIF_QUEUE_FULL: {
    title: 'The queue is full',
    exit: 75,
    status: 429,
    zh: '已有 {waiting} 个推演在排队，没有收下这一个。',
    remedyZh: '请 {seconds} 秒后再试，或取消一个（DELETE /v1/what-if/编号）。',
    en: '{waiting} what-ifs wait already; this one was not taken.',
    remedyEn: 'Try again in {seconds} seconds, or cancel one (DELETE /v1/what-if/ID).',
  },
  JZ_WHATIF_NO_LEDGER: {
    title: 'No county is served',
    exit: 3,
    status: 503,
    zh: '这里没有县级总账，无从推演。',
    remedyZh: '请先运行 npm start（jiuzhu demo county），并用 --data 指定其数据目录。',
    en: 'No county ledger is served here: there is nothing to try a reform on.',
    remedyEn: 'Run npm start (jiuzhu demo county) first and name its data folder with --data.',
  },
  JZ_WHATIF_WORKER: {
    title: 'The what-if process ended',
    exit: 75,
    status: 500,
    zh: '推演进程意外结束（{problem}），没有结果。',
    remedyZh: '请重新提交；如再次发生，多半是内存不足，请关闭其他程序。',
    en: 'The what-if process ended unexpectedly ({problem}); there is no result.',
    remedyEn: 'Submit it again; if it happens again, memory is most likely short: close other programs.',
  },
} as const satisfies Record<string, ErrorEntry>;
