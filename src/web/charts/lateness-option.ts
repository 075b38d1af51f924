import type { EChartsCoreOption } from 'echarts/core';
import type { QualityResponse } from '../../api/types-analysis.ts';

type Months = QualityResponse['departments'][number]['months'];

const ink = '#18212c';
const grey = '#5a6571';

/**
 * Draws how late a department is, month by month: a bar until nine tenths had arrived, a tick where half had.
 *
 * @param names  of the two figures: nine tenths, half
 * @param font   family and size in pixels of the labels
 */
export function latenessOption(
  months: Months,
  names: { readonly p90: string; readonly median: string },
  { family: fontFamily, size: fontSize }: { readonly family: string; readonly size: number },
): EChartsCoreOption {
  return {
    animation: false,
    textStyle: { fontFamily, fontSize, color: ink },
    grid: { left: fontSize * 3.6, right: 8, top: fontSize, bottom: fontSize * 2.2 },
    tooltip: { trigger: 'axis', confine: true, transitionDuration: 0, textStyle: { fontSize, color: ink } },
    xAxis: {
      type: 'category',
      data: months.map(({ month }) => month),
      axisLabel: { fontSize, color: grey, hideOverlap: true },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: '#8b96a3' } },
    },
    yAxis: {
      type: 'value',
      min: 0,
      splitNumber: 4,
      axisLabel: { fontSize, color: grey },
      splitLine: { lineStyle: { color: '#e3e7ec' } },
    },
    series: [
      {
        type: 'bar',
        name: names.p90,
        data: months.map(({ p90_days: days }) => days),
        barCategoryGap: '30%',
        itemStyle: { color: '#a9b8cb' },
      },
      {
        type: 'line',
        name: names.median,
        data: months.map(({ median_days: days }) => days),
        symbol: 'rect',
        symbolSize: [9, 3],
        lineStyle: { opacity: 0 },
        itemStyle: { color: '#1d4f91' },
      },
    ],
  };
}
