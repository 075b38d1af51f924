/**
 * How a model does on dates long after it was made, beside the models made freshly for those dates.
 */
import { averagePrecision, topShare, UNKNOWN, type AgePoint, type AgeingStudy } from '../../../eval/index.ts';
import { daysBetween } from '../../../src/core/dates.ts';
import { takeValues } from '../../../src/core/matrix.ts';
import type { Progress } from '../../../src/core/progress.ts';
import { knownRows, type DaySource } from '../days.ts';
import { blended, scoredDays } from '../scored-days.ts';
import { labelTitle } from '../test-rows.ts';
import type { TrainedCounty } from '../train.ts';

interface Reached {
  readonly months: number;
  readonly cases: number;
  readonly recall: number;
  readonly average_precision: number;
}

const DAYS_A_MONTH = 30.4;

/** Null when there is one split, and so no older model. */
export async function ageingStudy(
  source: DaySource,
  { splits, selection }: TrainedCounty,
  progress: Progress,
): Promise<AgeingStudy | null> {
  if (splits.length < 2) return null;
  const { config } = source;
  const stacks = splits.map(({ record }, t) => {
    return record.groups.find(({ id }) => id === selection.taken[t])!.stack;
  });
  const dates = splits.flatMap(({ split }, t) => split.test.map((asOf) => ({ asOf, fresh: t })));
  const reached: { old: Reached; fresh: Reached }[] = [];
  let done = 0;
  const models = stacks.flatMap(({ members }) => members.map(({ model }) => model));
  const days = scoredDays(source, { dates: dates.map(({ asOf }) => asOf), models });
  for await (const { day, logOddsOf } of days) {
    const { fresh: newest } = dates[done]!;
    const { rows, labels } = knownRows(day, config, () => true);
    const y = Uint8Array.from(rows, (row) => labels.y[row]!);
    const cases = y.filter((one) => one !== UNKNOWN && one === 1).length;
    const byModel = stacks.slice(0, newest + 1).map((stack, t): Reached => {
      const p = takeValues(blended(stack, day.households.length, logOddsOf), rows);
      const from = splits[t]!.split.test[0]!;
      const months = Math.round(daysBetween(from, day.asOf) / DAYS_A_MONTH);
      const { recall } = topShare(y, p, config.capacity);
      return { months, cases, recall, average_precision: averagePrecision(y, p) };
    });
    if (cases > 0) for (const old of byModel) reached.push({ old, fresh: byModel[newest]! });
    progress('老化 / ageing', ++done, dates.length);
  }
  const title = labelTitle(config.label.kind);
  return { share: config.capacity, label: title, points: pointsOf(reached) };
}

function pointsOf(reached: readonly { readonly old: Reached; readonly fresh: Reached }[]): AgePoint[] {
  const ages = [...new Set(reached.map(({ old }) => old.months))].sort((a, b) => a - b);
  return ages.map((months) => {
    const own = reached.filter(({ old }) => old.months === months);
    const cases = own.reduce((sum, { old }) => sum + old.cases, 0);
    const mean = (of: (one: (typeof own)[number]) => number): number =>
      own.reduce((sum, one) => sum + of(one) * one.old.cases, 0) / cases;
    return {
      ...{ months, cases, dates: own.length },
      recall: mean(({ old }) => old.recall),
      fresh_recall: mean(({ fresh }) => fresh.recall),
      average_precision: mean(({ old }) => old.average_precision),
      fresh_average_precision: mean(({ fresh }) => fresh.average_precision),
    };
  });
}
