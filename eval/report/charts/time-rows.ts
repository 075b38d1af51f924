import type { EChartsOption } from 'echarts';
import { INK, RULE, SOFT } from '../../../src/io/page/draw.ts';

const MARGIN_MS = 20 * 86_400_000;

/** Axes of a picture with months across and one named row a line, the first on top. */
export function timeRows(
  { start, end }: { readonly start: number; readonly end: number },
  rows: readonly string[],
): Pick<EChartsOption, 'useUTC' | 'xAxis' | 'yAxis'> {
  return {
    useUTC: true,
    xAxis: {
      type: 'time',
      min: start - MARGIN_MS,
      max: end + MARGIN_MS,
      axisLine: { lineStyle: { color: SOFT } },
      axisLabel: { color: SOFT, formatter: '{yyyy}-{MM}', hideOverlap: true },
      splitLine: { show: true, lineStyle: { color: RULE } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: [...rows],
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: { color: INK, fontSize: 13 },
    },
  };
}
