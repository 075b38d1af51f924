import type { CustomSeriesRenderItem } from 'echarts';
import { whole } from '../../../src/io/page/text.ts';
import { ALERT, BARS, CHAMPION, drawSvg, INK } from '../../../src/io/page/draw.ts';
import type { SplitSpans, TimelineSpan } from '../types.ts';
import { timeRows } from './time-rows.ts';

const ROW = 46;

/** The temporal cross-validation: one row a split, what it learnt from, was calibrated on and was tested on. */
export function splitsChart(splits: readonly SplitSpans[]): string {
  const spans = splits.flatMap(({ train, calibrate, test }) => [train, calibrate, test]);
  const start = Math.min(...spans.map(({ from }) => Date.parse(from)));
  const end = Math.max(...spans.map(({ to }) => Date.parse(to)));
  return drawSvg({
    id: 'splits',
    width: 1000,
    height: 64 + ROW * splits.length,
    label: '时间切分：各轮的训练、校准、检验 temporal splits',
    option: {
      ...timeRows(
        { start, end },
        splits.map((_, i) => String(i + 1)),
      ),
      grid: { left: 60, right: 250, top: 8, bottom: 40 },
      series: [
        {
          type: 'custom',
          renderItem: splitBars(splits),
          data: splits.map((split, i) => [
            ...[split.train.from, split.test.to].map((day) => Date.parse(day)),
            i,
          ]),
          encode: { x: [0, 1], y: 2 },
        },
      ],
    },
  });
}

function splitBars(splits: readonly SplitSpans[]): CustomSeriesRenderItem {
  return (_, api) => {
    const place = Number(api.value(2));
    const split = splits[place]!;
    const at = (day: string): number => api.coord([Date.parse(day), place])[0] ?? 0;
    const [, middle = 0] = api.coord([api.value(0), place]);
    const bar = ({ from, to }: TimelineSpan, fill: string) =>
      ({
        type: 'rect',
        shape: { x: at(from) - 3, y: middle - 10, width: Math.max(8, at(to) - at(from) + 6), height: 20 },
        style: { fill },
      }) as const;
    const known = [split.train, split.calibrate]
      .map(({ labels_until: until }) => until)
      .sort()
      .at(-1)!;
    const { train, calibrate, test } = split;
    return {
      type: 'group',
      children: [
        {
          type: 'line',
          shape: { x1: at(train.from), y1: middle + 15, x2: at(known), y2: middle + 15 },
          style: { stroke: CHAMPION, lineWidth: 1.2, lineDash: [4, 3] },
        },
        bar(train, CHAMPION),
        bar(calibrate, BARS),
        bar(test, ALERT),
        {
          type: 'text',
          style: {
            text: `学 ${whole(train.rows)}（${whole(train.positives)}）· 准 ${whole(calibrate.rows)}\n验 ${whole(test.rows)} 户次，${whole(test.positives)} 发生`,
            x: at(test.to) + 12,
            y: middle - 15,
            fill: INK,
            fontSize: 12,
            lineHeight: 16,
          },
        },
      ],
    };
  };
}
