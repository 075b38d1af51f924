/**
 * Computes one measured feature for every household and as-of date.
 */
import { addMonths, type IsoDate } from '../../../src/core/dates.ts';
import { reducers, windowValues } from './aggregate.ts';
import { channelKey, channelOf } from './compile.ts';
import { contexts, type Distributions } from './context.ts';
import { dayNumber, monthOfDay, quarterOfMonth } from '../../days.ts';
import type { MeasuredFeature } from './declaration.ts';
import { knownValue, type Facts } from './facts.ts';

/** The households of one as-of date: rows `start … start + households.length − 1` of the matrix. */
export interface Cohort {
  readonly asOf: IsoDate;
  readonly start: number;
  readonly households: Int32Array;
}

/** Days a window covers: after `from`, up to `to`. */
interface WindowDays {
  readonly from: number;
  readonly to: number;
}

const NO_VALUES = new Float64Array(0);

/**
 * Fills `column` with the feature's values for one cohort.
 *
 * @param distributions of the feature's channel as known on the cohort's date; unused without a context
 */
export function measure(
  declaration: MeasuredFeature,
  facts: Facts,
  cohort: Cohort,
  distributions: Distributions,
  column: Float64Array,
): void {
  const values = facts.channels.get(channelKey(channelOf(declaration)))!;
  const asOfDay = dayNumber(cohort.asOf);
  const asOfMonth = monthOfDay(asOfDay);
  const { from, to } = windowDays(declaration, cohort.asOf);
  const reduce = reducers[declaration.aggregate];
  const inContext = contexts[declaration.context];
  const needsContext = declaration.context !== 'none';
  const { unknown } = declaration.value;
  const window = windowValues(facts.mostFacts);
  for (let i = 0; i < cohort.households.length; i++) {
    const household = cohort.households[i]!;
    window.count = 0;
    const end = facts.householdStart[household + 1]!;
    for (let fact = facts.householdStart[household]!; fact < end; fact++) {
      const day = facts.occurredDay[fact]!;
      if (day <= from || day > to) continue;
      const value = knownValue(facts, values, fact, asOfDay);
      if (Number.isNaN(value) || unknown?.includes(value)) continue;
      const sorted = needsContext ? distributions.get(quarterOfMonth(facts.occurredMonth[fact]!)) : undefined;
      window.values[window.count] = inContext(value, sorted ?? NO_VALUES);
      window.monthsAgo[window.count] = asOfMonth - facts.occurredMonth[fact]!;
      window.count++;
    }
    column[cohort.start + i] = reduce(window);
  }
}

/** Bounds of a declaration's window as of a date. */
export function windowDays(
  declaration: Pick<MeasuredFeature, 'windowMonths' | 'endsMonthsBefore'>,
  asOf: IsoDate,
): WindowDays {
  const end = addMonths(asOf, -declaration.endsMonthsBefore);
  return { from: dayNumber(addMonths(end, -declaration.windowMonths)), to: dayNumber(end) };
}
