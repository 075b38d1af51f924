/**
 * The findings as a person reads them.
 */
import type { Finding } from './finding.ts';

/** A table with one line a part, in Chinese and English, and a verdict at the end. */
export function doctorText(findings: readonly Finding[]): string {
  const lines = findings.map((finding) => [verdict(finding), title(finding), detail(finding)] as const);
  const widths = [0, 1].map((j) => Math.max(...lines.map((line) => displayWidth(line[j] ?? ''))));
  const table = lines.map(
    ([word, name, text]) => `${pad(word, widths[0])}  ${pad(name, widths[1])}  ${text}`,
  );
  return [...table, '', conclusion(findings)].join('\n');
}

/** Whether all that is required works. */
export function isFit(findings: readonly Finding[]): boolean {
  return findings.every((finding) => finding.ok || !finding.required);
}

function verdict({ ok, required }: Finding): string {
  if (ok) return '✓ 正常 ok';
  return required ? '✗ 失败 failed' : '- 没有 absent (可选 optional)';
}

function title({ titleZh, titleEn }: Finding): string {
  return `${titleZh} ${titleEn}`;
}

function detail({ ok, found, problem, remedy }: Finding): string {
  return ok ? found : `${problem}${remedy === '' ? '' : ` → ${remedy}`}`;
}

function conclusion(findings: readonly Finding[]): string {
  const failed = findings.filter((finding) => finding.required && !finding.ok);
  if (failed.length === 0) return '必需部分全部可用 / all that is required works';
  const names = failed.map((finding) => finding.id).join(', ');
  return `${failed.length} 项必需部分不可用 / ${failed.length} required part(s) do not work: ${names}`;
}

/** Columns on a terminal: Chinese characters and full-width signs take two. */
function displayWidth(text: string): number {
  return text.length + (text.match(/[\u2e80-\u9fff\uff00-\uff60]/gu)?.length ?? 0);
}

function pad(text: string, width = 0): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}
