/**
 * Sections of the report on a department ledger: every label at every capacity, and each signal alone.
 */
import { both, escapeHtml, percent } from '../../src/io/page/text.ts';
import { estimateCell } from '../report/text.ts';
import type { Words } from '../report/types.ts';
import type { JudgedCandidate, LabelMeasures, LeadTime, SignalMeasures } from './types.ts';

/** One section a label; signals that never fired are left out. */
export function labelSections(labels: readonly LabelMeasures[]): string {
  return labels.map(labelSection).join('\n');
}

function labelSection(label: LabelMeasures): string {
  const { rows, households, positives, positive_households: hit, base_rate: rate, unknown } = label;
  const count = {
    zh: `${rows} 户次（${households} 户），其中 ${positives} 户次（${hit} 户）发生，占 ${percent(rate)}；另有 ${unknown} 户次结果未知，不计。`,
    en: `${rows} household dates (${households} households), ${positives} of them (${hit} households) with the event, ${percent(rate)}; ${unknown} with unknown outcome are left out.`,
  };
  return `<section><h2>${both(label.title)}</h2><p lang="zh">${count.zh}</p><p lang="en" class="en">${count.en}</p>
${candidateTable(label)}
<h3>${both({ zh: '单个信号', en: 'each signal alone' })}</h3>
${signalTable(label)}</section>`;
}

function candidateTable({ candidates }: LabelMeasures): string {
  const shares = candidates[0]?.lists.map(({ share }) => share) ?? [];
  const heads: Words[] = [
    { zh: '方法', en: 'ranking' },
    { zh: 'AUC', en: '↑' },
    { zh: '平均精确率', en: 'AP ↑' },
    ...shares.flatMap((share): Words[] => [
      { zh: `精确率@${percent(share, 0)}`, en: '↑' },
      { zh: `召回率@${percent(share, 0)}`, en: '↑' },
    ]),
    { zh: `BPAC@${percent(shares.at(-1) ?? 0, 0)}`, en: '↑' },
    { zh: `CGH@${percent(shares.at(-1) ?? 0, 0)}`, en: '↑' },
    { zh: `提前天数@${percent(shares.at(-1) ?? 0, 0)}`, en: 'lead, median' },
    { zh: '对数损失', en: 'log loss ↓' },
    { zh: 'Brier', en: '↓' },
    { zh: 'ECE', en: '↓' },
  ];
  return table(heads, candidates.map(candidateRow));
}

function candidateRow(one: JudgedCandidate): string {
  const three = (value: number): string => value.toFixed(3);
  const four = (value: number): string => value.toFixed(4);
  const two = (value: number): string => value.toFixed(2);
  const lists = one.lists.map(
    ({ precision, recall }) => estimateCell(precision, percent) + estimateCell(recall, percent),
  );
  const last = one.lists.at(-1);
  const lead = last?.lead;
  const targeting = estimateCell(last?.bpac ?? null, three) + estimateCell(last?.cgh ?? null, two);
  return `<tr><th scope="row">${both(one.title)}</th>${estimateCell(one.auc, three)}${estimateCell(one.average_precision, three)}${lists.join('')}${targeting}${lead ? leadCell(lead) : '<td>–</td>'}${estimateCell(one.log_loss, four)}${estimateCell(one.brier, four)}${estimateCell(one.ece, four)}</tr>`;
}

function signalTable({ signals }: LabelMeasures): string {
  const heads: Words[] = [
    { zh: '信号', en: 'signal' },
    { zh: '等级', en: 'level' },
    { zh: '户次', en: 'fired' },
    { zh: '精确率', en: 'precision ↑' },
    { zh: '召回率', en: 'recall ↑' },
    { zh: '提前天数', en: 'lead, median' },
  ];
  return table(heads, signals.filter(({ fired }) => fired > 0).map(signalRow));
}

function signalRow({ code, title, level, fired, precision, recall, lead }: SignalMeasures): string {
  const name = level === 'any' ? { zh: '任意', en: 'any' } : { zh: '橙红', en: 'orange, red' };
  return `<tr><th scope="row">${both(title)} <small>${escapeHtml(code)}</small></th><td>${both(name)}</td><td>${fired}</td>${estimateCell(precision, percent)}${estimateCell(recall, percent)}${leadCell(lead)}</tr>`;
}

function leadCell({ median, q25, q75, never }: LeadTime): string {
  if (median === null) return '<td class="none">–</td>';
  return `<td>${median.toFixed(0)}<small>${q25?.toFixed(0) ?? ''}–${q75?.toFixed(0) ?? ''}; ${percent(never, 0)} 未预警 never</small></td>`;
}

function table(heads: readonly Words[], rows: readonly string[]): string {
  return `<div class="scroll"><table><thead><tr>${heads.map((words) => `<th scope="col">${both(words)}</th>`).join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`;
}
