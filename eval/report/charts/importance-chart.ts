import type { FeatureImportance } from '../types.ts';
import { CHAMPION, drawSvg, INK, RULE, SOFT } from '../../../src/io/page/draw.ts';

const SHOWN = 15;
const MAX_LABEL = 340;

/** The features that moved scores most, as bars. */
export function importanceChart(features: readonly FeatureImportance[]): string {
  const top = [...features].sort((a, b) => b.value - a.value).slice(0, SHOWN);
  const labels = top.map(({ title }) => (title.zh === title.en ? title.zh : `${title.zh}  ${title.en}`));
  const room = Math.min(MAX_LABEL, Math.max(...labels.map(textWidth)));
  return drawSvg({
    id: 'imp',
    width: 760,
    height: 60 + 30 * top.length,
    label: '特征重要性 feature importance',
    option: {
      grid: { left: room + 28, right: 60, top: 8, bottom: 46 },
      xAxis: {
        type: 'value',
        name: '平均影响（对数几率）  mean |contribution|, log-odds',
        nameLocation: 'middle',
        nameGap: 28,
        nameTextStyle: { color: INK },
        axisLabel: { color: SOFT },
        splitLine: { lineStyle: { color: RULE } },
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: labels,
        axisTick: { show: false },
        axisLine: { lineStyle: { color: SOFT } },
        axisLabel: { color: INK, fontSize: 12, width: room + 12, overflow: 'truncate', interval: 0 },
      },
      series: [
        {
          type: 'bar',
          data: top.map(({ value }) => value),
          barWidth: 16,
          itemStyle: { color: CHAMPION },
          label: { show: true, position: 'right', color: INK, formatter: twoDecimals },
        },
      ],
    },
  });
}

function twoDecimals({ value }: { value: number }): string {
  return value.toFixed(2);
}

/** Pixels of a 12-pixel label: an ideograph is square, a Latin letter a little over half as wide. */
function textWidth(text: string): number {
  return Array.from(text).reduce((sum, letter) => sum + (letter > '\u2e7f' ? 12 : 7), 0);
}
