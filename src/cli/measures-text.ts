/**
 * A backtest's comparison as a text table.
 */
import type { CandidateMeasures, Estimate, ReportMeasures } from '../../eval/index.ts';

/** One line a candidate: AUC, average precision, log loss, precision and recall at capacity. */
export function measuresText(measures: ReportMeasures): string {
  const header = [
    'AUC',
    'AP',
    'log loss',
    'ECE',
    `P@${percent(measures.capacity)}`,
    `R@${percent(measures.capacity)}`,
    '',
  ];
  return [header, ...measures.candidates.map(candidateCells)]
    .map((cells) => cells.map((cell) => cell.padEnd(10)).join(''))
    .join('\n');
}

function candidateCells(candidate: CandidateMeasures): string[] {
  const { auc, average_precision: ap, log_loss: logLoss, ece, precision, recall, title } = candidate;
  const error = ece === null ? '—' : ece.toFixed(4);
  return [
    shown(auc),
    shown(ap),
    shown(logLoss),
    error,
    shown(precision),
    shown(recall),
    `${title.zh} / ${title.en}`,
  ];
}

function shown(estimate: Estimate | null): string {
  return estimate === null ? '—' : estimate.value.toFixed(4);
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
