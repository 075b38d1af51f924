/**
 * The evaluation report as one self-contained HTML page: works offline, prints on A4.
 */
import { calibrationChart } from './charts/calibration-chart.ts';
import { candidateLines } from './charts/candidate-lines.ts';
import { importanceChart } from './charts/importance-chart.ts';
import { gainChart, liftChart, precisionRecallChart, rocChart } from './charts/ranking-charts.ts';
import { splitsChart } from './charts/splits-chart.ts';
import { timelineChart } from './charts/timeline-chart.ts';
import { championOf } from './measure-report.ts';
import { groupTables } from './sections/groups.ts';
import { factCards, headlineTable } from './sections/headline.ts';
import * as readings from './sections/readings.ts';
import { STYLE } from '../../src/io/page/style.ts';
import { both, escapeHtml, paragraphs, percent, whole } from '../../src/io/page/text.ts';
import type { ReportData, ReportMeasures, Words } from './types.ts';

/**
 * Renders a report. The same data and measures give the same bytes.
 *
 * @param data      what was measured
 * @param measures  of the same data, from measureReport
 * @param more      further sections, as HTML made safe by the caller
 * @returns a complete HTML document; nothing in it is fetched
 * @throws JZ_EVAL_CHAMPION
 */
export function renderReport(data: ReportData, measures: ReportMeasures, more = ''): string {
  const lines = candidateLines(data, measures);
  const body = [
    header(data),
    paragraphs(readings.mainFinding(measures)),
    factCards(measures),
    caveats(data),
    section({ zh: '测了什么', en: 'What was measured' }, what(data)),
    section({ zh: '总表', en: 'Headline table' }, headlineTable(measures)),
    section(
      { zh: '能力有限时找到多少', en: 'What limited visits find' },
      pair(
        figure(gainChart(lines, measures), readings.gainReading(measures)),
        figure(liftChart(lines, measures), readings.liftReading(measures)),
      ),
    ),
    section(
      { zh: '排序能力', en: 'Ranking' },
      pair(
        figure(rocChart(lines), readings.rocReading(measures)),
        figure(precisionRecallChart(lines, measures), readings.precisionRecallReading(measures)),
      ),
    ),
    section(
      { zh: '概率是否可信', en: 'Are the probabilities right?' },
      figure(
        calibrationChart(measures.calibration, championOf(data).p),
        readings.calibrationReading(measures),
      ) + calibrationTable(measures),
    ),
    ...importance(data),
    ...groups(measures),
    more,
    section({ zh: '来源', en: 'Provenance' }, provenance(data)),
  ];
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(data.title.zh)}</title><style>${STYLE}</style></head>
<body><main>
${body.filter((part) => part !== '').join('\n')}
</main></body></html>
`;
}

function header(data: ReportData): string {
  return `<header><h1>${both(data.title)}</h1>${paragraphs(data.question)}
<p><span lang="zh">目标家庭：${escapeHtml(data.target.zh)}。</span> <span lang="en" class="en">Target households: ${escapeHtml(data.target.en)}.</span></p></header>`;
}

function caveats({ caveats: lines }: ReportData): string {
  if (lines.length === 0) return '';
  const items = lines.map((words) => `<li>${both(words)}</li>`).join('');
  return `<div class="caveats"><b>请注意</b> <span lang="en" class="en">Caveats</span><ul>${items}</ul></div>`;
}

function what(data: ReportData): string {
  if (data.splits) return figure(splitsChart(data.splits), readings.splitsReading(data.splits));
  const warning = readings.timelineWarning(data.timeline);
  return `${figure(timelineChart(data.timeline), readings.timelineReading)}${warning ? `<div class="caveats">${paragraphs(warning)}</div>` : ''}`;
}

function importance(data: ReportData): string[] {
  if (data.importance.length === 0) return [];
  const picture = figure(importanceChart(data.importance), readings.importanceReading);
  return [section({ zh: '模型看重什么', en: 'What the model looks at' }, picture)];
}

function groups(measures: ReportMeasures): string[] {
  if (measures.groups.length === 0) return [];
  const tables = `<div>${paragraphs(readings.groupsReading)}</div>${groupTables(measures)}`;
  return [section({ zh: '漏掉了谁', en: 'Who is missed' }, tables)];
}

function calibrationTable(measures: ReportMeasures): string {
  const headings: Words[] = [
    { zh: '预测概率范围', en: 'predicted range' },
    { zh: '行数', en: 'rows' },
    { zh: '平均预测', en: 'mean predicted' },
    { zh: '实际发生', en: 'observed' },
    { zh: '95% 区间', en: 'interval' },
  ];
  const rows = measures.calibration.map(
    (bin) =>
      `<tr><td>${percent(bin.p_low)} – ${percent(bin.p_high)}</td><td>${whole(bin.count)}</td><td>${percent(bin.mean_p)}</td><td>${percent(bin.rate)}</td><td>${percent(bin.rate_low)}–${percent(bin.rate_high)}</td></tr>`,
  );
  return `<table><thead><tr>${headings.map((words) => `<th scope="col">${both(words)}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function provenance(data: ReportData): string {
  const rows = data.provenance.map(
    ({ label, value }) => `<dt>${both(label)}</dt><dd>${escapeHtml(value)}</dd>`,
  );
  return `<dl>${rows.join('')}</dl>`;
}

function section(title: Words, content: string): string {
  return `<section><h2>${both(title)}</h2>${content}</section>`;
}

function figure(svg: string, reading: Words): string {
  return `<figure>${svg}<figcaption>${paragraphs(reading)}</figcaption></figure>`;
}

function pair(left: string, right: string): string {
  return `<div class="pair">${left}${right}</div>`;
}
