import type { CalibrationPoint } from '../../../eval/metrics/curves/calibration-curve.ts';
import { CHAMPION, drawSvg, shareAxis, SOFT } from '../../io/page/draw.ts';

/** Observed against predicted share, bin by bin, with intervals. */
export function calibrationPicture(points: readonly CalibrationPoint[]): string {
  const top = Math.max(...points.map((one) => Math.max(one.mean_p, one.rate_high)), 0.01);
  const max = Math.min(1, Math.ceil(top * 20) / 20);
  const whiskers = points.map(({ mean_p: p, rate_low: low, rate_high: high }) => ({
    type: 'line',
    showSymbol: false,
    lineStyle: { color: CHAMPION, width: 2 },
    data: [
      [p, low],
      [p, high],
    ],
  }));
  return drawSvg({
    id: 'card-calibration',
    width: 520,
    height: 380,
    label: '校准 calibration',
    option: {
      grid: { left: 64, right: 20, top: 16, bottom: 52 },
      xAxis: { ...shareAxis('预测概率 predicted', max), nameGap: 30 },
      yAxis: { ...shareAxis('实际比例 observed', max), nameGap: 42 },
      series: [
        {
          type: 'line',
          showSymbol: false,
          lineStyle: { color: SOFT, type: 'dashed', width: 1 },
          data: [
            [0, 0],
            [max, max],
          ],
        },
        ...whiskers,
        {
          type: 'scatter',
          symbolSize: 9,
          itemStyle: { color: CHAMPION },
          data: points.map(({ mean_p: p, rate }) => [p, rate]),
        },
      ],
    },
  });
}
