import type { EChartsCoreOption } from 'echarts/core';
import type { BudgetCurve } from '../../api/types-analysis.ts';
import { formatMoney } from '../format/numbers.ts';
import type { MarkedCliff } from '../pages/what-if/budget/marked-cliffs.ts';

const ink = '#18212c';
const grey = '#5a6571';
const baseline = '#5a6571';
const scenario = '#1d4f91';
const rule = '#e3e7ec';

/** Words of the picture. */
export interface BudgetWords {
  readonly wageAxis: string;
  readonly netAxis: string;
  readonly legendBefore: string;
  readonly legendAfter: string;
}

/** What is drawn. */
export interface BudgetPicture {
  readonly before: BudgetCurve;
  /** `null` when the law does not change for this household. */
  readonly after: BudgetCurve | null;
  readonly cliffs: readonly MarkedCliff[];
}

/**
 * Draws a household's month against one wage: the law as it is dashed, the scenario solid, a mark at each cliff.
 *
 * @param font  family and size in pixels of the labels
 */
export function budgetOption(
  { before, after, cliffs }: BudgetPicture,
  words: BudgetWords,
  { family: fontFamily, size: fontSize }: { readonly family: string; readonly size: number },
): EChartsCoreOption {
  const of = (law: MarkedCliff['law']) => cliffs.filter((one) => one.law === law);
  return {
    animation: false,
    textStyle: { fontFamily, fontSize, color: ink },
    grid: { left: fontSize * 4.8, right: fontSize * 1.5, top: fontSize * 2.6, bottom: fontSize * 4 },
    tooltip: {
      trigger: 'axis',
      confine: true,
      transitionDuration: 0,
      textStyle: { fontSize, color: ink },
      valueFormatter: moneyWords,
      axisPointer: { label: { formatter: ({ value }: { value: unknown }) => moneyWords(value) } },
    },
    xAxis: { ...axis(words.wageAxis, fontSize), nameLocation: 'middle', nameGap: fontSize * 2.4 },
    yAxis: { ...axis(words.netAxis, fontSize), nameTextStyle: { align: 'left', color: grey, fontSize } },
    series: [
      line(words.legendBefore, before, { color: baseline, type: 'dashed' }),
      ...(after === null ? [] : [line(words.legendAfter, after, { color: scenario, type: 'solid' })]),
      marks(before, of('before'), { fontSize, below: true, fill: '#fff', text: ink, border: baseline }),
      depths(before, of('before'), { fontSize, color: ink, position: 'bottom' }),
      ...(after === null
        ? []
        : [
            marks(after, of('after'), {
              ...{ fontSize, below: false, fill: scenario, text: '#fff', border: scenario },
            }),
            depths(after, of('after'), { fontSize, color: scenario, position: 'top' }),
          ]),
    ],
  };
}

function axis(name: string, fontSize: number) {
  return {
    type: 'value',
    name,
    nameTextStyle: { color: grey, fontSize },
    axisLabel: { fontSize, color: grey, hideOverlap: true, formatter: (fen: number) => formatMoney(fen) },
    axisLine: { show: true, lineStyle: { color: '#8b96a3' } },
    splitLine: { lineStyle: { color: rule } },
  };
}

interface LineLook {
  readonly color: string;
  readonly type: 'solid' | 'dashed';
}

function line(name: string, curve: BudgetCurve, { color, type }: LineLook) {
  return {
    type: 'line',
    name,
    data: curve.wage_fen_month.map((wage, i) => [wage, curve.net_fen_month[i] ?? null]),
    symbol: 'none',
    lineStyle: { color, type, width: 2 },
    itemStyle: { color },
  };
}

interface MarkLook {
  readonly fontSize: number;
  /** Below the curve; else above. Both laws may drop at the same wage. */
  readonly below: boolean;
  readonly fill: string;
  readonly text: string;
  readonly border: string;
}

/** Signs at the brink of each cliff; a line without a stroke. */
function marks(curve: BudgetCurve, cliffs: readonly MarkedCliff[], look: MarkLook) {
  return {
    type: 'line',
    data: cliffs.map(({ wage_fen_month: wage, mark }) => ({
      name: mark,
      value: [wage, netAt(curve, wage)],
    })),
    symbol: 'circle',
    symbolSize: look.fontSize * 1.6,
    symbolOffset: [0, look.fontSize * (look.below ? 1.2 : -1.2)],
    lineStyle: { opacity: 0 },
    itemStyle: { color: look.fill, borderColor: look.border, borderWidth: 2 },
    label: {
      show: true,
      position: 'inside',
      formatter: '{b}',
      color: look.text,
      fontWeight: 'bold',
      fontSize: look.fontSize,
    },
    tooltip: { show: false },
    silent: true,
    z: 5,
  };
}

interface DepthLook {
  readonly fontSize: number;
  readonly color: string;
  readonly position: 'top' | 'bottom';
}

/** How deep each cliff is, beside its mark; points too small to be seen carry the words. */
function depths(
  curve: BudgetCurve,
  cliffs: readonly MarkedCliff[],
  { fontSize, color, position }: DepthLook,
) {
  return {
    type: 'line',
    data: cliffs.map(({ wage_fen_month: wage, depth_fen_month: depth }) => ({
      name: `−${formatMoney(depth)}`,
      value: [wage, netAt(curve, wage)],
    })),
    symbol: 'circle',
    symbolSize: 0.1,
    lineStyle: { opacity: 0 },
    label: { show: true, position, distance: fontSize * 2.1, formatter: '{b}', color, fontSize },
    labelLayout: { hideOverlap: true },
    tooltip: { show: false },
    silent: true,
    z: 6,
  };
}

function netAt({ wage_fen_month: wages, net_fen_month: net }: BudgetCurve, wage: number): number | null {
  return net[wages.indexOf(wage)] ?? null;
}

function moneyWords(value: unknown): string {
  return typeof value === 'number' ? formatMoney(value) : '–';
}
