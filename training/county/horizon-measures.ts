/**
 * How the further horizons of one model did on its own test dates: they were calibrated apart, so they are judged apart.
 */
import { evaluateBinary } from '../../eval/index.ts';
import { sectionHtml, type Cell } from '../../src/io/page/document.ts';
import { percent, whole } from '../../src/io/page/text.ts';
import { horizonMonths, horizonProbabilities } from '../../src/scoring/horizons.ts';
import { calibratedProbabilities } from '../../src/scoring/load.ts';
import { cohortDays, knownRows, labelsOn, modelRows, type DaySource } from './days.ts';
import { isKnownBy } from './histories.ts';
import { lastRecordedDay } from './outcomes.ts';
import type { TrainedCounty } from './train.ts';

/** One horizon on the last split's test dates whose outcomes the ledger has. */
export interface FurtherHorizon {
  readonly months: number;
  readonly rows: number;
  readonly positives: number;
  /** What was said of the rows on average, and what came: 0..1. */
  readonly mean_p: number;
  readonly base_rate: number;
  readonly auc: number | null;
  readonly log_loss: number;
  readonly ece: number;
}

/** Measures every horizon of a model that answers several; none of one that answers one. */
export async function measureHorizons(
  source: DaySource,
  { splits, stack, calibrator, horizons }: TrainedCounty,
): Promise<FurtherHorizon[]> {
  const { config, db } = source;
  const model = { stack, horizons };
  const seen = horizonMonths(model).map((months) => ({ months, y: [] as number[], p: [] as number[] }));
  if (seen.length === 0) return [];
  const last = await lastRecordedDay(db);
  for await (const day of cohortDays(source, splits.at(-1)!.split.test)) {
    const X = modelRows(day, stack.features);
    const told = horizonProbabilities(model, X, calibratedProbabilities({ stack, calibrator }, X));
    for (const [h, { months, y, p }] of seen.entries()) {
      if (!isKnownBy(config, day.asOf, months, last)) continue;
      const asked = { ...day, ...(await labelsOn(source, day, months)) };
      const { rows, labels } = knownRows(asked, config, () => true);
      for (const row of rows) {
        y.push(labels.y[row]!);
        p.push(told[h]![row]!);
      }
    }
  }
  return seen.filter(({ y }) => y.length > 0).map(measured);
}

function measured({
  months,
  y,
  p,
}: {
  readonly months: number;
  readonly y: readonly number[];
  readonly p: readonly number[];
}): FurtherHorizon {
  const found = evaluateBinary(Uint8Array.from(y), Float64Array.from(p), { shares: [] });
  const { n: rows, positives, mean_p, base_rate, auc, log_loss, ece } = found;
  return { months, rows, positives, mean_p, base_rate, auc, log_loss, ece };
}

/** The measures under names of their own, beside those of the horizon asked for. */
export function horizonMetrics(measures: readonly FurtherHorizon[], asked: number): Record<string, number> {
  const named = measures
    .filter(({ months }) => months !== asked)
    .flatMap(({ months, auc, log_loss: logLoss, ece }) => [
      ...(auc === null ? [] : [[`auc_${months}m`, auc] as const]),
      [`log_loss_${months}m`, logLoss] as const,
      [`ece_${months}m`, ece] as const,
    ]);
  return Object.fromEntries(named);
}

/** The measures as a section of the report; nothing when there are none. */
export function furtherHorizonSection(measures: readonly FurtherHorizon[]): string {
  if (measures.length === 0) return '';
  const three = (value: number): string => value.toFixed(3);
  return sectionHtml({
    title: { zh: '一个模型，各个期限', en: 'One model, every horizon' },
    blocks: [
      {
        kind: 'text',
        words: {
          zh: '同一个模型对每个期限各给一个概率，期限越长概率不会越低。下面是最后一轮检验日上结果已入账的户次。',
          en: 'One model gives a probability for every horizon, never less for a longer one. Rows of the last round of tests whose outcomes are recorded.',
        },
      },
      {
        kind: 'table',
        head: [
          { zh: '月数', en: 'months' },
          { zh: '户次', en: 'rows' },
          { zh: '发生', en: 'cases' },
          { zh: '平均预测', en: 'mean said' },
          { zh: '实际比例', en: 'share that came' },
          { zh: 'AUC', en: '↑' },
          { zh: '对数损失', en: 'log loss ↓' },
          { zh: '校准误差', en: 'ECE ↓' },
        ],
        rows: measures.map((one): Cell[] => [
          String(one.months),
          whole(one.rows),
          whole(one.positives),
          percent(one.mean_p),
          percent(one.base_rate),
          one.auc === null ? '–' : three(one.auc),
          one.log_loss.toFixed(4),
          one.ece.toFixed(4),
        ]),
      },
    ],
  });
}
