/**
 * A department ledger's backtest as text tables, one a label.
 */
import type { Estimate, JudgedCandidate, LabelMeasures } from '../../eval/index.ts';
import type { CountyMeasures } from '../../training/county/backtest.ts';

/** One table a label: a line a ranking. */
export function countyMeasuresText({ labels, sampled, parts }: CountyMeasures): string {
  const learnt = `训练 / trained on: ${parts.train.rows} (${percent(sampled, 1)} 的家庭 of households)`;
  return [learnt, ...labels.map(labelText)].join('\n\n');
}

function labelText({ title, rows, positives, base_rate: rate, candidates }: LabelMeasures): string {
  const shares = candidates[0]?.lists.map(({ share }) => share) ?? [];
  const header = [
    'AUC',
    'AP',
    ...shares.flatMap((share) => [`P@${percent(share, 0)}`, `R@${percent(share, 0)}`]),
    'lead',
    'never',
    'ECE',
    '',
  ];
  const lines = [header, ...candidates.map(cells)].map((row) => row.map((cell) => cell.padEnd(8)).join(''));
  return [`${title.zh} / ${title.en}: ${rows} (${positives}, ${percent(rate, 2)})`, ...lines].join('\n');
}

function cells({ title, auc, average_precision: ap, lists, ece }: JudgedCandidate): string[] {
  const lead = lists.at(-1)?.lead;
  return [
    number(auc, 3),
    number(ap, 3),
    ...lists.flatMap(({ precision, recall }) => [share(precision), share(recall)]),
    lead?.median === null || lead === undefined ? '-' : lead.median.toFixed(0),
    lead ? percent(lead.never, 0) : '-',
    number(ece, 4),
    `${title.zh} ${title.en}`,
  ];
}

function number(estimate: Estimate | null, decimals: number): string {
  return estimate ? estimate.value.toFixed(decimals) : '-';
}

function share(estimate: Estimate | null): string {
  return estimate ? percent(estimate.value, 1) : '-';
}

function percent(value: number, decimals: number): string {
  return `${(value * 100).toFixed(decimals)}%`;
}
