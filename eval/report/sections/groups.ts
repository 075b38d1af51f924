import { wilsonInterval } from '../../metrics/curves/wilson-interval.ts';
import { both, percent, whole } from '../../../src/io/page/text.ts';
import type { GroupMeasures, ReportMeasures, Words } from '../types.ts';
import { championMeasures } from './headline.ts';

const HEADINGS: readonly Words[] = [
  { zh: '组别', en: 'group' },
  { zh: '行数', en: 'rows' },
  { zh: '目标家庭', en: 'targets' },
  { zh: '发生率', en: 'base rate' },
  { zh: '上名单比例', en: 'listed' },
  { zh: '召回率（95% 区间）', en: 'recall: targets found' },
  { zh: '', en: '' },
  { zh: '被漏掉', en: 'missed' },
];

/** Who is missed: recall on the common list, group by group. */
export function groupTables(measures: ReportMeasures): string {
  const overall = championMeasures(measures).recall?.value ?? 0;
  return measures.groups.map((column) => groupTable(column, overall)).join('\n');
}

function groupTable({ title, rows }: GroupMeasures, overall: number): string {
  return `<h3>${both(title)}</h3><div class="scroll"><table>
<thead><tr>${HEADINGS.map((words) => `<th scope="col">${both(words)}</th>`).join('')}</tr></thead>
<tbody>${rows.map((row) => groupRow(row, overall)).join('\n')}</tbody>
<caption>竖线：全体召回率 ${percent(overall)} <span lang="en">upright line: recall of all</span></caption></table></div>`;
}

function groupRow(row: GroupMeasures['rows'][number], overall: number): string {
  const counts = `<th scope="row">${both(row.name)}</th><td>${whole(row.n)}</td><td>${whole(row.positives)}</td><td>${percent(row.positives / row.n)}</td>`;
  const listing = row.listed?.[0];
  if (!listing) return `<tr>${counts}<td colspan="4" class="none">${both(whyNot(row))}</td></tr>`;
  const [low, high] = wilsonInterval(listing.recall, row.positives);
  const missed = row.positives * (1 - listing.recall);
  const verdict =
    high < overall
      ? '<span class="low">▼ 低于全体 <span lang="en">below</span></span>'
      : low > overall
        ? '▲ 高于全体 <span lang="en">above</span>'
        : '';
  return `<tr>${counts}<td>${percent(listing.listed_share)}</td>
<td>${percent(listing.recall)} <small>${percent(low, 0)}–${percent(high, 0)}</small></td>
<td style="text-align:left"><span class="bar"><i style="width:${percent(listing.recall)}"></i><s style="left:${percent(overall)}"></s></span> ${verdict}</td>
<td>${whole(missed)}</td></tr>`;
}

function whyNot({ n, reason }: GroupMeasures['rows'][number]): Words {
  if (reason === 'few_rows')
    return { zh: `无法评估：只有 ${n} 行（少于 30）`, en: `not estimable: ${n} rows, fewer than 30` };
  return { zh: '无法评估：只有一类结果', en: 'not estimable: one class only' };
}
