import type { Alert } from '../../api/types.ts';
import { sendJson, type Answer } from './client.ts';
import { alertPath } from './paths.ts';

/** An action an officer may do. */
export type OfficerAction = Alert['actions'][number];

/** What an action is done to, as it was read. */
export type SeenAlert = Pick<Alert, 'id' | 'version'>;

/** One action. */
export interface AlertAction {
  readonly action: OfficerAction;
  readonly body: unknown;
  /** The same key for the same attempt: sent twice, done once. */
  readonly key: string;
}

/** Does an action on the alert as it was read; the service refuses it when somebody else acted meanwhile. */
export function actOnAlert({ id, version }: SeenAlert, step: AlertAction): Promise<Answer<Alert>> {
  return sendJson<Alert>(`${alertPath(id)}/${step.action}`, {
    method: 'POST',
    body: step.body,
    headers: { 'if-match': `"${version}"`, 'idempotency-key': step.key },
  });
}

/** A key nobody has used. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Whether an answer says that somebody else acted first. */
export function isStale(answer: Answer<unknown>): boolean {
  return !answer.ok && answer.failure.kind === 'problem' && answer.failure.problem.code === 'JZ_ALERT_STALE';
}
