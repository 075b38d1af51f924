import { useEffect, useState } from 'react';
import type { WhatIfJob, WhatIfJobResponse, WhatIfResult } from '../../../../api/types-analysis.ts';
import { whatIfJobPath } from '../../../api/analysis-paths.ts';
import type { Failure } from '../../../api/failure.ts';
import { useResource } from '../../../hooks/use-resource.ts';

const finalStates: readonly WhatIfJob['state'][] = ['done', 'failed', 'cancelled', 'lost'];

/** A run and how it is getting on. */
export interface JobHandle {
  readonly job: WhatIfJob | null;
  readonly result: WhatIfResult | null;
  readonly failure: Failure | null;
  /** False while the stream of progress is broken; the browser connects again by itself. */
  readonly isConnected: boolean;
  readonly reload: () => void;
}

/** Whether a run has ended, well or not. */
export function isFinal({ state }: WhatIfJob): boolean {
  return finalStates.includes(state);
}

/** Reads a run and follows it to its end. */
export function useJob(id: string | null): JobHandle {
  const { value, failure, reload } = useResource<WhatIfJobResponse>(id === null ? null : whatIfJobPath(id));
  const answer = value !== null && value.job.id === id ? value : null;
  const events = answer !== null && !isFinal(answer.job) ? answer.job.links.events : null;
  const { told, isConnected } = useProgress(events, reload);
  const job = told !== null && told.id === id && answer?.result === null ? told : (answer?.job ?? null);
  return { job, result: answer?.result ?? null, failure, isConnected, reload };
}

function useProgress(events: string | null, ended: () => void) {
  const [told, setTold] = useState<WhatIfJob | null>(null);
  const [isConnected, setConnected] = useState(true);
  useEffect(() => {
    if (events === null) return;
    const stream = new EventSource(events);
    stream.onopen = () => {
      setConnected(true);
    };
    stream.addEventListener('job', ({ data }: MessageEvent<string>) => {
      const job = JSON.parse(data) as WhatIfJob;
      setTold(job);
      if (!isFinal(job)) return;
      stream.close();
      ended();
    });
    stream.onerror = () => {
      setConnected(false);
      if (stream.readyState === EventSource.CLOSED) ended();
    };
    return () => {
      stream.close();
    };
  }, [events, ended]);
  return { told, isConnected };
}
