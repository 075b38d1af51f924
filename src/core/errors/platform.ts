import type { ErrorEntry } from './entry.ts';

/** Errors of the machine and the installation. */
export const platformErrors = {
  JZ_PACKAGE_MISSING: {
    title: 'Package missing',
    exit: 5,
    status: 503,
    zh: '未安装软件包 {package}，{purpose}需要它（{problem}）。',
    remedyZh: '请运行 {remedy} 安装后重试。',
    en: 'Package {package} is not usable here; {purpose} needs it ({problem}).',
    remedyEn: 'Run {remedy} and try again.',
  },
} as const satisfies Record<string, ErrorEntry>;
