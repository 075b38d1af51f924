import type { CustomSeriesRenderItem } from 'echarts';
import type { CalibrationPoint } from '../../metrics/curves/calibration-curve.ts';
import { BARS, CHAMPION, drawSvg, INK, shareAxis, SOFT } from '../../../src/io/page/draw.ts';
import { probabilityScale, type ProbabilityScale } from './probability-scale.ts';

const HISTOGRAM_BARS = 25;
const BIN_MEAN = '每组平均，竖线为 95% 区间 group mean';
const RIGHT = '完全准确 perfectly right';

/**
 * Observed against predicted frequency with intervals, and under it how many households have each score.
 * Both axes are logarithmic where the outcome is rare: else nearly all groups would lie in one corner.
 */
export function calibrationChart(points: readonly CalibrationPoint[], p: ArrayLike<number>): string {
  const scale = probabilityScale(points);
  const [upper, lower] = [
    { left: 84, right: 24, top: 46, height: 330, outerBoundsMode: 'none' },
    { left: 84, right: 24, top: 424, height: 92, outerBoundsMode: 'none' },
  ];
  return drawSvg({
    id: 'cal',
    width: 760,
    height: 570,
    label: '校准：预测概率与实际比例 calibration',
    option: {
      legend: {
        top: 0,
        left: 'center',
        textStyle: { color: INK },
        itemWidth: 30,
        itemGap: 28,
        data: [RIGHT, BIN_MEAN],
      },
      grid: [upper, lower],
      xAxis: [
        { ...scale.axis(''), gridIndex: 0, axisLabel: { show: false } },
        { ...scale.axis('预测概率  predicted probability'), gridIndex: 1, nameGap: 32 },
      ],
      yAxis: [
        { ...scale.axis('实际发生比例  observed share'), gridIndex: 0, nameGap: 48 },
        {
          ...shareAxis('户数 rows'),
          max: null,
          gridIndex: 1,
          nameGap: 48,
          splitNumber: 2,
          axisLabel: { color: SOFT },
        },
      ],
      series: [
        diagonal(scale),
        intervals(points, scale),
        {
          type: 'scatter',
          name: BIN_MEAN,
          data: points.map(({ mean_p, rate }) => [scale.within(mean_p), scale.within(rate)]),
          symbolSize: 11,
          itemStyle: { color: CHAMPION, opacity: 1 },
          z: 5,
        },
        histogram(p, scale),
      ],
    },
  });
}

function diagonal({ min, max }: ProbabilityScale): Record<string, unknown> {
  return {
    type: 'line',
    name: RIGHT,
    data: [
      [min, min],
      [max, max],
    ],
    showSymbol: false,
    lineStyle: { color: SOFT, type: [6, 5], width: 1.4 },
    itemStyle: { color: SOFT },
  };
}

function intervals(
  points: readonly CalibrationPoint[],
  { within }: ProbabilityScale,
): Record<string, unknown> {
  const renderItem: CustomSeriesRenderItem = (_, api) => {
    const [x, low, high] = [api.value(0), api.value(1), api.value(2)];
    const [left = 0, bottom = 0] = api.coord([x, low]);
    const [, top = 0] = api.coord([x, high]);
    const style = { stroke: CHAMPION, lineWidth: 1.6, fill: 'none' };
    const stroke = (x1: number, y1: number, x2: number, y2: number) =>
      ({ type: 'line', shape: { x1, y1, x2, y2 }, style }) as const;
    return {
      type: 'group',
      children: [
        stroke(left, bottom, left, top),
        stroke(left - 4, top, left + 4, top),
        stroke(left - 4, bottom, left + 4, bottom),
      ],
    };
  };
  return {
    type: 'custom',
    renderItem,
    data: points.map(({ mean_p, rate_low, rate_high }) => [mean_p, rate_low, rate_high].map(within)),
    encode: { x: 0, y: [1, 2] },
    z: 4,
  };
}

function histogram(p: ArrayLike<number>, scale: ProbabilityScale): Record<string, unknown> {
  const counts = new Array<number>(HISTOGRAM_BARS).fill(0);
  for (let i = 0; i < p.length; i++) {
    const bar = Math.min(HISTOGRAM_BARS - 1, Math.floor(scale.part(p[i]!) * HISTOGRAM_BARS));
    counts[bar] = (counts[bar] ?? 0) + 1;
  }
  const renderItem: CustomSeriesRenderItem = (_, api) => {
    const [left = 0, top = 0] = api.coord([api.value(0), api.value(2)]);
    const [right = 0, bottom = 0] = api.coord([api.value(1), 0]);
    const shape = { x: left + 0.5, y: top, width: right - left - 1, height: bottom - top };
    return { type: 'rect', shape, style: { fill: BARS } };
  };
  return {
    type: 'custom',
    renderItem,
    xAxisIndex: 1,
    yAxisIndex: 1,
    data: counts.map((count, bar) =>
      [bar, bar + 1].map((edge) => scale.at(edge / HISTOGRAM_BARS)).concat(count),
    ),
    encode: { x: [0, 1], y: 2 },
  };
}
