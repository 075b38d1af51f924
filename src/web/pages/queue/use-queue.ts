import { useCallback, useEffect, useState } from 'react';
import type { Alert, AlertsResponse, Band } from '../../../api/types.ts';
import { getJson, type Answer } from '../../api/client.ts';
import type { Failure } from '../../api/failure.ts';
import { alertsPath } from '../../api/paths.ts';
import { useSignIns } from '../../session/session-store.ts';
import { bandOrder } from '../../theme/bands.ts';
import { byUrgency } from './urgency.ts';

const pageSize = 500;
/** More rows than anybody works through; the rest is reached by choosing a township. */
const alertsKept = 2000;

/** The open alerts of the reader's areas. */
export interface Queue {
  /** The most urgent first; `null` until they are there. */
  readonly alerts: readonly Alert[] | null;
  /** All open alerts, read or not. */
  readonly total: number;
  /** There are more than are shown at once; a township shows all of its own. */
  readonly isCut: boolean;
  readonly failure: Failure | null;
  readonly reload: () => void;
}

interface State {
  readonly alerts: readonly Alert[] | null;
  readonly total: number;
  readonly isCut: boolean;
  readonly failure: Failure | null;
}

const nothingYet: State = { alerts: null, total: 0, isCut: false, failure: null };

/** Reads the queue, and again whenever the reader comes back to the window. */
export function useQueue(area: string | null): Queue {
  const [state, setState] = useState<State>(nothingYet);
  const [attempt, setAttempt] = useState(0);
  const signIns = useSignIns();
  const reload = useCallback(() => {
    setAttempt((n) => n + 1);
  }, []);
  useEffect(() => {
    const controller = new AbortController();
    readQueue(area, controller.signal).then(setState, () => undefined);
    return () => {
      controller.abort();
    };
  }, [area, attempt, signIns]);
  useEffect(() => {
    window.addEventListener('focus', reload);
    return () => {
      window.removeEventListener('focus', reload);
    };
  }, [reload]);
  return { ...state, reload };
}

/** All open alerts; those of a township alone when there are more than anybody can be shown. */
async function readQueue(area: string | null, signal: AbortSignal): Promise<State> {
  const found = await readLevels(null, signal);
  const isCut = found.alerts !== null && found.alerts.length < found.total;
  return isCut && area !== null ? { ...(await readLevels(area, signal)), isCut } : { ...found, isCut };
}

/** Level by level, the most urgent first, until all are read or enough. */
async function readLevels(area: string | null, signal: AbortSignal): Promise<Omit<State, 'isCut'>> {
  const read = (level: Band, after?: number) => getJson<AlertsResponse>(pathOf(level, area, after), signal);
  const firsts = await Promise.all(bandOrder.map((level) => read(level)));
  const alerts: Alert[] = [];
  let total = 0;
  for (const [i, level] of bandOrder.entries()) {
    let answer: Answer<AlertsResponse> | undefined = firsts[i];
    if (answer?.ok === true) total += answer.value.total;
    while (answer !== undefined) {
      if (!answer.ok) return { alerts: null, total: 0, failure: answer.failure };
      alerts.push(...answer.value.items);
      const { next }: AlertsResponse = answer.value;
      answer = next === null || alerts.length >= alertsKept ? undefined : await read(level, next);
    }
  }
  return { alerts: alerts.sort(byUrgency), total, failure: null };
}

function pathOf(level: Band, area: string | null, after?: number): string {
  return alertsPath({
    level,
    limit: pageSize,
    ...(area === null ? {} : { region: area }),
    ...(after === undefined ? {} : { after }),
  });
}
