import { CHAMPION, drawSvg, INK, OTHERS, RULE, SOFT } from '../../../src/io/page/draw.ts';

/** One line: a value at each place, null where there is none. */
export interface Line {
  readonly name: string;
  readonly values: readonly (number | null)[];
  readonly isMain: boolean;
}

/** Lines over a few named places. */
export interface LinesChart {
  readonly id: string;
  readonly label: string;
  readonly places: readonly string[];
  readonly xName: string;
  readonly yName: string;
  readonly lines: readonly Line[];
  /** How a value is printed on the axis. */
  readonly asPercent: boolean;
}

/** Draws lines, the main one heavy, each other with a dash and a marker of its own, named at its end. */
export function drawLines({ id, label, places, xName, yName, lines, asPercent }: LinesChart): string {
  const print = (value: number): string =>
    asPercent ? `${Math.round(value * 1000) / 10}%` : String(Math.round(value * 1000) / 1000);
  return drawSvg({
    id,
    width: 1000,
    height: 330,
    label,
    option: {
      grid: { left: 80, right: 250, top: 30, bottom: 48 },
      legend: { orient: 'vertical', right: 10, top: 24, width: 220, textStyle: { color: INK, fontSize: 12 } },
      xAxis: {
        type: 'category',
        data: places,
        name: xName,
        nameLocation: 'middle',
        nameGap: 30,
        boundaryGap: places.length < 2,
        axisLine: { lineStyle: { color: SOFT } },
        axisLabel: { color: SOFT },
      },
      yAxis: {
        type: 'value',
        name: yName,
        nameTextStyle: { color: INK, align: 'left' },
        scale: true,
        axisLabel: { color: SOFT, formatter: print },
        splitLine: { lineStyle: { color: RULE } },
      },
      series: lines.map(({ name, values, isMain }, i) => {
        const other = OTHERS[i % OTHERS.length]!;
        return {
          type: 'line',
          name,
          data: values,
          symbol: isMain ? 'circle' : other.symbol,
          symbolSize: 7,
          color: isMain ? CHAMPION : other.color,
          lineStyle: { width: isMain ? 3.2 : 1.6, type: isMain ? 'solid' : [...other.type] },
        };
      }),
    },
  });
}
