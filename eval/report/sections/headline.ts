import { both, escapeHtml, fixed, percent } from '../../../src/io/page/text.ts';
import { estimateCell } from '../text.ts';
import type { CandidateMeasures, ReportMeasures, Words } from '../types.ts';

/** The champion's own row. */
export function championMeasures(measures: ReportMeasures): CandidateMeasures {
  return measures.candidates.find(({ id }) => id === measures.champion)!;
}

/** Four numbers a person in a hurry reads. */
export function factCards(measures: ReportMeasures): string {
  const { recall, precision, auc, ece, ece_noise, lift } = championMeasures(measures);
  const capacity = percent(measures.capacity, 0);
  return `<div class="facts">${[
    card(
      percent(recall?.value ?? 0, 0),
      { zh: `走访 ${capacity} 的家庭，找到的目标家庭`, en: `of targets found by visiting ${capacity}` },
      range(recall, (value) => percent(value, 0)),
    ),
    card(
      `${fixed(lift, 1)}×`,
      {
        zh: `名单命中 ${percent(precision?.value ?? 0, 0)}，随机走访 ${percent(measures.base_rate, 0)}`,
        en: 'hits on the list, times random visits',
      },
      range(precision, (value) => percent(value, 0)),
    ),
    card(
      fixed(auc?.value ?? null, 3),
      { zh: 'AUC：高低排序的正确率', en: 'AUC: chance a pair is ranked rightly' },
      range(auc, (value) => value.toFixed(3)),
    ),
    card(
      fixed(ece, 4),
      { zh: 'ECE：预测概率与实际的平均差距', en: 'gap between predicted and observed' },
      ece_noise
        ? `纯属偶然时 by chance ${fixed(ece_noise.mean, 4)}（95%：≤ ${fixed(ece_noise.p95, 4)}）`
        : '',
    ),
  ].join('')}</div>`;
}

/** Every candidate beside random visits. */
export function headlineTable(measures: ReportMeasures): string {
  const capacity = percent(measures.capacity, 0);
  const columns: Words[] = [
    { zh: '方法', en: 'ranking' },
    { zh: 'AUC', en: '↑' },
    { zh: '平均精确率', en: 'AP ↑' },
    { zh: `精确率@${capacity}`, en: 'precision ↑' },
    { zh: `召回率@${capacity}`, en: 'recall ↑' },
    { zh: '提升', en: 'lift ↑' },
    { zh: '平衡贫困准确率', en: `BPAC@${capacity} ↑` },
    { zh: '对数损失', en: 'log loss ↓' },
    { zh: 'Brier', en: '↓' },
    { zh: '校准误差', en: 'ECE ↓' },
  ];
  return `<div class="scroll"><table>
<thead><tr>${columns.map((words) => `<th scope="col">${both(words)}</th>`).join('')}</tr></thead>
<tbody>${measures.candidates.map((one) => candidateRow(one, measures.champion)).join('\n')}</tbody>
<caption>★ 本报告采用的模型。小字为 95% 区间：按家庭整群自助抽样 ${measures.draws} 次；校准误差下的小字为概率完全准确时仅因抽样产生的误差（均值；95% 分位）。平衡贫困准确率（BPAC）＝召回率－|1－名单户数÷目标户数|：名单比目标短或长都扣分，名单很短时为负。“–”：该方法只给排序，不给概率。
<span lang="en">★ the adopted model. Small print: 95% intervals from ${measures.draws} bootstrap draws of whole households; under ECE, what chance alone would give (mean; 95th percentile). BPAC: recall less |1 − listed ÷ targets|: a list shorter or longer than the targets loses, so it is negative for short lists. “–”: gives an order, not probabilities.</span></caption>
</table></div>`;
}

const KINDS: Readonly<Record<CandidateMeasures['kind'], Words>> = {
  random: { zh: '对照', en: 'control' },
  baseline: { zh: '简单规则', en: 'simple rule' },
  model: { zh: '模型', en: 'model' },
  peer: { zh: '同类软件', en: 'other software' },
};

function candidateRow(one: CandidateMeasures, champion: string): string {
  const three = (value: number): string => value.toFixed(3);
  const four = (value: number): string => value.toFixed(4);
  const kind = KINDS[one.kind];
  return `<tr${one.id === champion ? ' class="champion"' : ''}><th scope="row">${escapeHtml(one.title.zh)}<span lang="en" class="en">${escapeHtml(one.title.en)} · ${kind.zh} ${kind.en}</span></th>
${estimateCell(one.auc, three)}${estimateCell(one.average_precision, three)}${estimateCell(one.precision, percent)}${estimateCell(one.recall, percent)}<td>${fixed(one.lift, 2)}</td>${estimateCell(one.bpac, three)}${estimateCell(one.log_loss, four)}${estimateCell(one.brier, four)}${eceCell(one)}</tr>`;
}

function eceCell({ ece, ece_noise }: CandidateMeasures): string {
  if (ece === null) return '<td class="none">–</td>';
  const chance = ece_noise ? `<small>${fixed(ece_noise.mean, 4)}; ${fixed(ece_noise.p95, 4)}</small>` : '';
  return `<td>${fixed(ece, 4)}${chance}</td>`;
}

function card(value: string, words: Words, small: string): string {
  return `<div class="fact"><b>${value}</b>${both(words)}<small>${small}</small></div>`;
}

function range(estimate: CandidateMeasures['auc'], print: (value: number) => string): string {
  if (!estimate || estimate.low === null || estimate.high === null) return '';
  return `95% ${print(estimate.low)}–${print(estimate.high)}`;
}
