import type { EChartsCoreOption } from 'echarts/core';
import type { HouseholdPeriod } from '../../api/types.ts';
import { formatMoney } from '../format/numbers.ts';
import { fillPeriods } from '../format/periods.ts';
import type { Dictionary } from '../i18n/index.ts';

const ink = '#18212c';
const grey = '#5a6571';
const income = '#1d4f91';
const line = '#b3261e';
const rule = '#e3e7ec';
/** Room for money beside the axis, in letters; both pictures start there, so that their periods line up. */
const widestMoney = 4.6;

/**
 * Draws income a head against that period's median and poverty line, with the number of members below.
 *
 * @param history   oldest first; money in minor units
 * @param font      family and size in pixels of the labels
 */
export function incomeOption(
  history: readonly HouseholdPeriod[],
  text: Dictionary,
  font: { readonly family: string; readonly size: number },
): EChartsCoreOption {
  const { family: fontFamily, size: fontSize } = font;
  const left = fontSize * widestMoney;
  const byPeriod = new Map(history.map((h) => [h.period, h]));
  const periods = fillPeriods(history.map((h) => h.period));
  const across = (value: (h: HouseholdPeriod) => number | null) =>
    periods.map((period) => {
      const observed = byPeriod.get(period);
      return observed === undefined ? null : value(observed);
    });
  return {
    animation: false,
    textStyle: { fontFamily, fontSize, color: ink },
    grid: [
      { left, right: 14, top: 12, bottom: '30%' },
      { left, right: 14, top: '76%', bottom: fontSize * 2.2 },
    ],
    tooltip: { trigger: 'axis', confine: true, transitionDuration: 0, textStyle: { fontSize, color: ink } },
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    xAxis: [periodAxis(periods, 0, fontSize, false), periodAxis(periods, 1, fontSize, true)],
    yAxis: [moneyAxis(fontSize), memberAxis],
    series: [
      moneyLine(
        text.median,
        across((h) => h.median_per_capita_fen),
        { color: grey, type: 'dashed', symbol: 'none' },
      ),
      moneyLine(
        text.povertyLine,
        across((h) => h.poverty_line_fen),
        { color: line, type: 'solid', symbol: 'none', shade: true },
      ),
      moneyLine(
        text.perCapitaIncome,
        across((h) => h.income_per_capita_fen),
        { color: income, type: 'solid', symbol: 'circle' },
      ),
      memberBars(
        text.members,
        across((h) => h.members),
        fontSize,
      ),
    ],
  };
}

interface LineLook {
  readonly color: string;
  readonly type: 'solid' | 'dashed';
  readonly symbol: 'circle' | 'none';
  readonly shade?: boolean;
}

function moneyLine(name: string, data: readonly (number | null)[], look: LineLook) {
  return {
    type: 'line',
    name,
    data,
    symbol: look.symbol,
    symbolSize: 9,
    connectNulls: look.symbol === 'none',
    lineStyle: { color: look.color, type: look.type, width: look.symbol === 'none' ? 1.5 : 2.5 },
    itemStyle: { color: look.color },
    ...(look.shade === true ? { areaStyle: { color: look.color, opacity: 0.07 } } : {}),
    tooltip: { valueFormatter: moneyWords },
  };
}

function memberBars(name: string, data: readonly (number | null)[], fontSize: number) {
  return {
    type: 'bar',
    name,
    data,
    xAxisIndex: 1,
    yAxisIndex: 1,
    barMaxWidth: 26,
    itemStyle: { color: '#a9b8cb' },
    label: { show: true, position: 'insideTop', fontSize: fontSize - 1, color: ink },
  };
}

function periodAxis(periods: readonly string[], gridIndex: number, fontSize: number, labelled: boolean) {
  return {
    type: 'category',
    gridIndex,
    data: periods,
    axisLabel: { show: labelled, fontSize, color: grey },
    axisTick: { show: false },
    axisLine: { lineStyle: { color: '#8b96a3' } },
  };
}

function moneyAxis(fontSize: number) {
  return {
    type: 'value',
    gridIndex: 0,
    axisLabel: { fontSize, color: grey, formatter: (fen: number) => formatMoney(fen) },
    splitLine: { lineStyle: { color: rule } },
    splitNumber: 4,
  };
}

const memberAxis = {
  type: 'value',
  gridIndex: 1,
  min: 0,
  axisLabel: { show: false },
  splitLine: { show: false },
};

function moneyWords(value: unknown): string {
  return typeof value === 'number' ? formatMoney(value) : '–';
}
