/**
 * The quality report as one self-contained HTML page: works offline, prints on A4, understood at a glance.
 */
import { both, escapeHtml, fixed, paragraphs, percent, whole, type Words } from '../../../io/page/text.ts';
import type { QualityReport } from '../schema.ts';
import { lightLimits, weakPart } from '../score.ts';
import { latenessByMonthChart, latenessChart, trendChart, volumeChart } from './charts.ts';
import { formula, linking, provenance } from './explain.ts';
import { QUALITY_STYLE } from './style.ts';
import { checkTable, departmentTable, firstAsks, gapTable, lightBadge } from './tables.ts';
import { trendTable } from './trend-table.ts';

/** Volume pictures shown at most. */
const shownVolumes = 4;

/**
 * Renders a report. The same report gives the same bytes; nothing in the page is fetched.
 */
export function renderQuality(report: QualityReport): string {
  const body = [
    header(report),
    headline(report),
    cards(report),
    section({ zh: '先办这些事', en: 'Do these first' }, firstAsks(report)),
    section({ zh: '各部门数据质量', en: 'Every department' }, `${departmentTable(report)}${legend()}`),
    section({ zh: '部门之间的矛盾', en: 'Contradictions between departments' }, checkTable(report)),
    section({ zh: '数据来得有多晚', en: 'How late the records arrive' }, lateness(report)),
    ...volumes(report),
    section({ zh: '没有填的列', en: 'Columns left empty' }, gapTable(report)),
    ...trend(report),
    section({ zh: '没有身份证号的行', en: 'Rows without an identity number' }, linking(report)),
    section({ zh: '评分办法', en: 'How the score is made' }, formula()),
    section({ zh: '来源', en: 'Provenance' }, provenance(report)),
  ];
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>数据质量报告</title><style>${QUALITY_STYLE}</style></head>
<body><main>
${body.join('\n')}
</main></body></html>
`;
}

function header({ knownUntil }: QualityReport): string {
  const until = knownUntil ?? '–';
  return `<header><h1>${both({ zh: '部门数据质量报告', en: 'Quality of the departments’ data' })}</h1>
<p>${both({ zh: `数据截至 ${until}。红黄绿灯按得分，旁边有符号和文字。`, en: `Data known until ${until}. Lights follow the scores; each has a sign and a word.` })}</p></header>`;
}

function headline({ departments, files, rowsIn, quarantined }: QualityReport): string {
  const n = (light: string): number => departments.filter((one) => one.light === light).length;
  const zh = `${departments.length} 个部门送来 ${whole(files)} 个文件、${whole(rowsIn)} 行：${n('good')} 个部门良好，${n('fair')} 个需改进，${n('poor')} 个需整改；退回 ${whole(quarantined)} 行。`;
  const en = `${departments.length} departments sent ${whole(files)} files with ${whole(rowsIn)} rows: ${n('good')} good, ${n('fair')} to improve, ${n('poor')} to act on; ${whole(quarantined)} rows went back.`;
  return `<p class="headline" lang="zh">${escapeHtml(zh)}</p><p lang="en" class="en">${escapeHtml(en)}</p>`;
}

function cards(report: QualityReport): string {
  const { score, rowsIn, loaded, checks, links } = report;
  const wrong = checks
    .filter(({ kind }) => kind === 'contradiction')
    .reduce((sum, { persons }) => sum + persons, 0);
  const light =
    score === null
      ? 'unknown'
      : score >= lightLimits.good
        ? 'good'
        : score >= lightLimits.fair
          ? 'fair'
          : 'poor';
  return `<div class="facts">
${card(light, fixed(score, 0), { zh: '总分（满分 100）', en: 'score of 100' }, lightBadge(light))}
${card('', rowsIn === 0 ? '–' : percent(loaded / rowsIn, 2), { zh: '的行可用', en: 'of the rows are usable' })}
${card(wrong > 0 ? 'poor' : 'good', whole(wrong), { zh: '人次在部门之间矛盾', en: 'contradictions about persons' })}
${card('', links ? whole(links.linked) : '–', { zh: '个没有号码的人名已找到本人', en: 'persons named without a number were found' })}
</div>`;
}

function card(light: string, value: string, words: Words, note = ''): string {
  return `<div class="fact ${light}"><b>${value}</b>${both(words)}${note}</div>`;
}

function legend(): string {
  const lights = (['good', 'fair', 'poor'] as const).map((light) => lightBadge(light)).join(' ');
  return `<p>${lights} ${both({ zh: `≥ ${lightLimits.good} 且没有一项低于 ${weakPart} 为良好，低于 ${lightLimits.fair} 需整改，其余需改进；▼ 为低于 70 的短板。`, en: `good from ${lightLimits.good} with no part under ${weakPart}, act under ${lightLimits.fair}, improve otherwise; ▼ marks parts under 70.` })}</p>`;
}

function lateness({ departments }: QualityReport): string {
  const words = {
    zh: '从事情发生到本局知悉的天数。长条是九成记录到齐的时间，竖线是一半。迟到的数据无法用于及时预警。',
    en: 'Days from what happened until the bureau could know. The bar ends where nine tenths had arrived, the tick where half had. Late records cannot warn in time.',
  };
  const byMonth = {
    zh: '最慢的几个部门，按事情发生的月份。最近几个月可能还没有到齐。',
    en: 'The slowest departments by month of occurrence. The last months may be incomplete.',
  };
  return `${figure(latenessChart(departments), words)}${figure(latenessByMonthChart(departments), byMonth)}`;
}

function volumes({ departments }: QualityReport): string[] {
  const pictures = departments.flatMap((department) =>
    Object.keys(department.volume.tables).flatMap((table) => {
      const breaks = department.volume.breaks.filter((one) => one.table === table);
      return breaks.length === 0 ? [] : [volumeChart(department, table, breaks)];
    }),
  );
  if (pictures.length === 0) return [];
  const words = {
    zh: '与本部门自己的历史相比，带三角的月份行数明显偏多或偏少，可能漏报、重报或换了口径。',
    en: 'Months with a triangle break with the department’s own history: something was left out, sent twice or counted differently.',
  };
  const shown = pictures.slice(0, shownVolumes).map((picture) => `<figure>${picture}</figure>`);
  return [
    section(
      { zh: '行数异常的月份', en: 'Months with unusual volume' },
      `${shown.join('')}${paragraphs(words)}`,
    ),
  ];
}

function trend(report: QualityReport): string[] {
  if (report.trend.length < 2) return [];
  const words = {
    zh: '每一代只算当次送来的文件，按完整、规范、不重复、身份四项计分。',
    en: 'Each generation counts the files that came with it, by completeness, validity, uniqueness and identity.',
  };
  const eachWords = {
    zh: '小图从左到右是历次入库，大圆点是最近一次；天数只算随该次送来的记录。',
    en: 'Small pictures run from the first generation to the last, the large dot; days are of the records that came with each.',
  };
  return [
    section(
      { zh: '比以前好了还是差了', en: 'Better or worse than before' },
      `${figure(trendChart(report), words)}${trendTable(report)}${paragraphs(eachWords)}`,
    ),
  ];
}

function section(title: Words, content: string): string {
  return `<section><h2>${both(title)}</h2>${content}</section>`;
}

function figure(svg: string, reading: Words): string {
  return `<figure>${svg}<figcaption>${paragraphs(reading)}</figcaption></figure>`;
}
