import { useCallback, useMemo, useState } from 'react';
import type { Alert, AlertResponse } from '../../../api/types.ts';
import { actOnAlert, isStale, newKey } from '../../api/alert-actions.ts';
import { getJson } from '../../api/client.ts';
import type { Failure } from '../../api/failure.ts';
import { alertPath } from '../../api/paths.ts';
import { useSession } from '../../session/use-session.ts';

/** What came of the reader's last action. */
export type QueueNews =
  | { readonly kind: 'taken'; readonly alert: string }
  | { readonly kind: 'late'; readonly last: AlertResponse['history'][number] | null }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** What can be done from the queue. */
export interface QueueActions {
  /** Whether the reader's role may act at all. */
  readonly may: boolean;
  /** Takes an alert for the reader. */
  readonly take: (alert: Alert) => void;
  readonly news: QueueNews | null;
}

/** Actions of the queue; the list is read again after each. */
export function useQueueActions(reload: () => void): QueueActions {
  const { name, role } = useSession();
  const [news, setNews] = useState<QueueNews | null>(null);
  const take = useCallback(
    (alert: Alert) => {
      void takeAlert(alert, name).then((found) => {
        setNews(found);
        reload();
      });
    },
    [name, reload],
  );
  const may = role === 'caseworker' || role === 'demo';
  return useMemo(() => ({ may, take, news }), [may, take, news]);
}

async function takeAlert(alert: Alert, me: string): Promise<QueueNews> {
  const answer = await actOnAlert(alert, { action: 'assign', body: { to: me }, key: newKey() });
  if (answer.ok) return { kind: 'taken', alert: alert.id };
  if (!isStale(answer)) return { kind: 'failed', failure: answer.failure };
  const now = await getJson<AlertResponse>(alertPath(alert.id), new AbortController().signal);
  return { kind: 'late', last: now.ok ? (now.value.history.at(-1) ?? null) : null };
}
