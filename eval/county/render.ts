/**
 * Sections of the report on a department ledger: every label at every capacity, and each signal alone.
 */
import { both, escapeHtml, paragraphs, percent, whole } from '../../src/io/page/text.ts';
import { estimateCell } from '../report/text.ts';
import type { Estimate, Words } from '../report/types.ts';
import type { JudgedCandidate, LabelMeasures, LeadTime, Shortfall, SignalMeasures } from './types.ts';

/** One section a label; signals that never fired are left out. */
export function labelSections(labels: readonly LabelMeasures[]): string {
  return labels.map(labelSection).join('\n');
}

function labelSection(label: LabelMeasures): string {
  const { rows, households, positives, positive_households: hit, base_rate: rate, unknown } = label;
  const count = {
    zh: `${whole(rows)} 户次（${whole(households)} 户），其中 ${whole(positives)} 户次（${whole(hit)} 户）发生，占 ${percent(rate)}；另有 ${whole(unknown)} 户次结果未知，不计。`,
    en: `${whole(rows)} household dates (${whole(households)} households), ${whole(positives)} of them (${whole(hit)} households) with the event, ${percent(rate)}; ${whole(unknown)} with unknown outcome are left out.`,
  };
  return `<section><h2>${both(label.title)}</h2><p lang="zh">${count.zh}</p><p lang="en" class="en">${count.en}</p>
${candidateTable(label)}${label.shortfalls.map(shortfallText).join('')}
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

function three(value: number): string {
  return value.toFixed(3);
}

function candidateRow(one: JudgedCandidate): string {
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

/** How much more another ranking reaches on these rows. */
function shortfallText({ title, auc, average_precision: ap, lists }: Shortfall): string {
  const named: readonly [Words, string][] = [
    [{ zh: 'AUC', en: 'AUC' }, differenceText(auc, three)],
    [{ zh: '平均精确率', en: 'average precision' }, differenceText(ap, three)],
    ...lists.map(({ share, recall }): [Words, string] => [
      { zh: `召回率@${percent(share, 0)}`, en: `recall@${percent(share, 0)}` },
      differenceText(recall, percent),
    ]),
  ];
  const [zh, en] = (['zh', 'en'] as const).map((language) =>
    named.map(([words, text]) => `${words[language]} ${text}`).join(language === 'zh' ? '，' : ', '),
  );
  return paragraphs({
    zh: `${title.zh} 比第一种方法多出：${zh}（同一批家庭成对重抽样的 95% 区间）。`,
    en: `${title.en}, less the first ranking: ${en} (95 % intervals, paired over the same resampled households).`,
  });
}

function differenceText(difference: Estimate | null, text: (value: number) => string): string {
  if (difference === null) return '–';
  const { value, low, high } = difference;
  const signed = (one: number): string => `${one < 0 ? '−' : '+'}${text(Math.abs(one))}`;
  return low === null || high === null
    ? signed(value)
    : `${signed(value)} (${signed(low)} … ${signed(high)})`;
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
  return `<tr><th scope="row">${both(title)} <small>${escapeHtml(code)}</small></th><td>${both(name)}</td><td>${whole(fired)}</td>${estimateCell(precision, percent)}${estimateCell(recall, percent)}${leadCell(lead)}</tr>`;
}

function leadCell({ median, q25, q75, never }: LeadTime): string {
  if (median === null) return '<td class="none">–</td>';
  return `<td>${median.toFixed(0)}<small>${q25?.toFixed(0) ?? ''}–${q75?.toFixed(0) ?? ''}; ${percent(never, 0)} 未预警 never</small></td>`;
}

function table(heads: readonly Words[], rows: readonly string[]): string {
  return `<div class="scroll"><table><thead><tr>${heads.map((words) => `<th scope="col">${both(words)}</th>`).join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`;
}
