/**
 * Tables of the quality report.
 */
import { both, escapeHtml, fixed, percent, whole, type Words } from '../../../io/page/text.ts';
import type { Ask, DepartmentQuality, QualityCheck, QualityReport, ScorePart } from '../schema.ts';
import { departmentWords, lightWords, partWords } from '../words.ts';
import { lightColours } from './style.ts';

const parts = Object.keys(partWords) as ScorePart[];
/** Parts under this are marked. */
const weak = 70;
/** Asks shown at the top. */
const shownAsks = 10;

/** A light as sign and word on its colour. */
export function lightBadge(light: DepartmentQuality['light']): string {
  const { zh, en, sign } = lightWords[light];
  return `<span class="light ${light}" title="${en}">${sign} ${zh}</span>`;
}

/** What to do first, over all departments: the urgent ones of the worst departments. */
export function firstAsks({ departments }: QualityReport): string {
  const all = departments.flatMap(({ title, light, asks }) => asks.map((ask) => ({ title, light, ask })));
  const urgent = all.filter(({ ask }) => ask.severity === 'high');
  const shown = (urgent.length > 0 ? urgent : all).slice(0, shownAsks);
  if (shown.length === 0)
    return `<p>${both({ zh: '没有需要部门处理的事项。', en: 'Nothing to ask of anybody.' })}</p>`;
  const rows = shown.map(
    ({ title, light, ask }) =>
      `<tr><td class="words">${both(title)}</td><td class="words">${lightBadge(light)}</td><td class="words">${partName(ask)}</td><td class="words">${both(ask)}</td></tr>`,
  );
  return table(
    'asks',
    [
      { zh: '部门', en: 'department' },
      { zh: '结论', en: 'verdict' },
      { zh: '方面', en: 'about' },
      { zh: '请他们做什么', en: 'what to ask' },
    ],
    rows,
  );
}

/** Every department, the worst first. */
export function departmentTable({ departments }: QualityReport): string {
  const headings: Words[] = [
    { zh: '部门', en: 'department' },
    { zh: '结论', en: 'verdict' },
    { zh: '得分', en: 'score' },
    ...parts.map((part) => partWords[part]),
    { zh: '收到行数', en: 'rows in' },
    { zh: '退回', en: 'returned' },
  ];
  return table('departments', headings, departments.map(departmentRow));
}

function departmentRow({
  title,
  light,
  score,
  parts: scores,
  rowsIn,
  quarantined,
}: DepartmentQuality): string {
  const bar = `<span class="scorebar"><i style="width:${fixed(score ?? 0, 0)}%;background:${lightColours[light]}"></i></span>`;
  const cells = parts.map((part) => partCell(scores[part]));
  return `<tr><th scope="row">${both(title)}</th><td>${lightBadge(light)}</td><td>${fixed(score, 0)}${bar}</td>${cells.join('')}<td>${whole(rowsIn)}</td><td>${whole(quarantined)}</td></tr>`;
}

function partCell(score: number | null): string {
  if (score === null) return '<td class="none">–</td>';
  return `<td${score < weak ? ' class="weak"' : ''}>${fixed(score, 0)}</td>`;
}

/** Contradictions between departments, those that were found first. */
export function checkTable({ checks }: QualityReport): string {
  const rows = [...checks].sort((a, b) => b.persons - a.persons).map(checkRow);
  const headings = [
    { zh: '发现', en: 'found' },
    { zh: '人数', en: 'persons' },
    { zh: '涉及部门', en: 'departments' },
    { zh: '怎么办', en: 'what to do' },
  ];
  return table('checks', headings, rows);
}

function checkRow(check: QualityCheck): string {
  const { zh, en, kind, persons, remedyZh, remedyEn } = check;
  const lead = kind === 'lead' ? '（线索，不扣分）' : '';
  const involved = Object.entries(check.departments).map(
    ([department, n]) => `${escapeHtml(departmentWords(department).zh)} ${whole(n)}`,
  );
  const count =
    persons > 0 && kind === 'contradiction'
      ? `<span class="urgent">${whole(persons)}</span>`
      : whole(persons);
  const remedy = persons === 0 ? '–' : both({ zh: remedyZh, en: remedyEn });
  return `<tr><td class="words">${both({ zh: `${zh}${lead}`, en })}</td><td>${count}</td><td class="words">${involved.join('，') || '–'}</td><td class="words">${remedy}</td></tr>`;
}

/** Columns with empty cells. */
export function gapTable({ departments }: QualityReport): string {
  const gaps = departments.flatMap(({ title, completeness }) =>
    completeness.gaps.slice(0, 2).map((gap) => ({ title, ...gap })),
  );
  const rows = gaps
    .sort((a, b) => a.filledShare - b.filledShare)
    .slice(0, 12)
    .map(
      ({ title, file, column, filledShare }) =>
        `<tr><td>${both(title)}</td><td class="words">${escapeHtml(file)}</td><td class="words">${escapeHtml(column)}</td><td>${percent(filledShare)}</td></tr>`,
    );
  if (rows.length === 0)
    return `<p>${both({ zh: '应填的列都填了。', en: 'Every column that should be filled is.' })}</p>`;
  const headings = [
    { zh: '部门', en: 'department' },
    { zh: '文件', en: 'file' },
    { zh: '列', en: 'column' },
    { zh: '填写率', en: 'filled' },
  ];
  return table('gaps', headings, rows);
}

function partName({ part }: Ask): string {
  return both(part in partWords ? partWords[part as ScorePart] : { zh: part, en: part });
}

function table(name: string, headings: readonly Words[], rows: readonly string[]): string {
  const head = headings.map((words) => `<th scope="col">${both(words)}</th>`).join('');
  return `<div class="scroll"><table class="${name}"><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}
