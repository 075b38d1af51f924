/**
 * The quality report as one self-contained HTML page: works offline, prints on A4, understood at a glance.
 */
import { both, escapeHtml, fixed, paragraphs, percent, whole, type Words } from '../../../io/page/text.ts';
import type { QualityReport, ScorePart } from '../schema.ts';
import { lagDays, lightLimits, weights } from '../score.ts';
import { lightWords, partWords } from '../words.ts';
import { latenessByMonthChart, latenessChart, trendChart, volumeChart } from './charts.ts';
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
${card('', links ? whole(links.linked) : '–', { zh: '行无号记录已找到本人', en: 'rows without a number were linked' })}
</div>`;
}

function card(light: string, value: string, words: Words, note = ''): string {
  return `<div class="fact ${light}"><b>${value}</b>${both(words)}${note}</div>`;
}

function legend(): string {
  const lights = (['good', 'fair', 'poor'] as const).map((light) => lightBadge(light)).join(' ');
  return `<p>${lights} ${both({ zh: `≥ ${lightLimits.good} 良好，${lightLimits.fair}–${lightLimits.good} 需改进，低于 ${lightLimits.fair} 需整改；▼ 为低于 70 的短板。`, en: `green from ${lightLimits.good}, yellow from ${lightLimits.fair}; ▼ marks parts under 70.` })}</p>`;
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

function linking({ links, departments }: QualityReport): string {
  const rows = departments.reduce((sum, { identity }) => sum + identity.withoutValidNumber, 0);
  if (!links)
    return paragraphs({
      zh: `共 ${whole(rows)} 行没有有效身份证号。`,
      en: `${whole(rows)} rows have no valid identity number.`,
    });
  const { strangers, linked, review, unknown, precision, recall } = links;
  const share = strangers === 0 ? 0 : linked / strangers;
  const measured =
    precision === null || recall === null
      ? ''
      : `用有号的行隐去号码实测：认定为同一人的 ${percent(precision)} 正确；这些行多半只有姓名可比，认出 ${percent(recall)}。`;
  const measuredEn =
    precision === null || recall === null
      ? ''
      : ` Tried on rows whose number was hidden: ${percent(precision)} of the links were right; most of these rows have little but a name to go by, ${percent(recall)} were found.`;
  return paragraphs({
    zh: `本次 ${whole(strangers)} 个没有有效号码的人名中，${whole(linked)} 个（${percent(share)}）按姓名、出生日期、电话、住址找到了本人，${whole(review)} 个待人工核对，${whole(unknown)} 个查无此人。${measured}`,
    en: `Of ${whole(strangers)} persons named without a valid number, ${whole(linked)} (${percent(share)}) were found by name, birth date, phone and address, ${whole(review)} wait for a person to decide, ${whole(unknown)} are unknown.${measuredEn}`,
  });
}

function formula(): string {
  const total = Object.values(weights).reduce((a, b) => a + b, 0);
  const names = Object.entries(weights) as [ScorePart, number][];
  const zh = names.map(([part, weight]) => `${partWords[part].zh} ${weight}`).join('、');
  const en = names.map(([part, weight]) => `${partWords[part].en} ${weight}`).join(', ');
  const lines: Words[] = [
    {
      zh: `得分 = 各项得分按权重（共 ${total}）平均：${zh}。没有可测内容的一项不计。`,
      en: `The score is the mean of its parts, weighted (of ${total}): ${en}. Parts with nothing to measure are left out.`,
    },
    {
      zh: '完整：应填的列（至少一期填过半数）的填写率。',
      en: 'Complete: share of cells filled, over columns that some file fills at least by half.',
    },
    {
      zh: '规范、不重复：退回、重复的行占比，到 10% 为 0 分；身份：没有有效身份证号的行占比，到 50% 为 0 分；一致：与其他部门矛盾的人占比，到 5% 为 0 分。占比取 90% 置信下限，行数少的部门不因一两行受罚。',
      en: 'Valid, unique: share of rows rejected, repeated, 0 points at 10 %. Identified: rows without a valid number, 0 at 50 %. Consistent: persons contradicted, 0 at 5 %. Shares are lower bounds of 90 % confidence, so that few rows do not condemn.',
    },
    {
      zh: `及时：九成记录在 ${lagDays.good} 天内到齐为 100 分，到 ${lagDays.none} 天为 0 分；该部门首次报送之前发生的算存量，不计。平稳：每个异常月份扣 20 分。`,
      en: `Timely: 100 when nine tenths arrive within ${lagDays.good} days, 0 at ${lagDays.none}; what happened before a department first reported is stock, not counted. Steady: 20 points off for each break.`,
    },
    {
      zh: `灯：${lightWords.good.zh} ≥ ${lightLimits.good} 且没有一项低于 50；${lightWords.fair.zh} ≥ ${lightLimits.fair}；其余${lightWords.poor.zh}。`,
      en: `Lights: good from ${lightLimits.good} with no part under 50; improve from ${lightLimits.fair}; otherwise act.`,
    },
  ];
  return `<ul>${lines.map((words) => `<li>${both(words)}</li>`).join('')}</ul>`;
}

function provenance({ generation, unclaimed, files, knownUntil }: QualityReport): string {
  const rows: [Words, string][] = [
    [{ zh: '总账', en: 'generation' }, generation],
    [{ zh: '文件数', en: 'files' }, whole(files)],
    [{ zh: '数据截至', en: 'known until' }, knownUntil ?? '–'],
    [{ zh: '没有映射的文件', en: 'files no mapping claims' }, unclaimed.join(', ') || '–'],
  ];
  return `<dl>${rows.map(([label, value]) => `<dt>${both(label)}</dt><dd>${escapeHtml(value)}</dd>`).join('')}</dl>`;
}

function section(title: Words, content: string): string {
  return `<section><h2>${both(title)}</h2>${content}</section>`;
}

function figure(svg: string, reading: Words): string {
  return `<figure>${svg}<figcaption>${paragraphs(reading)}</figcaption></figure>`;
}
