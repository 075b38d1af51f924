/**
 * Temporal cross-validation: which as-of dates a model learns from, is calibrated on and is tested on; and the refusal
 * of splits in which the past would learn from the future.
 *
 * @see Timechop, the time splits of dssg/triage (Ackermann et al., 2018)
 */
import { addMonths, type IsoDate } from '../../src/core/dates.ts';
import { JzError } from '../../src/core/errors/index.ts';
import { fnv1a } from '../../src/core/hash.ts';
import { monthEnds, type TemporalConfig } from './config-values.ts';

/** One model's life: dates ascend, and every outcome is known before the first test date. */
export interface Split {
  readonly train: readonly IsoDate[];
  readonly calibrate: readonly IsoDate[];
  readonly test: readonly IsoDate[];
  /** Whether a fifth of the households calibrates and trains no model; else the gap between the dates does it. */
  readonly keepsHouseholdsApart: boolean;
}

/** The part of a config that says how far labels look. */
interface Labelled {
  readonly label: { readonly horizon_months: number; readonly known_after_months: number };
}

/** The part of a config that says when. */
interface Timed extends Labelled {
  readonly as_of?: Readonly<Record<'train' | 'calibrate' | 'test', readonly IsoDate[]>> | undefined;
  readonly temporal?: TemporalConfig | undefined;
}

/** The last day of a date's outcomes, and the day on which they are all known. */
export function labelWindow(
  { label }: Labelled,
  asOf: IsoDate,
): { readonly end: IsoDate; readonly knownOn: IsoDate } {
  const end = addMonths(asOf, label.horizon_months);
  return { end, knownOn: addMonths(end, label.known_after_months) };
}

/**
 * The splits of a config, oldest first.
 *
 * @throws JZ_SPLIT_NONE when the dates leave no room for one
 */
export function splitsOf(file: string, config: Timed): Split[] {
  if (config.as_of) return [{ ...config.as_of, keepsHouseholdsApart: false }];
  const { temporal } = config;
  if (!temporal) return [];
  const gap = gapOf(config);
  const splits: Split[] = [];
  for (let back = 1; splits.length < temporal.splits_at_most; back++) {
    const from = addMonths(temporal.last_test, 1 - back * temporal.update_every_months);
    const split = splitAt(temporal, gap, from);
    if (!split) break;
    splits.unshift(split);
  }
  if (splits.length === 0) throw noRoom(file, config, temporal);
  return splits;
}

/** Whether a household calibrates where households are kept apart. */
export function isHeldOut(seed: string, household: string): boolean {
  return fnv1a(`${seed}/calibrate/${household}`) % 5 === 0;
}

/**
 * Every outcome a model learns from is known before its next part begins.
 *
 * @throws JZ_SPLIT_LEAKS naming the dates
 */
export function refuseLeaks(file: string, config: Timed, splits: readonly Split[]): void {
  for (const { train, calibrate, test, keepsHouseholdsApart } of splits) {
    const pairs = [
      ['train', train, keepsHouseholdsApart ? 'test' : 'calibrate', keepsHouseholdsApart ? test : calibrate],
      ['calibrate', calibrate, 'test', test],
    ] as const;
    for (const [part, days, next, later] of pairs) {
      const asOf = days.at(-1)!;
      const from = later[0]!;
      const { knownOn } = labelWindow(config, asOf);
      if (knownOn <= from) continue;
      throw new JzError('JZ_SPLIT_LEAKS', { file, part, asOf, knownOn, next, from, gap: gapOf(config) });
    }
  }
}

function splitAt(temporal: TemporalConfig, gap: number, from: IsoDate): Split | null {
  const { first_as_of: first, calibrate_months: calibrating } = temporal;
  const keepsHouseholdsApart = temporal.calibrate_on === 'other_households';
  const calibrateTo = addMonths(from, -gap);
  const calibrateFrom = addMonths(calibrateTo, 1 - calibrating);
  const train: IsoDate[] = [];
  const newest = addMonths(calibrateFrom, keepsHouseholdsApart ? -1 : -gap);
  for (let back = 0; back < temporal.train_history_months; back += temporal.train_every_months) {
    const day = addMonths(newest, -back);
    if (day >= first) train.unshift(day);
  }
  if (train.length === 0) return null;
  const to = addMonths(from, temporal.update_every_months - 1);
  return {
    train,
    calibrate: monthEnds(calibrateFrom, calibrateTo, 1),
    test: monthEnds(from, to, temporal.test_every_months),
    keepsHouseholdsApart,
  };
}

function gapOf({ label }: Labelled): number {
  return label.horizon_months + label.known_after_months;
}

function noRoom(file: string, config: Timed, temporal: TemporalConfig): JzError {
  const gap = gapOf(config);
  const before = temporal.calibrate_on === 'other_households' ? 1 : gap;
  const months = before + temporal.calibrate_months - 1 + gap + temporal.update_every_months - 1;
  return new JzError('JZ_SPLIT_NONE', {
    file,
    horizon: config.label.horizon_months,
    first: temporal.first_as_of,
    last: temporal.last_test,
    needed: addMonths(temporal.first_as_of, months),
  });
}
