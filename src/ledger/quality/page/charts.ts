/**
 * Pictures of the quality report.
 */
import { ALERT, BARS, CHAMPION, drawSvg, INK, OTHERS, RULE, SOFT } from '../../../io/page/draw.ts';
import { monthsBetween } from '../volume.ts';
import type { DepartmentQuality, QualityReport, VolumeBreak } from '../schema.ts';
import { lagDays } from '../score.ts';
import { tableWords } from '../words.ts';

const axisText = { color: SOFT, fontSize: 12 };

/** How many days each department's records take: a bar to nine tenths, a tick at the half. */
export function latenessChart(departments: readonly DepartmentQuality[]): string {
  const late = departments
    .filter(({ timeliness }) => timeliness.p90Days !== null)
    .sort((a, b) => (a.timeliness.p90Days ?? 0) - (b.timeliness.p90Days ?? 0));
  return drawSvg({
    id: 'late',
    width: 1000,
    height: 70 + 24 * late.length,
    label: '各部门数据迟到天数 days until records arrive',
    option: {
      grid: { left: 110, right: 60, top: 30, bottom: 40 },
      legend: {
        top: 0,
        left: 'center',
        textStyle: { color: INK },
        data: ['九成到齐 90% arrived', '一半到齐 half arrived'],
      },
      xAxis: {
        type: 'value',
        name: '天 days',
        nameLocation: 'middle',
        nameGap: 26,
        min: 0,
        axisLabel: axisText,
        splitLine: { lineStyle: { color: RULE } },
      },
      yAxis: {
        type: 'category',
        data: late.map(({ title }) => title.zh),
        axisLabel: { color: INK, fontSize: 13 },
        axisTick: { show: false },
      },
      series: [
        {
          type: 'bar',
          name: '九成到齐 90% arrived',
          barWidth: 13,
          itemStyle: { color: BARS },
          label: { show: true, position: 'right', color: INK },
          data: late.map(({ timeliness }) => timeliness.p90Days),
          markLine: limitLine(lagDays.good, `目标 ${lagDays.good} 天`),
        },
        {
          type: 'scatter',
          name: '一半到齐 half arrived',
          symbol: 'rect',
          symbolSize: [4, 19],
          itemStyle: { color: CHAMPION },
          data: late.map(({ timeliness }) => timeliness.medianDays),
        },
      ],
    },
  });
}

function limitLine(at: number, text: string): Record<string, unknown> {
  return {
    silent: true,
    symbol: 'none',
    lineStyle: { color: ALERT, type: 'dashed', width: 1.5 },
    label: { formatter: text, color: ALERT, position: 'end' },
    data: [{ xAxis: at }],
  };
}

/** The slowest departments month by month. */
export function latenessByMonthChart(departments: readonly DepartmentQuality[]): string {
  const slowest = departments
    .filter(({ timeliness }) => timeliness.months.length > 2)
    .sort((a, b) => (b.timeliness.p90Days ?? 0) - (a.timeliness.p90Days ?? 0))
    .slice(0, OTHERS.length);
  const months = monthsBetween(
    slowest.flatMap(({ timeliness }) => timeliness.months.map(({ month }) => month)).sort(),
  );
  const series = slowest.map(({ title, timeliness }, i) => {
    const days = new Map(timeliness.months.map(({ month, p90Days }) => [month, p90Days]));
    return line(
      title.zh,
      months.map((month) => days.get(month) ?? null),
      i,
    );
  });
  const words = {
    id: 'month',
    label: '最慢的部门逐月迟到天数 slowest departments by month',
    yName: '九成到齐所需天数  days until 90% arrived',
  };
  return lines(words, months, series);
}

/** Rows by month of a table with breaks, the breaks marked. */
export function volumeChart(
  { department, title, volume }: DepartmentQuality,
  table: string,
  breaks: readonly VolumeBreak[],
): string {
  const months = volume.months.map(({ month }) => month);
  const rows = new Map((volume.tables[table] ?? []).map(({ month, rows: n }) => [month, n]));
  const name = tableWords(table);
  const at = new Map(breaks.map((one) => [one.month, one.rows]));
  const label = `${title.zh}：${name.zh} 每月行数 rows a month`;
  const yName = `${title.zh} · ${name.zh}（行）rows`;
  return lines({ id: `v-${department}-${table}`, label, yName }, months, [
    {
      type: 'bar',
      name: '行数 rows',
      data: months.map((month) => rows.get(month) ?? 0),
      itemStyle: { color: BARS },
    },
    {
      type: 'scatter',
      name: '异常月份 break',
      symbol: 'triangle',
      symbolSize: 15,
      itemStyle: { color: ALERT },
      data: months.map((month) => at.get(month) ?? null),
      z: 5,
    },
  ]);
}

/** Intake scores from generation to generation: all together, and the departments that moved most. */
export function trendChart({ trend, departments }: QualityReport): string {
  const moved = departments
    .map(({ department, title }) => {
      const scores = trend.flatMap((point) => point.departments[department]?.intakeScore ?? []);
      return { department, title, range: Math.max(0, ...scores) - Math.min(100, ...scores) };
    })
    .sort((a, b) => b.range - a.range)
    .slice(0, OTHERS.length);
  const all = {
    ...line(
      '全部 all',
      trend.map(({ intakeScore }) => intakeScore),
      0,
    ),
    lineStyle: { color: CHAMPION, width: 3 },
    itemStyle: { color: CHAMPION },
    symbol: 'circle',
  };
  const each = moved.map(({ department, title }, i) =>
    line(
      title.zh,
      trend.map((point) => point.departments[department]?.intakeScore ?? null),
      i,
    ),
  );
  const names = trend.map(({ generation }) => generation.slice(0, 5));
  const words = { id: 'trend', label: '历代数据质量 quality by generation', yName: '收件评分  intake score' };
  return lines(words, names, [all, ...each], 100);
}

function line(name: string, data: readonly (number | null)[], i: number): Record<string, unknown> {
  const style = OTHERS[i % OTHERS.length] ?? OTHERS[0];
  return {
    type: 'line',
    name,
    data,
    connectNulls: true,
    symbol: style.symbol,
    symbolSize: 8,
    lineStyle: { color: style.color, type: style.type, width: 2 },
    itemStyle: { color: style.color },
  };
}

function lines(
  { id, label, yName }: { readonly id: string; readonly label: string; readonly yName: string },
  names: readonly string[],
  series: readonly Record<string, unknown>[],
  max: number | null = null,
): string {
  return drawSvg({
    id,
    width: 1000,
    height: 300,
    label,
    option: {
      grid: { left: 70, right: 30, top: 50, bottom: 40 },
      legend: { top: 0, left: 'center', textStyle: { color: INK }, itemWidth: 34 },
      xAxis: { type: 'category', data: names, axisLabel: axisText, axisTick: { show: false } },
      yAxis: {
        type: 'value',
        name: yName,
        nameLocation: 'end',
        nameTextStyle: { color: INK, align: 'left', padding: [0, 0, 0, -50] },
        min: 0,
        ...(max === null ? {} : { max }),
        axisLabel: axisText,
        splitLine: { lineStyle: { color: RULE } },
      },
      series,
    },
  });
}
