/**
 * Calibration of the further horizons that a hazard answers beside the one asked for.
 */
import { hazardLogOddsByHorizon } from '../../models/boosting/hazard-model.ts';
import type { HazardAt } from '../../models/boosting/hazard.ts';
import { chooseCalibrator, type Calibrator } from '../../models/calibration/calibrator.ts';
import type { Stack } from '../../models/stack/model.ts';
import type { IsoDate } from '../../src/core/dates.ts';
import { countPositives } from '../../src/core/matrix.ts';
import { hazardIn, type HorizonCalibrator } from '../../src/scoring/horizons.ts';
import { numberIn } from './calibrate.ts';
import type { CountyConfig } from './config.ts';
import { cohortDays, knownRows, labelsOn, modelRows, type DaySource } from './days.ts';
import { isKnownBy } from './histories.ts';
import { isHeldOut, type Split } from './splits.ts';

/**
 * Calibrators of the horizons that a stack answers beside the one asked for: nothing when it is not one hazard alone. A
 * horizon whose outcomes are not known of any calibration date by the first test date, or are all alike, has none.
 */
export async function calibrateHorizons(
  source: DaySource,
  split: Split,
  stack: Stack,
): Promise<{ readonly horizons?: readonly HorizonCalibrator[] }> {
  const model = hazardIn(stack);
  if (!model) return {};
  const horizons: HorizonCalibrator[] = [];
  for (const [k, months] of model.horizons.entries()) {
    const calibrator = k === model.asked ? null : await calibratorOf(source, split, model, k);
    if (calibrator) horizons.push({ months, calibrator });
  }
  return { horizons };
}

/**
 * The latest dates, as many as calibrate, whose outcomes so many months ahead are known by the first test date. Where
 * households are kept apart, those that no model learns from may be looked at on the training dates too.
 */
export function horizonDates(config: CountyConfig, split: Split, months: number): IsoDate[] {
  const { train, calibrate, test, keepsHouseholdsApart } = split;
  const dates = keepsHouseholdsApart ? [...train, ...calibrate] : calibrate;
  return dates.filter((asOf) => isKnownBy(config, asOf, months, test[0]!)).slice(-calibrate.length);
}

async function calibratorOf(
  source: DaySource,
  split: Split,
  model: HazardAt,
  horizon: number,
): Promise<Calibrator | null> {
  const { config } = source;
  const months = model.horizons[horizon]!;
  const belongs = (id: string): boolean => !split.keepsHouseholdsApart || isHeldOut(config.seed, id);
  const numbers = new Map<string, number>();
  const [logOdds, labels, groups]: [number[], number[], number[]] = [[], [], []];
  for await (const day of cohortDays(source, horizonDates(config, split, months))) {
    const asked = { ...day, ...(await labelsOn(source, day, months)) };
    const { rows, labels: own } = knownRows(asked, config, belongs);
    for (const value of hazardLogOddsByHorizon(model, modelRows(day, model.features, rows))[horizon]!)
      logOdds.push(value);
    for (const row of rows) {
      labels.push(own.y[row]!);
      groups.push(numberIn(numbers, day.households[row]!));
    }
  }
  const y = Uint8Array.from(labels);
  const positives = countPositives(y);
  if (positives === 0 || positives === y.length) return null;
  return chooseCalibrator(Float64Array.from(logOdds), y, groups).calibrator;
}
