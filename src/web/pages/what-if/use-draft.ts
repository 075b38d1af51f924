import { useCallback, useState } from 'react';
import type {
  ScenariosResponse,
  WhatIfJobResponse,
  WhatIfParametersResponse,
} from '../../../api/types-analysis.ts';
import { whatIfJobsPath } from '../../api/analysis-paths.ts';
import { sendJson } from '../../api/client.ts';
import type { Failure } from '../../api/failure.ts';
import { navigate } from '../../hooks/use-location.ts';
import { blankDraft, requestOf, type Draft } from './form/draft.ts';
import { titleOf } from './form/value-words.ts';
import { jobAddress } from './job/JobList.tsx';

/** Parameters that shipped scenarios change: the ones most asked about. */
export function featuredOf(
  scenarios: ScenariosResponse['items'],
  { items }: WhatIfParametersResponse,
): readonly string[] {
  const known = new Set(items.map(({ id }) => id));
  const named = scenarios.flatMap(({ scenario }) => Object.keys(scenario.reform));
  return [...new Set(named)].filter((id) => known.has(id));
}

/** The scenario in the making, and sending it off. */
export function useDraft(catalogue: WhatIfParametersResponse, featured: readonly string[]) {
  const [draft, setDraft] = useState<Draft>(() => blankDraft(featured));
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isSending, setSending] = useState(false);
  const request = requestOf(draft, catalogue.items, (one) => titleOf(one, catalogue));
  const edit = useCallback((next: Draft) => {
    setDraft(next);
    setFailure(null);
  }, []);
  const run = () => {
    if (request === null || isSending) return;
    setSending(true);
    setFailure(null);
    void sendJson<WhatIfJobResponse>(whatIfJobsPath, { method: 'POST', body: request }).then((answer) => {
      setSending(false);
      if (answer.ok) navigate(jobAddress(answer.value.job.id));
      else setFailure(answer.failure);
    });
  };
  return { draft, edit, request, failure, isSending, run };
}
