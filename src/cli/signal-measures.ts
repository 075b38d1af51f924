/**
 * Each signal alone against the hidden truth of a generated county: what it finds, what it misses, how early.
 */
import {
  measureLabel,
  readTruth,
  refuseOtherCounty,
  truthLabels,
  type JudgedRows,
  type LabelMeasures,
  type SignalMeasures,
  type TruthSource,
} from '../../eval/index.ts';
import { buildCounty } from '../../features/county/build.ts';
import { loadSignals } from '../../features/signals/config.ts';
import { fireSignals, levelsByCode } from '../../features/signals/evaluate.ts';
import type { IsoDate } from '../core/dates.ts';
import type { Progress } from '../core/progress.ts';
import { seededRng } from '../core/rng.ts';
import type { DuckDb } from '../io/duckdb.ts';
import { atRiskRows } from '../scoring/county-cohort.ts';

/** What to measure. */
export interface MeasureRequest {
  readonly db: DuckDb;
  readonly asOf: readonly IsoDate[];
  readonly truth: TruthSource;
  /** Months within which a fall counts. */
  readonly horizonMonths: number;
  /** Bootstrap draws of whole households behind each interval. */
  readonly draws: number;
  readonly preset?: string;
  readonly optIn?: readonly string[];
  readonly region?: string;
  readonly progress: Progress;
}

/**
 * Measures the signals of households at risk on each date, each date by itself.
 *
 * @throws JZ_TRUTH_MISMATCH, JZ_FILE_NOT_FOUND, JZ_SIGNALS_INVALID, JZ_FEATURES_NO_HOUSEHOLDS
 */
export async function measureSignals(request: MeasureRequest): Promise<LabelMeasures[]> {
  const dates = [...request.asOf].sort();
  const [first] = dates;
  if (first === undefined) return [];
  const truth = await readTruth(request.truth, first);
  const rows = await judgedRows(request, dates);
  const labels = truthLabels(truth, rows, request.horizonMonths);
  const needs = labels.at(-1);
  if (needs) refuseOtherCounty(request.truth.folder, needs);
  const options = { shares: [], draws: request.draws, rng: seededRng('signals') };
  return labels.flatMap((label) => measureLabel(rows, label, options) ?? []);
}

async function judgedRows(request: MeasureRequest, dates: readonly IsoDate[]): Promise<JudgedRows> {
  const { db, optIn = [], preset, region } = request;
  const households: string[] = [];
  const asOf: IsoDate[] = [];
  const levels = new Map<string, { title: { zh: string; en: string }; level: number[] }>();
  for await (const day of buildCounty({ db, asOf: dates, ...(region === undefined ? {} : { region }) })) {
    const catalogue = await loadSignals({ asOf: day.asOf, ...(preset === undefined ? {} : { preset }) });
    const reached = levelsByCode(fireSignals(catalogue, day.matrix, { optIn }), day.households.length);
    const titles = new Map(catalogue.items.map(({ code, title }) => [code, title]));
    const atRisk = await atRiskRows(db, day);
    for (const [code, own] of reached) {
      const column = levels.get(code) ?? { title: titles.get(code) ?? catalogue.composite.title, level: [] };
      levels.set(code, column);
      for (const row of atRisk) column.level.push(own[row] ?? 0);
    }
    for (const row of atRisk) {
      households.push(day.households[row] ?? '');
      asOf.push(day.asOf);
    }
    request.progress('信号 / signals', dates.indexOf(day.asOf) + 1, dates.length);
  }
  const signals = [...levels].map(([code, { title, level }]) => ({
    code,
    title,
    level: Uint8Array.from(level),
  }));
  return { households, asOf, candidates: [], signals };
}

/** One table a label: a line a signal that fired. */
export function signalMeasuresText(labels: readonly LabelMeasures[]): string {
  return labels.map(labelText).join('\n\n');
}

function labelText({ title, rows, positives, base_rate: rate, signals }: LabelMeasures): string {
  const head = [
    '户次 fired',
    '精确率 precision',
    '召回率 recall',
    '提前天数 lead',
    '未预警 never',
    '信号 signal',
  ];
  const lines = signals.filter(({ fired }) => fired > 0).map(cells);
  const table = [head, ...lines].map((row) => row.join('\t')).join('\n');
  return `${title.zh} / ${title.en}: ${rows} (${positives}, ${percent(rate)})\n${table}`;
}

function cells({ code, title, level, fired, precision, recall, lead }: SignalMeasures): string[] {
  const within = (one: typeof precision): string => {
    if (one === null) return '-';
    const range = one.low === null || one.high === null ? '' : ` (${percent(one.low)}–${percent(one.high)})`;
    return `${percent(one.value)}${range}`;
  };
  const days = lead.median === null ? '-' : lead.median.toFixed(0);
  const name = `${code} ${level === 'any' ? '' : '橙红 orange+ '}${title.zh} ${title.en}`;
  return [String(fired), within(precision), within(recall), days, percent(lead.never), name];
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)}%`;
}
