import { ALERT, BARS, CHAMPION, drawSvg, INK, RULE, SOFT } from '../../io/page/draw.ts';
import type { BudgetCurve } from '../budget.ts';
import type { GroupChange } from '../groups.ts';
import type { WhatifReport } from './types.ts';

const axis = (name: string): Record<string, unknown> => ({
  type: 'value',
  name,
  nameLocation: 'middle',
  nameGap: 34,
  axisLabel: { color: SOFT },
  splitLine: { lineStyle: { color: RULE } },
});

/** Shares of households that gain and lose, by tenth. */
export function decilePicture(deciles: readonly GroupChange[]): string {
  const shares = (which: 'winners' | 'losers', sign: number): number[] =>
    deciles.map((one) => (sign * 100 * (one[which] ?? 0)) / Math.max(1, one.households ?? 1));
  return drawSvg({
    id: 'deciles',
    width: 860,
    height: 300,
    label: '各十分组得益与受损家庭占比 / share of households that gain and lose, by tenth',
    option: {
      grid: { left: 60, right: 20, top: 34, bottom: 40 },
      legend: { top: 0, textStyle: { color: INK } },
      xAxis: {
        type: 'category',
        data: deciles.map((one) => String(Number(one.group))),
        axisLabel: { color: SOFT },
      },
      yAxis: { ...axis('%') },
      series: [
        {
          name: '得益 / gain',
          type: 'bar',
          stack: 'all',
          data: shares('winners', 1),
          itemStyle: { color: CHAMPION },
        },
        {
          name: '受损 / lose',
          type: 'bar',
          stack: 'all',
          data: shares('losers', -1),
          itemStyle: { color: ALERT, decal: { symbol: 'rect' } },
        },
      ],
    },
  });
}

/** What a standard family has left, by wage, before and after. */
export function curvePicture({ before, after }: WhatifReport['curves']): string {
  const points = (curve: BudgetCurve): [number, number][] =>
    Array.from(curve.wage, (wage, i) => [wage / 100, Math.round(curve.net[i]!) / 100]);
  return drawSvg({
    id: 'budget',
    width: 860,
    height: 340,
    label: '标准家庭月收入曲线 / a standard family’s month by wage',
    option: {
      grid: { left: 70, right: 20, top: 34, bottom: 50 },
      legend: { top: 0, textStyle: { color: INK } },
      xAxis: axis('一人月工资（元） / one wage a month, yuan'),
      yAxis: { ...axis('工资加救助（元） / wage and assistance'), nameGap: 52 },
      series: [
        {
          name: '现行 / before',
          type: 'line',
          showSymbol: false,
          data: points(before),
          lineStyle: { color: BARS, width: 2, type: 'dashed' },
          itemStyle: { color: BARS },
        },
        {
          name: '情景 / after',
          type: 'line',
          showSymbol: false,
          data: points(after),
          lineStyle: { color: CHAMPION, width: 2 },
          itemStyle: { color: CHAMPION },
        },
      ],
    },
  });
}
