/**
 * When each step of a procedure is due, on the office calendar.
 */
import { addWorkingDays } from '../../core/calendar/working-days.ts';
import { addDays, addMonths, isoDate, type IsoDate } from '../../core/dates.ts';
import { JzError } from '../../core/errors/index.ts';
import type { Snapshot } from '../parameters/snapshot.ts';
import type { Text } from '../text.ts';
import type { Unit } from '../units.ts';
import type { Procedure } from './schema.ts';

/** One step with its limit and last day. */
export interface Deadline {
  readonly title: Text;
  readonly clock: string;
  readonly limit: number;
  readonly unit: Unit;
  readonly from: IsoDate;
  /** Last day; for limits in hours the day the hours end at the latest. */
  readonly due: IsoDate;
}

const HOURS_A_DAY = 24;

/**
 * Counts the steps of a procedure from its first day (the day itself does not count).
 *
 * @throws JZ_CALENDAR_YEAR when a step ends in a year without a holiday notice; JZ_POLICY_NOT_YET
 */
export function deadlines(procedure: Procedure, start: IsoDate, snapshot: Snapshot): readonly Deadline[] {
  const found: Deadline[] = [];
  for (const step of procedure.steps) {
    const { value, parameter } = snapshot.resolve(step.clock);
    const from = step.from === 'start' ? start : (dueOf(step.from, procedure, found) ?? start);
    const last = after(from, value, parameter.unit);
    const due = step.falls_on === 'month_start' ? firstOfMonth(last) : last;
    found.push({ title: step.title, clock: step.clock, limit: value, unit: parameter.unit, from, due });
  }
  return found;
}

/** The last day of the step before, or of the step with that id. */
function dueOf(from: string, procedure: Procedure, found: readonly Deadline[]): IsoDate | undefined {
  if (from === 'previous') return found.at(-1)?.due;
  return found[procedure.steps.findIndex((step) => step.id === from)]?.due;
}

function firstOfMonth(day: IsoDate): IsoDate {
  return isoDate(`${day.slice(0, -2)}01`);
}

function after(from: IsoDate, limit: number, unit: Unit): IsoDate {
  switch (unit) {
    case 'working_days':
      return addWorkingDays(from, limit);
    case 'calendar_days':
    case 'days':
      return addDays(from, limit);
    case 'months':
      return addMonths(from, limit);
    case 'hours':
      return addDays(from, Math.ceil(limit / HOURS_A_DAY));
    default:
      throw new JzError('JZ_POLICY_UNIT', {
        file: 'procedures.yaml',
        line: '—',
        path: 'clock',
        problem: unit,
      });
  }
}
