import { errorCatalogue, type ErrorEntry } from '../../src/core/errors/index.ts';

const exitMeanings = [
  ['1', '内部错误 / internal error'],
  ['2', '用法有误 / wrong usage'],
  ['3', '输入有误 / bad input'],
  ['4', '完整性受损 / integrity'],
  ['5', '资源或安装 / resources or installation'],
  ['75', '稍后重试 / try again later'],
  ['130', '被中断 / interrupted'],
] as const;

/** docs/reference/errors.md, made from the catalogue. */
export function errorReference(): string {
  const entries = Object.entries<ErrorEntry>(errorCatalogue).sort(([a], [b]) => (a < b ? -1 : 1));
  return `# Errors · 错误

Made from the catalogue in \`src/core/errors/\` by \`npm run docs\`; do not edit.
\`{name}\` stands for a fact of the case at hand.

| Exit status | 含义 / meaning |
|---|---|
${exitMeanings.map(([exit, meaning]) => `| ${exit} | ${meaning} |`).join('\n')}

${entries.map(([code, entry]) => section(code, entry)).join('\n')}`;
}

function section(code: string, entry: ErrorEntry): string {
  return `## ${code}

${entry.title} · exit ${entry.exit} · HTTP ${entry.status}

- ${entry.zh} **${entry.remedyZh}**
- ${entry.en} **${entry.remedyEn}**
`;
}
