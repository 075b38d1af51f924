/**
 * Outcomes of the last date of which they are all known by a day: what a model in use is watched by.
 */
import { countyLaw } from '../../features/county/build.ts';
import { UNKNOWN } from '../../eval/index.ts';
import { addMonths, type IsoDate } from '../../src/core/dates.ts';
import type { DuckDb } from '../../src/io/duckdb.ts';
import { needLabels, takeUpLabels } from './days.ts';
import { readOutcomes } from './outcomes.ts';

/** What a model predicts, as its bundle says. */
export interface MaturedLabel {
  readonly kind: string;
  readonly horizon_months: number;
  readonly known_after_months: number;
}

/** The last date whose outcomes are all recorded by `by`. */
export function maturedDate(label: MaturedLabel, by: IsoDate): IsoDate {
  return addMonths(by, -(label.horizon_months + label.known_after_months));
}

/**
 * Outcomes of some households after a date.
 *
 * @param by  rows recorded later are not read
 * @returns   0 or 1 by household; households whose outcome nobody knows are left out
 */
export async function maturedOutcomes(
  db: DuckDb,
  households: readonly string[],
  {
    label,
    region,
    asOf,
    by,
  }: {
    readonly label: MaturedLabel;
    readonly region: string | undefined;
    readonly asOf: IsoDate;
    readonly by: IsoDate;
  },
): Promise<Map<string, 0 | 1>> {
  const law = await countyLaw(db, region);
  const standardFen = law(asOf)['dibao_standard_year'] ?? 0;
  const end = addMonths(asOf, label.horizon_months);
  const outcomes = await readOutcomes(db, { asOf, end, knownOn: by, standardFen });
  const { y } = (label.kind === 'take_up' ? takeUpLabels : needLabels)(households, outcomes);
  const known = households.flatMap((id, i): [string, 0 | 1][] =>
    y[i] === UNKNOWN ? [] : [[id, y[i] === 1 ? 1 : 0]],
  );
  return new Map(known);
}
