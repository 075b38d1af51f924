import type { EChartsCoreOption } from 'echarts/core';
import type { DossierResponse } from '../../api/types.ts';
import { formatMoney } from '../format/numbers.ts';
import type { Lane } from './timeline-lanes.ts';

const ink = '#18212c';
const grey = '#5a6571';
const rule = '#e3e7ec';
const lineColors = ['#1d4f91', '#b3261e', '#2f7d4f', '#8a5a00', '#6b4c9a'];
const dashes = ['solid', 'dashed', 'dotted', [6, 3, 2, 3], [2, 2]] as const;

/** Channels of sums that come and go are bars; the others, such as income, are lines. */
const barChannels: ReadonlySet<string> = new Set(['medical_borne', 'aid_paid']);

/** What the picture is drawn from. */
export interface TimelinePicture {
  readonly lanes: readonly Lane[];
  readonly channels: DossierResponse['channels'];
  /** Name of a channel in the reader's language. */
  readonly nameOf: (series: DossierResponse['channels']['series'][number]) => string;
  readonly moneyAxis: string;
  /** First and last day. */
  readonly span: readonly [string, string];
}

/** Family and size in pixels of the labels, and how wide the frame is. */
export interface TimelineLook {
  readonly family: string;
  readonly size: number;
  readonly isNarrow: boolean;
}

/** Height of the picture in pixels: a lane each, then the money below. */
export function timelineHeight(picture: TimelinePicture, look: TimelineLook): number {
  return moneyTop(picture, look) + look.size * 16.5;
}

/** Where the money begins: below the lanes and its legend, which a narrow frame breaks into a line each. */
function moneyTop(picture: TimelinePicture, { size, isNarrow }: TimelineLook): number {
  const lines = isNarrow ? moneySeries(picture).length : 1;
  return picture.lanes.length * laneHeight(size) + size * (3.5 + 2 * lines);
}

/** Draws spans and marks in lanes over the monthly money, on one axis of time. */
export function timelineOption(picture: TimelinePicture, look: TimelineLook): EChartsCoreOption {
  const { size, family } = look;
  const lanesHeight = picture.lanes.length * laneHeight(size);
  const left = look.isNarrow ? size * 7.5 : size * 9;
  const right = size * 1.5;
  return {
    animation: false,
    textStyle: { fontFamily: family, fontSize: size, color: ink },
    grid: [
      { left, right, top: 4, height: lanesHeight },
      { left, right, top: moneyTop(picture, look), bottom: size * 2.4 },
    ],
    legend: {
      top: lanesHeight + size * 1.6,
      left,
      itemWidth: size * 2.2,
      textStyle: { fontSize: size, color: ink },
      data: moneySeries(picture).map(picture.nameOf),
    },
    tooltip: {
      trigger: 'item',
      confine: true,
      transitionDuration: 0,
      textStyle: { fontSize: size, color: ink },
    },
    xAxis: [timeAxis(picture.span, 0, size, false), timeAxis(picture.span, 1, size, true)],
    yAxis: [laneAxis(picture.lanes, look), moneyAxis(picture.moneyAxis, size)],
    series: [...spanSeries(picture.lanes, size), markSeries(picture.lanes, size), ...moneyLines(picture)],
  };
}

function laneHeight(size: number): number {
  return Math.round(size * 2);
}

function moneySeries({ channels }: TimelinePicture) {
  return channels.series.filter(({ unit }) => unit === 'fen').slice(0, lineColors.length);
}

function spanSeries(lanes: readonly Lane[], size: number) {
  return lanes.flatMap(({ name, spans }) =>
    spans.map(({ from, to, words }) => ({
      type: 'line',
      name: words,
      symbol: 'circle',
      symbolSize: size * 0.7,
      lineStyle: { width: size * 0.7, color: '#6d8fb9' },
      itemStyle: { color: '#6d8fb9' },
      data: [
        [from, name],
        [to, name],
      ],
      tooltip: { formatter: words },
    })),
  );
}

function markSeries(lanes: readonly Lane[], size: number) {
  return {
    type: 'scatter',
    symbol: 'diamond',
    symbolSize: size,
    itemStyle: { color: '#b3261e', borderColor: '#fff', borderWidth: 1 },
    data: lanes.flatMap(({ name, marks }) =>
      marks.map(({ on, words }) => ({ name: words, value: [on, name] })),
    ),
    tooltip: { formatter: ({ name }: { readonly name: string }) => name },
  };
}

function moneyLines(picture: TimelinePicture) {
  return moneySeries(picture).map((series, i) => ({
    type: barChannels.has(series.name) ? 'bar' : 'line',
    name: picture.nameOf(series),
    xAxisIndex: 1,
    yAxisIndex: 1,
    barMaxWidth: 9,
    step: 'middle',
    symbol: 'none',
    connectNulls: false,
    lineStyle: { color: lineColors[i], width: 2, type: dashes[i] },
    itemStyle: { color: lineColors[i] },
    data: picture.channels.months.map((month, at) => [`${month}-15`, series.values[at] ?? null]),
    tooltip: {
      formatter: ({ value }: { readonly value: readonly [string, number] }) =>
        `${value[0].slice(0, 7)} ${picture.nameOf(series)} ${formatMoney(value[1])}`,
    },
  }));
}

function timeAxis(
  [min, max]: readonly [string, string],
  gridIndex: number,
  fontSize: number,
  labelled: boolean,
) {
  return {
    type: 'time',
    gridIndex,
    min,
    max,
    minInterval: 90 * 86_400_000,
    axisLabel: { show: labelled, fontSize, color: grey, hideOverlap: true, formatter: '{yyyy}-{MM}' },
    axisLine: { lineStyle: { color: '#8b96a3' } },
    splitLine: { show: true, lineStyle: { color: rule } },
  };
}

function laneAxis(lanes: readonly Lane[], { size, isNarrow }: TimelineLook) {
  return {
    type: 'category',
    gridIndex: 0,
    inverse: true,
    data: lanes.map(({ name }) => name),
    axisLabel: {
      fontSize: size,
      color: ink,
      width: size * (isNarrow ? 7.2 : 8.5),
      overflow: 'truncate',
      interval: 0,
    },
    axisTick: { show: false },
    splitLine: { show: true, lineStyle: { color: rule } },
  };
}

function moneyAxis(name: string, fontSize: number) {
  return {
    type: 'value',
    gridIndex: 1,
    name,
    nameTextStyle: { color: grey, fontSize, align: 'right' },
    axisLabel: { fontSize, color: grey, formatter: (fen: number) => formatMoney(fen) },
    splitLine: { lineStyle: { color: rule } },
    splitNumber: 4,
  };
}
