import { useCallback, useEffect, useState } from 'react';
import { keepAnswer, keptAnswer } from '../api/answers.ts';
import { getJson } from '../api/client.ts';
import type { Failure } from '../api/failure.ts';
import { useSignIns } from '../session/session-store.ts';

/** What is known of one path of the service. */
export interface Resource<T> {
  /** The newest answer, or the one before while the next is under way. */
  readonly value: T | null;
  readonly failure: Failure | null;
  readonly loading: boolean;
  readonly reload: () => void;
}

interface State {
  readonly path: string;
  readonly value: unknown;
  readonly failure: Failure | null;
  readonly loading: boolean;
}

/**
 * Reads a path of the service and keeps what it last said, so that going back shows at once and turning a page
 * does not blink.
 *
 * @param path  path and query, or `null` for nothing to read
 */
export function useResource<T>(path: string | null): Resource<T> {
  const [state, setState] = useState<State>(() => begin(path ?? '', null));
  const [attempt, setAttempt] = useState(0);
  const signIns = useSignIns();
  const reload = useCallback(() => {
    setAttempt((n) => n + 1);
  }, []);
  useEffect(() => {
    if (path === null) return;
    const controller = new AbortController();
    setState((before) => begin(path, before.value));
    getJson<T>(path, controller.signal).then(
      (answer) => {
        if (answer.ok) keepAnswer(path, answer.value);
        const value = answer.ok ? answer.value : null;
        setState({ path, value, failure: answer.ok ? null : answer.failure, loading: false });
      },
      () => undefined,
    );
    return () => {
      controller.abort();
    };
  }, [path, attempt, signIns]);
  const shown = path === null || state.path === path ? state : begin(path, state.value);
  return { value: shown.value as T | null, failure: shown.failure, loading: shown.loading, reload };
}

function begin(path: string, before: unknown): State {
  return { path, value: keptAnswer(path) ?? before, failure: null, loading: true };
}
