import type { CustomSeriesRenderItem } from 'echarts';
import { whole } from '../../../src/io/page/text.ts';
import type { TimelineSpan } from '../types.ts';
import { timeRows } from './time-rows.ts';
import { CHAMPION, drawSvg, INK } from '../../../src/io/page/draw.ts';

const ROLES = { train: '训练 train', calibrate: '校准 calibrate', test: '检验 test' } as const;

/** When each part of the work looked at the world: solid as-of dates, then (hatched) the months its labels read. */
export function timelineChart(spans: readonly TimelineSpan[]): string {
  const start = Math.min(...spans.map(({ from }) => Date.parse(from)));
  const end = Math.max(...spans.map(({ labels_until }) => Date.parse(labels_until)));
  return drawSvg({
    id: 'time',
    width: 1000,
    height: 64 + 52 * spans.length,
    label: '时间安排：训练、校准、检验 timeline',
    option: {
      ...timeRows(
        { start, end },
        spans.map(({ role }) => ROLES[role]),
      ),
      grid: { left: 120, right: 230, top: 8, bottom: 40 },
      series: [
        {
          type: 'custom',
          renderItem: spanBars(spans),
          data: spans.map((span, i) => [
            ...[span.from, span.to, span.labels_until].map((day) => Date.parse(day)),
            i,
          ]),
          encode: { x: [0, 1, 2], y: 3 },
        },
      ],
    },
  });
}

function spanBars(spans: readonly TimelineSpan[]): CustomSeriesRenderItem {
  return (_, api) => {
    const at = (dimension: number): number => api.coord([api.value(dimension), api.value(3)])[0] ?? 0;
    const [, middle = 0] = api.coord([api.value(0), api.value(3)]);
    const [from, to, until] = [at(0), at(1), at(2)];
    const solidEnd = Math.max(to, from + 8);
    const span = spans[Number(api.value(3))];
    const bar = (x: number, end: number, style: Record<string, unknown>) =>
      ({
        type: 'rect',
        shape: { x, y: middle - 12, width: Math.max(0, end - x), height: 24 },
        style,
      }) as const;
    const text = span ? `${whole(span.rows)} 行，${whole(span.positives)} 户目标家庭` : '';
    const dates = span ? (span.from === span.to ? span.from : `${span.from} – ${span.to}`) : '';
    return {
      type: 'group',
      children: [
        bar(solidEnd, until, { fill: '#eef3f8', stroke: CHAMPION, lineWidth: 1.2, lineDash: [4, 3] }),
        bar(from, solidEnd, { fill: CHAMPION }),
        {
          type: 'text',
          style: {
            text: `${text}\n${dates}`,
            x: until + 10,
            y: middle - 16,
            fill: INK,
            fontSize: 12,
            lineHeight: 17,
          },
        },
      ],
    };
  };
}
