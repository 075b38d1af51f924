import type { Alert } from '../../../api/types.ts';
import { daysFrom } from '../../format/days.ts';
import { bandOrder } from '../../theme/bands.ts';

/** The steps of an alert's way, in order. */
export const steps = ['dispatch', 'visit', 'conclude', 'aid', 'report'] as const;
/** Where an alert stands on its way. */
export type Step = (typeof steps)[number];
/** What the rows may be narrowed to: a step, or how near the limit is. */
export const stages = ['overdue', 'today', ...steps] as const;
export type Stage = (typeof stages)[number];

const stepOfState: Readonly<Record<Alert['state'], Step>> = {
  new: 'dispatch',
  assigned: 'visit',
  accepted: 'visit',
  visited: 'conclude',
  confirmed: 'aid',
  matched: 'aid',
  referred: 'aid',
  false_alarm: 'report',
  already_aided: 'report',
  out_of_jurisdiction: 'report',
  declined_by_citizen: 'report',
  aided: 'report',
  refused: 'report',
  fed_back: 'report',
  closed: 'report',
};

/** Where an alert stands. */
export function stepOf({ state }: Pick<Alert, 'state'>): Step {
  return stepOfState[state];
}

/** Whether an alert belongs to a stage on a day. */
export function isOfStage(alert: Alert, stage: Stage, today: string): boolean {
  if (stage === 'overdue') return alert.due_on !== null && alert.due_on < today;
  if (stage === 'today') return alert.due_on === today;
  return stepOf(alert) === stage;
}

/** The most urgent first: by level, then by limit, then by probability. */
export function byUrgency(a: Alert, b: Alert): number {
  return (
    bandOrder.indexOf(a.level) - bandOrder.indexOf(b.level) ||
    daysFrom(b.due_on ?? farOff, a.due_on ?? farOff) ||
    (b.probability ?? 0) - (a.probability ?? 0) ||
    (a.id < b.id ? -1 : 1)
  );
}

const farOff = '9999-12-31';
