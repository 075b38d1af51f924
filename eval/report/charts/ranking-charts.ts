import { gainCurveOfRanked } from '../../metrics/curves/gain-curve.ts';
import { precisionRecallCurveOfRanked } from '../../metrics/curves/precision-recall-curve.ts';
import { rocCurveOfRanked } from '../../metrics/curves/roc-curve.ts';
import { percent } from '../../../src/io/page/text.ts';
import type { ReportMeasures } from '../types.ts';
import { lineSeries, thinned, type CandidateLine } from './candidate-lines.ts';
import { drawSvg, INK, RULE, shareAxis, SOFT, type Picture } from '../../../src/io/page/draw.ts';

const SIZE = { width: 560, height: 460 };
const GRID = { left: 66, right: 34, top: 76, bottom: 58 }; // above: a legend of three lines
const LEGEND = {
  top: 0,
  left: 'center',
  itemWidth: 34,
  itemHeight: 9,
  textStyle: { color: INK, fontSize: 12 },
};
const RANDOM_NAME = '随机 random';

/** True against false positive rate. */
export function rocChart(lines: readonly CandidateLine[]): string {
  const series = lines.map((line) => {
    const { falsePositiveRate, truePositiveRate } = rocCurveOfRanked(line.ranked);
    return lineSeries(line, thinned(falsePositiveRate, truePositiveRate));
  });
  return chart('roc', 'ROC 曲线 ROC curve', {
    xAxis: { ...shareAxis('非目标家庭被列入名单的比例  false positive rate'), nameGap: 34 },
    yAxis: { ...shareAxis('目标家庭被列入名单的比例  true positive rate'), nameGap: 46 },
    series: [
      ...series,
      randomLine([
        [0, 0],
        [1, 1],
      ]),
    ],
  });
}

/** Precision against recall. */
export function precisionRecallChart(lines: readonly CandidateLine[], measures: ReportMeasures): string {
  const series = lines.map((line) => {
    const { precision, recall } = precisionRecallCurveOfRanked(line.ranked);
    const from = recall.findIndex((value) => value >= 0.01);
    return lineSeries(line, thinned(recall.subarray(from), precision.subarray(from)));
  });
  const base = measures.base_rate;
  return chart('pr', '精确率与召回率曲线 precision-recall curve', {
    xAxis: { ...shareAxis('召回率：目标家庭中被找到的比例  recall'), nameGap: 34 },
    yAxis: { ...shareAxis('精确率：名单上确为目标家庭的比例  precision'), nameGap: 46 },
    series: [
      ...series,
      randomLine([
        [0, base],
        [1, base],
      ]),
    ],
  });
}

/** Share of the needy found against share of households visited. */
export function gainChart(lines: readonly CandidateLine[], measures: ReportMeasures): string {
  const shares = Array.from({ length: 101 }, (_, i) => i / 100);
  const series = lines.map((line) =>
    lineSeries(
      line,
      gainCurveOfRanked(line.ranked, shares).map(({ share, gain }) => [share, gain] as const),
    ),
  );
  return chart('gain', '走访比例与找到比例 cumulative gain', {
    xAxis: { ...shareAxis('走访比例  share of households visited'), nameGap: 34 },
    yAxis: { ...shareAxis('目标家庭被找到的比例  share of targets found'), nameGap: 46 },
    series: [
      ...series,
      {
        ...randomLine([
          [0, 0],
          [1, 1],
        ]),
        markLine: capacityMark(measures.capacity),
      },
    ],
  });
}

/** How many times better than random visits, against share visited. */
export function liftChart(lines: readonly CandidateLine[], measures: ReportMeasures): string {
  const shares = Array.from({ length: 100 }, (_, i) => (i + 1) / 100);
  const curves = lines.map((line) => gainCurveOfRanked(line.ranked, shares));
  const top = Math.ceil(Math.max(...curves.flat().map(({ lift }) => lift)));
  const series = lines.map((line, i) =>
    lineSeries(
      line,
      (curves[i] ?? []).map(({ share, lift }) => [share, Math.round(lift * 1e4) / 1e4] as const),
    ),
  );
  return chart('lift', '提升倍数 lift', {
    xAxis: { ...shareAxis('走访比例  share of households visited'), nameGap: 34 },
    yAxis: {
      ...shareAxis('提升：是随机走访的几倍  lift, times random', Math.max(2, top)),
      nameGap: 40,
      axisLabel: { color: SOFT, formatter: (value: number) => `${value}×` },
    },
    series: [
      ...series,
      {
        ...randomLine([
          [0, 1],
          [1, 1],
        ]),
        markLine: capacityMark(measures.capacity),
      },
    ],
  });
}

function chart(id: string, label: string, option: Picture['option']): string {
  return drawSvg({ id, label, ...SIZE, option: { grid: GRID, legend: LEGEND, ...option } });
}

function randomLine(data: readonly (readonly number[])[]): Record<string, unknown> {
  return {
    type: 'line',
    name: RANDOM_NAME,
    data,
    showSymbol: false,
    lineStyle: { color: SOFT, width: 1.2, type: [2, 4] },
    itemStyle: { color: SOFT },
  };
}

function capacityMark(capacity: number): Record<string, unknown> {
  return {
    silent: true,
    symbol: 'none',
    lineStyle: { color: INK, type: 'solid', width: 1 },
    label: {
      formatter: `走访能力 ${percent(capacity, 0)}`,
      color: INK,
      backgroundColor: '#fff',
      borderColor: RULE,
      padding: [2, 4],
      position: 'insideEndBottom',
      rotate: 0,
      align: 'left',
      offset: [5, 0],
      distance: [6, 6],
    },
    data: [{ xAxis: capacity }],
  };
}
