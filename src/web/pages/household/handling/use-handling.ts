import { useCallback, useRef, useState } from 'react';
import type { Alert, AlertResponse } from '../../../../api/types.ts';
import { actOnAlert, isStale, newKey, type AlertAction } from '../../../api/alert-actions.ts';
import type { Failure } from '../../../api/failure.ts';
import { alertPath } from '../../../api/paths.ts';
import { useResource } from '../../../hooks/use-resource.ts';

/** A step without its key. */
export type Step = Omit<AlertAction, 'key'>;

/** What came of the last attempt. */
export type HandlingNews =
  | { readonly kind: 'done'; readonly what: string }
  /** Somebody else acted first: `known` is the last entry of the history the reader had seen. */
  | { readonly kind: 'late'; readonly known: number }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** The handling of one alert. */
export interface Handling {
  readonly file: AlertResponse | null;
  readonly failure: Failure | null;
  readonly busy: boolean;
  readonly news: HandlingNews | null;
  /** Does steps in order on the alert as it is shown; gives whether all were done. */
  readonly perform: (steps: readonly Step[], what: string) => Promise<boolean>;
  readonly reload: () => void;
}

/**
 * Reads an alert and acts on it. The same steps on the same version carry the same keys, so that a double click or a
 * second try after a lost answer does nothing twice.
 *
 * @param changed  called when something was done, or found done by others
 */
export function useHandling(id: string, changed: () => void): Handling {
  const resource = useResource<AlertResponse>(alertPath(id));
  const file = resource.value?.alert.id === id ? resource.value : null;
  const [busy, setBusy] = useState(false);
  const [news, setNews] = useState<HandlingNews | null>(null);
  const attempt = useRef({ signature: '', key: '' });
  const isBusy = useRef(false);
  const { reload } = resource;
  const perform = useCallback(
    async (steps: readonly Step[], what: string) => {
      if (file === null || isBusy.current) return false;
      isBusy.current = true;
      setBusy(true);
      const signature = JSON.stringify([file.alert.version, steps]);
      if (attempt.current.signature !== signature) attempt.current = { signature, key: newKey() };
      const outcome = await performAll(file.alert, steps, attempt.current.key);
      const known = file.history.at(-1)?.number ?? 0;
      setNews(outcome === null ? { kind: 'done', what } : newsOf(outcome, known));
      isBusy.current = false;
      setBusy(false);
      if (outcome === null || outcome.moved) {
        reload();
        changed();
      }
      return outcome === null;
    },
    [file, reload, changed],
  );
  return { file, failure: resource.failure, busy, news, perform, reload };
}

interface Refusal {
  readonly failure: Failure;
  readonly isStale: boolean;
  /** The alert is no longer as it was shown. */
  readonly moved: boolean;
}

async function performAll(alert: Alert, steps: readonly Step[], key: string): Promise<Refusal | null> {
  let seen = alert;
  for (const step of steps) {
    const answer = await actOnAlert(seen, { ...step, key: `${key}-${step.action}` });
    if (!answer.ok) {
      const late = isStale(answer) && seen === alert;
      const isRefused = answer.failure.kind === 'problem';
      return { failure: answer.failure, isStale: late, moved: isRefused && (late || seen !== alert) };
    }
    seen = answer.value;
  }
  return null;
}

function newsOf({ failure, isStale: late }: Refusal, known: number): HandlingNews {
  return late ? { kind: 'late', known } : { kind: 'failed', failure };
}
