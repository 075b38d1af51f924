/**
 * Pictures of a monitoring run.
 */
import { ALERT, BARS, CHAMPION, drawSvg, INK, RULE, shareAxis, SOFT } from '../../src/io/page/draw.ts';
import type { CountedColumn, Profile } from './types.ts';

/** A bar of the picture of columns. */
export interface PsiBar {
  readonly title: string;
  readonly psi: number;
  readonly isAlarm: boolean;
}

/** Share of households at or under each probability, before and now. */
export function scorePicture(reference: Profile, current: Profile): string {
  const line = (
    { score, asOf }: Profile,
    color: string,
    type: 'solid' | 'dashed',
  ): Record<string, unknown> => ({
    name: asOf,
    type: 'line',
    step: 'end',
    showSymbol: false,
    lineStyle: { color, type, width: 2 },
    itemStyle: { color },
    data: cumulative(score),
  });
  return drawSvg({
    id: 'drift-score',
    width: 640,
    height: 360,
    label: '分数分布 distribution of scores',
    option: {
      legend: { top: 0, textStyle: { color: INK } },
      grid: { left: 66, right: 24, top: 34, bottom: 50 },
      xAxis: { ...shareAxis('概率 probability', axisEnd(reference, current)), nameGap: 30 },
      yAxis: { ...shareAxis('不高于此的户数占比 share at or under'), nameGap: 44 },
      series: [line(reference, SOFT, 'dashed'), line(current, CHAMPION, 'solid')],
    },
  });
}

function cumulative({ edges, counts }: CountedColumn): [number, number][] {
  const total = counts.reduce((sum, one) => sum + one, 0);
  let seen = 0;
  return Array.from(edges, (edge, k) => {
    seen += counts[k + 1]!;
    return [edge, total > 0 ? seen / total : 0];
  });
}

function axisEnd(...profiles: readonly Profile[]): number {
  const last = Math.max(...profiles.map(({ score }) => score.edges.at(-1) ?? 0), 0.01);
  return Math.min(1, Math.ceil(last * 20) / 20);
}

/** Stability index of the columns that moved most, with the tolerance as a line. */
export function columnPicture(bars: readonly PsiBar[], tolerance: number): string {
  const shown = [...bars].reverse();
  return drawSvg({
    id: 'drift-columns',
    width: 860,
    height: 90 + 24 * shown.length,
    label: '变化最大的特征 features that moved most',
    option: {
      grid: { left: 350, right: 60, top: 32, bottom: 44 },
      xAxis: {
        type: 'value',
        name: 'PSI',
        nameLocation: 'middle',
        nameGap: 28,
        axisLabel: { color: SOFT },
        splitLine: { lineStyle: { color: RULE } },
      },
      yAxis: {
        type: 'category',
        data: shown.map(({ title }) => title),
        axisTick: { show: false },
        axisLabel: { color: INK, width: 330, overflow: 'truncate' },
      },
      series: [
        {
          type: 'bar',
          barWidth: 13,
          data: shown.map(({ psi, isAlarm }) => ({
            value: psi,
            itemStyle: { color: isAlarm ? ALERT : BARS },
          })),
          label: {
            show: true,
            position: 'right',
            color: INK,
            formatter: ({ value }: { value: number }) => value.toFixed(3),
          },
          markLine: {
            silent: true,
            symbol: 'none',
            label: { formatter: '容许 tolerance', color: INK },
            lineStyle: { color: INK, type: 'dashed' },
            data: [{ xAxis: tolerance }],
          },
        },
      ],
    },
  });
}
