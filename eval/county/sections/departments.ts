/**
 * What each department's data are worth, and what its lateness costs.
 */
import { escapeHtml, percent, whole, type Words } from '../../../src/io/page/text.ts';
import type { ListChange } from '../studies/lists.ts';
import type { DepartmentStudy, LateStudy } from '../studies/types.ts';
import { row, section, table } from './parts.ts';

const ALPHA = 0.05;

/** Cases lost when the model is fitted without a department. */
export function departmentSection({ departments, share, label, model }: DepartmentStudy): string {
  const [first] = departments;
  if (!first) return '';
  const heads: Words[] = [
    { zh: '没有这个部门的数据', en: 'without the data of' },
    { zh: '失去特征', en: 'features lost' },
    { zh: '找到', en: 'found' },
    { zh: '变化', en: 'change' },
    { zh: '名单不变的部分', en: 'list unchanged' },
    { zh: '校正后 p', en: 'adjusted p' },
  ];
  const rows = departments.map(({ department, features, change, p_adjusted: p }) =>
    row(department, [
      whole(features),
      ...changeCells(change, p < ALPHA),
      p < 0.001 ? '&lt;0.001' : p.toFixed(3),
    ]),
  );
  return section(
    { zh: '每个部门的数据值多少', en: 'What each department’s data are worth' },
    {
      zh: `每次拿掉一个部门的全部数据（连同由其推算的特征），重新训练（${model.zh}），同样走访 ${percent(share, 0)}，看“${label.zh}”少找到多少。有全部数据时找到 ${whole(first.change.found)} / ${whole(first.change.cases)} 户次。${worst(departments)}同时看 ${departments.length} 个部门，p 值按 Holm 校正：若各部门都没有作用，整表出现一处误报的概率不超过 5%。其余部门不能说有用或无用：别的部门可能说了同样的事。`,
      en: `One department at a time is taken away with all features computed from it, the model fitted again (${model.en}), and the same ${percent(share, 0)} visited. With everything, ${whole(first.change.found)} of ${whole(first.change.cases)} are found. With ${departments.length} departments looked at, p values are Holm-adjusted: were none of use, the chance of any false finding in the table is at most 5 %. Of the rest nothing can be said: others may tell the same.`,
    },
    table(heads, rows),
  );
}

function worst(departments: DepartmentStudy['departments']): string {
  const sure = departments.filter(({ change, p_adjusted: p }) => change.difference < 0 && p < ALPHA);
  if (sure.length === 0) return '没有哪个部门的损失超出偶然。';
  const names = sure.map(({ department, change }) => `${department.zh}（少 ${whole(-change.difference)}）`);
  return `损失超出偶然的：${names.join('、')}。`;
}

/** What is lost when rows become known late. */
export function lateSection({ departments, asOf, days, share, label }: LateStudy): string {
  const [all] = departments;
  if (!all) return '';
  const heads: Words[] = [
    { zh: '迟到的部门', en: 'late department' },
    { zh: '找到', en: 'found' },
    { zh: '变化', en: 'change' },
    { zh: '名单不变的部分', en: 'list unchanged' },
  ];
  const rows = departments.map(({ department, change }) =>
    row(nameOf(department), changeCells(change, change.high < 0), department === null),
  );
  return section(
    { zh: `数据迟到 ${days} 天会怎样`, en: `What if data are ${days} days late?` },
    {
      zh: `模型不变，${asOf} 的名单改用迟到 ${days} 天的数据来排，仍走访 ${percent(share, 0)}。所有部门一起迟到时，“${label.zh}”从 ${whole(all.change.found)} 变为 ${whole(all.change.found_instead)} 户（共 ${whole(all.change.cases)} 户）。未列出的部门迟到后名单不变。只看一个月，户数不多，区间很宽。`,
      en: `The same model orders the list of ${asOf} with data that came ${days} days late; ${percent(share, 0)} are visited. With all departments late, ${whole(all.change.found)} found become ${whole(all.change.found_instead)} of ${whole(all.change.cases)}. Departments not shown change nothing. One month alone: intervals are wide.`,
    },
    table(heads, rows),
  );
}

function nameOf(department: string | null): Words {
  if (department === null) return { zh: '全部部门', en: 'all departments' };
  return { zh: department, en: department };
}

function changeCells(
  { cases, found, found_instead: instead, difference, low, high, kept }: ListChange,
  isSure: boolean,
): string[] {
  const sign = (value: number): string => (value > 0 ? `+${whole(value)}` : whole(value));
  const change = `${sign(difference)}<small>${sign(low)} … ${sign(high)}</small>`;
  const rate = cases === 0 ? '–' : percent(instead / cases);
  return [
    `${whole(instead)}<small>${escapeHtml(rate)}; 原 was ${whole(found)}</small>`,
    isSure && difference < 0 ? `<span class="low">${change}</span>` : change,
    percent(kept, 0),
  ];
}
