/**
 * An evaluation as a person reads it.
 */
import type { BinaryEvaluation } from '../../eval/index.ts';

/** A short text table, Chinese first. */
export function evaluationText(evaluation: BinaryEvaluation): string {
  const lines: [string, string][] = [
    ['样本 / rows', String(evaluation.n)],
    ['阳性率 / base rate', shown(evaluation.base_rate)],
    ['AUC', shown(evaluation.auc)],
    ['平均精度 / average precision', shown(evaluation.average_precision)],
    ['对数损失 / log loss', shown(evaluation.log_loss)],
    ['Brier', shown(evaluation.brier)],
    [`校准误差 / ECE (${evaluation.ece_bins})`, shown(evaluation.ece)],
  ];
  for (const top of evaluation.top) {
    const share = `${(top.share * 100).toFixed(0)}%`;
    lines.push([
      `前 ${share} 精度、召回 / precision, recall`,
      `${shown(top.precision)}  ${shown(top.recall)}`,
    ]);
  }
  return lines.map(([name, value]) => `${name}: ${value}`).join('\n');
}

function shown(value: number | null): string {
  return value === null ? '—' : value.toFixed(4);
}
