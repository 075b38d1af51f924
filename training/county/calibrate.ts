/**
 * The later dates: every model's log-odds become probabilities there.
 */
import { chooseCalibrator, type CalibratorChoice } from '../../models/calibration/calibrator.ts';
import { missingShares } from '../../models/calibration/interval-groups.ts';
import { JzError } from '../../src/core/errors/index.ts';
import { countPositives, takeRows } from '../../src/core/matrix.ts';
import type { Progress } from '../../src/core/progress.ts';
import type { PartFacts } from './collect.ts';
import { cohortDays, knownRows, modelRows, type DaySource } from './days.ts';
import type { Rival } from './rivals.ts';
import { isHeldOut, type Split } from './splits.ts';

/** The calibration part. */
export interface CalibrationPart {
  /** One a rival; rules have none: their order is all they say. */
  readonly choices: readonly (CalibratorChoice | null)[];
  /** Log-odds of each model among the rivals on each row, `[models][n]`. */
  readonly logOdds: readonly Float64Array[];
  /** Labels, `[n]`. */
  readonly y: Uint8Array;
  /** Share of the models' features that each row lacks, `[n]`. */
  readonly missing: Float64Array;
  readonly facts: PartFacts;
}

/**
 * Calibrates every model among the rivals on a split's later dates.
 *
 * @throws JZ_LABEL_ONE_CLASS
 */
export async function calibrateRivals(
  source: DaySource,
  { calibrate: dates, keepsHouseholdsApart }: Split,
  { rivals, columns }: { readonly rivals: readonly Rival[]; readonly columns: readonly string[] },
  progress: Progress,
): Promise<CalibrationPart> {
  const { config } = source;
  const belongs = (id: string): boolean => !keepsHouseholdsApart || isHeldOut(config.seed, id);
  const models = rivals.filter(({ isModel }) => isModel);
  const scores = models.map((): number[] => []);
  const labels: number[] = [];
  const missing: number[] = [];
  const numbers = new Map<string, number>();
  const groups: number[] = [];
  let censored = 0;
  let done = 0;
  for await (const day of cohortDays(source, dates)) {
    const { rows, unknown, labels: own } = knownRows(day, config, belongs);
    censored += unknown.length;
    const households = Array.from(rows, (row) => day.households[row]!);
    const X = modelRows(day, columns, rows);
    const seen = { asOf: day.asOf, X, all: takeRows(day.X, rows), households, signals: new Map() };
    for (const [m, { score }] of models.entries()) for (const value of score(seen)) scores[m]!.push(value);
    for (const row of rows) labels.push(own.y[row]!);
    for (const one of missingShares(X)) missing.push(one);
    for (const id of households) groups.push(numberIn(numbers, id));
    progress('校准 / calibrating', ++done, dates.length);
  }
  const y = Uint8Array.from(labels);
  const positives = countPositives(y);
  if (positives === 0 || positives === y.length)
    throw new JzError('JZ_LABEL_ONE_CLASS', { value: y[0] ?? 0 });
  const logOdds = scores.map((values) => Float64Array.from(values));
  const choices = logOdds.map((values) => chooseCalibrator(values, y, groups));
  return {
    choices: rivals.map((rival) => choices[models.indexOf(rival)] ?? null),
    logOdds,
    y,
    missing: Float64Array.from(missing),
    facts: { asOf: dates, rows: y.length, positives, censored },
  };
}

/** The number of a household; a new one has the next. */
export function numberIn(numbers: Map<string, number>, id: string): number {
  const number = numbers.get(id) ?? numbers.size;
  numbers.set(id, number);
  return number;
}
