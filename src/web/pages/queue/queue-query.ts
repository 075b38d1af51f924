import type { Alert, Band, SessionResponse } from '../../../api/types.ts';
import { queueAddress } from '../../app/routes.ts';
import { bandOrder } from '../../theme/bands.ts';
import { isOfStage, stages, type Stage } from './urgency.ts';

/** Whose alerts are shown. */
export const scopes = ['mine', 'unassigned', 'all'] as const;
export type Scope = (typeof scopes)[number];

/** What the queue shows, all kept in the address. */
export interface QueueQuery {
  readonly scope: Scope;
  readonly stage: Stage | null;
  readonly level: Band | null;
  readonly area: string | null;
}

/** Reads the address; what is not understood counts as not given. */
export function queueQueryOf(search: URLSearchParams): QueueQuery {
  return {
    scope: scopes.find((scope) => scope === search.get('scope')) ?? 'all',
    stage: stages.find((stage) => stage === search.get('stage')) ?? null,
    level: bandOrder.find((level) => level === search.get('level')) ?? null,
    area: search.get('area'),
  };
}

/** Writes the address of a queue. */
export function queueAddressOf({ scope, stage, level, area }: QueueQuery): string {
  const search = new URLSearchParams();
  if (scope !== 'all') search.set('scope', scope);
  if (stage !== null) search.set('stage', stage);
  if (level !== null) search.set('level', level);
  if (area !== null) search.set('area', area);
  const text = search.toString();
  return text === '' ? queueAddress : `${queueAddress}?${text}`;
}

/** Whether an alert is of a scope. */
export function isOfScope({ assignee }: Alert, scope: Scope, me: string): boolean {
  if (scope === 'all') return true;
  return scope === 'mine' ? assignee === me : assignee === null;
}

/** The alerts a query shows, in the order given. */
export function alertsOf(
  alerts: readonly Alert[],
  { scope, stage, level, area }: QueueQuery,
  { name, today }: Pick<SessionResponse, 'name' | 'today'>,
): readonly Alert[] {
  return alerts.filter(
    (alert) =>
      isOfScope(alert, scope, name) &&
      (stage === null || isOfStage(alert, stage, today)) &&
      (level === null || alert.level === level) &&
      (area === null || alert.area === area),
  );
}
