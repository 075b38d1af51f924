/**
 * Today's practice against the model with the same number of visits on the same dates.
 */
import type { JudgedLabel, JudgedRows } from '../types.ts';
import { knownDates, topRows } from './known.ts';

/** Who finds whom with equal visits. */
export interface TriggerComparison {
  readonly label: JudgedLabel['title'];
  readonly dates: number;
  /** Visits of each of the two, all dates together. */
  readonly visits: number;
  /** Share of households visited. */
  readonly share: number;
  readonly cases: number;
  readonly by_model: number;
  readonly by_trigger: number;
  readonly by_both: number;
}

/**
 * Visits everybody the trigger fires on, and on each date as many of the model's highest.
 *
 * @param fired whether the trigger fires on each row, `[n]`
 * @param p     the model's scores, `[n]`
 */
export function compareTrigger(
  rows: Pick<JudgedRows, 'asOf'>,
  label: JudgedLabel,
  { fired, p, tieBreak }: { fired: ArrayLike<number>; p: ArrayLike<number>; tieBreak: ArrayLike<number> },
): TriggerComparison {
  const dates = knownDates(rows, label);
  const counts = { visits: 0, rows: 0, cases: 0, by_model: 0, by_trigger: 0, by_both: 0 };
  for (const { rows: known } of dates) {
    const onTrigger = new Set(known.filter((i) => fired[i]! > 0));
    const onModel = new Set(topRows(known, p, tieBreak, onTrigger.size));
    counts.visits += onTrigger.size;
    counts.rows += known.length;
    for (const i of known) {
      if (label.y[i] !== 1) continue;
      counts.cases++;
      if (onModel.has(i)) counts.by_model++;
      if (onTrigger.has(i)) counts.by_trigger++;
      if (onModel.has(i) && onTrigger.has(i)) counts.by_both++;
    }
  }
  const { rows: all, ...told } = counts;
  return { label: label.title, dates: dates.length, share: counts.visits / Math.max(1, all), ...told };
}
