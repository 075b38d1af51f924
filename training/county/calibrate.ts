/**
 * The later dates: every model's log-odds become probabilities there.
 */
import { chooseCalibrator, type CalibratorChoice } from '../../models/calibration/calibrator.ts';
import { JzError } from '../../src/core/errors/index.ts';
import { countPositives, takeRows } from '../../src/core/matrix.ts';
import type { Progress } from '../../src/core/progress.ts';
import type { PartFacts } from './collect.ts';
import { cohortDays, knownRows, modelRows, type DaySource } from './days.ts';
import type { Rival } from './rivals.ts';

/** A ranking with its calibrator; rules have none: their order is all they say. */
export interface CalibratedRival {
  readonly rival: Rival;
  readonly choice: CalibratorChoice | null;
}

/** The calibration part. */
export interface CalibrationPart {
  readonly calibrated: readonly CalibratedRival[];
  /** Log-odds of the first rival, and labels, `[n]`. */
  readonly logOdds: Float64Array;
  readonly y: Uint8Array;
  readonly facts: PartFacts;
}

/**
 * Calibrates every model among the rivals; the first must be one.
 *
 * @throws JZ_LABEL_ONE_CLASS
 */
export async function calibrateRivals(
  source: DaySource,
  rivals: readonly Rival[],
  columns: readonly string[],
  progress: Progress,
): Promise<CalibrationPart> {
  const { config } = source;
  const dates = config.as_of.calibrate;
  const models = rivals.filter(({ isModel }) => isModel);
  const scores = models.map((): number[] => []);
  const labels: number[] = [];
  const numbers = new Map<string, number>();
  const groups: number[] = [];
  let censored = 0;
  let done = 0;
  for await (const day of cohortDays(source, dates)) {
    const { rows, labels: own } = knownRows(day, config);
    censored += day.households.length - rows.length;
    const households = Array.from(rows, (row) => day.households[row]!);
    const seen = { X: modelRows(day, columns, rows), all: takeRows(day.X, rows), households };
    for (const [m, { score }] of models.entries())
      for (const value of score({ ...seen, signals: new Map() })) scores[m]!.push(value);
    for (const row of rows) labels.push(own.y[row]!);
    for (const id of households) groups.push(numberOf(numbers, id));
    progress('校准 / calibrating', ++done, dates.length);
  }
  const y = Uint8Array.from(labels);
  const positives = countPositives(y);
  if (positives === 0 || positives === y.length)
    throw new JzError('JZ_LABEL_ONE_CLASS', { value: y[0] ?? 0 });
  const choices = models.map((_, m) => chooseCalibrator(Float64Array.from(scores[m]!), y, groups));
  return {
    calibrated: rivals.map((rival) => ({ rival, choice: choices[models.indexOf(rival)] ?? null })),
    logOdds: Float64Array.from(scores[0] ?? []),
    y,
    facts: { asOf: dates, rows: y.length, positives, censored },
  };
}

function numberOf(numbers: Map<string, number>, id: string): number {
  const number = numbers.get(id) ?? numbers.size;
  numbers.set(id, number);
  return number;
}
