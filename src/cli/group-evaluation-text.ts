import type { GroupEvaluation } from '../../eval/index.ts';
import { textTable } from './text-table.ts';

const REASONS = {
  few_rows: '无法评估：少于 30 行 / not estimable: fewer than 30 rows',
  one_class: '无法评估：只有一类结果 / not estimable: one class',
  no_weight: '无法评估：没有权重 / not estimable: no weight',
} as const;

/** Metrics of each group as a person reads them: its own ranking, and what the common list finds of it. */
export function groupsText(column: string, groups: readonly GroupEvaluation[]): string {
  const shares = groups.find(({ listed }) => listed)?.listed?.map(({ share }) => share) ?? [];
  const header = [
    column,
    '行数 rows',
    '发生率 base',
    'AUC',
    '对数损失 log loss',
    'ECE',
    ...shares.map((share) => `召回 recall@${+(share * 100).toFixed(2)}%`),
  ];
  return textTable([header, ...groups.map(groupRow)]);
}

function groupRow({ group, n, positives, reason, metrics, listed }: GroupEvaluation): string[] {
  const first = [group ?? '（空 / empty）', String(n), (positives / n).toFixed(4)];
  if (reason !== null || !metrics) return [...first, reason ? REASONS[reason] : ''];
  return [
    ...first,
    metrics.auc?.toFixed(4) ?? '–',
    metrics.log_loss.toFixed(4),
    metrics.ece.toFixed(4),
    ...(listed ?? []).map(({ recall }) => recall.toFixed(4)),
  ];
}
