/**
 * Pictures as SVG text, drawn by ECharts without a browser.
 */
import { BarChart, CustomChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent, MarkPointComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([
  BarChart,
  CustomChart,
  LineChart,
  ScatterChart,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  MarkPointComponent,
  SVGRenderer,
]);

/** Fonts found on Windows, macOS and Linux without a download. */
export const FONTS =
  "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','WenQuanYi Micro Hei',sans-serif";

/** Ink of axes and text. */
export const INK = '#1f2a37';
export const SOFT = '#6b7280';
export const RULE = '#e5e7eb';
/** The adopted model's colour: used once a picture. */
export const CHAMPION = '#0b4f8a';
/** Bars behind the main thing. */
export const BARS = '#93b4d3';
export const ALERT = '#b3261e';

/** Lines of other candidates: a colour, a dash pattern and a marker each, so that none rests on colour alone. */
export const OTHERS = [
  { color: '#b45309', type: [8, 4], symbol: 'triangle' },
  { color: '#047857', type: [2, 3], symbol: 'rect' },
  { color: '#7c3aed', type: [10, 3, 2, 3], symbol: 'diamond' },
  { color: '#6b7280', type: [4, 6], symbol: 'pin' },
] as const;

/** One picture. */
export interface Picture {
  /** Names the picture's own style classes, so that a page may hold many. */
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** What a reader who cannot see it is told. */
  readonly label: string;
  readonly option: Readonly<Record<string, unknown>> & {
    readonly series: readonly Readonly<Record<string, unknown>>[];
  };
}

/** Draws a picture. The same picture gives the same bytes, however many were drawn before. */
export function drawSvg({ id, width, height, label, option }: Picture): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  chart.setOption({
    animation: false,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: FONTS, color: INK },
    ...option,
    series: option.series.map((series) => ({ silent: true, emphasis: { disabled: true }, ...series })),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return withOwnClasses(svg, id)
    .replaceAll(/ (ecmeta_\w+|pointer-events)="[^"]*"/g, '')
    .replace('<svg ', `<svg role="img" aria-label="${label.replaceAll(/[<>"&]/g, ' ')}" `);
}

/** ECharts numbers style classes across all pictures of a process; here they are numbered within one. */
function withOwnClasses(svg: string, id: string): string {
  const names = new Map<string, string>();
  return svg.replaceAll(/zr\d+-[a-z]+-?\d+/g, (old) => {
    const name = names.get(old) ?? `${id}-${names.size}`;
    names.set(old, name);
    return name;
  });
}

/** Settings of an axis that runs over shares and prints percentages. */
export function shareAxis(name: string, max = 1): Record<string, unknown> {
  return {
    type: 'value',
    name,
    nameLocation: 'middle',
    nameTextStyle: { color: INK, fontSize: 12 },
    min: 0,
    max,
    axisLine: { show: true, lineStyle: { color: SOFT } },
    axisTick: { show: true },
    axisLabel: { color: SOFT, formatter: (value: number) => `${Math.round(value * 100)}%` },
    splitLine: { lineStyle: { color: RULE } },
  };
}
