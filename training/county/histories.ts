/**
 * How long the households of a date were watched and whether the event ended it, from the labels of every horizon that
 * is known by a day: who moved away, died or is not recorded yet counts for the months seen.
 */
import type { Histories } from '../../models/boosting/periods.ts';
import { UNKNOWN } from '../../eval/index.ts';
import type { IsoDate } from '../../src/core/dates.ts';
import type { CountyConfig } from './config.ts';
import { labelsOn, type DaySource, type FeatureDay } from './days.ts';
import type { ModelGrid } from './model-grid.ts';
import { labelWindow, type Split } from './splits.ts';

/** How far ahead is looked, and the day on which what is learnt must be known. */
export interface HistoryWindow {
  /** Months, rising. */
  readonly horizons: readonly number[];
  readonly knownBy: IsoDate;
}

/** What the hazards of a grid learn from in a split; null when it has none. */
export function historyWindow({ candidates }: ModelGrid, split: Split): HistoryWindow | null {
  const months = candidates.flatMap(({ family, options }) => (family === 'hazard' ? options.horizons : []));
  if (months.length === 0) return null;
  const horizons = [...new Set(months)].sort((a, b) => a - b);
  const [next] = split.keepsHouseholdsApart ? split.test : split.calibrate;
  return { horizons, knownBy: next! };
}

/** Whether all outcomes of a date so many months ahead are recorded by a day. */
export function isKnownBy(config: CountyConfig, asOf: IsoDate, months: number, day: IsoDate): boolean {
  const { label } = config;
  return labelWindow({ label: { ...label, horizon_months: months } }, asOf).knownOn <= day;
}

/** Histories of the households of a date, `[households]`; 0 months where nothing is known. */
export async function historiesOn(
  source: DaySource,
  day: Pick<FeatureDay, 'asOf' | 'households'>,
  { horizons, knownBy }: HistoryWindow,
): Promise<Histories> {
  const { config } = source;
  const known = horizons.filter((months) => isKnownBy(config, day.asOf, months, knownBy));
  const outcomes: Uint8Array[] = [];
  for (const months of known) {
    const { takeUp, need } = await labelsOn(source, day, months);
    outcomes.push(config.label.kind === 'take_up' ? takeUp.y : need.y);
  }
  return historiesOf(day.households.length, known, outcomes);
}

/**
 * Histories told by what came by each horizon. The event came in the first period by whose end it had come; a household
 * of which that is not known was watched until the last horizon at which it had not come.
 *
 * @param outcomes 0, 1 or unknown, `[horizons][n]`
 */
export function historiesOf(
  n: number,
  horizons: readonly number[],
  outcomes: readonly Uint8Array[],
): Histories {
  const months = new Float64Array(n);
  const happened = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const came = outcomes.findIndex((y) => y[i] === 1);
    const last = came < 0 ? outcomes.findLastIndex((y) => y[i] !== UNKNOWN) : came;
    if (came >= 0) happened[i] = 1;
    months[i] = horizons[last] ?? 0;
  }
  return { months, happened };
}
