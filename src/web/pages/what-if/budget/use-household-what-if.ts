import { useEffect, useState } from 'react';
import type { HouseholdWhatIfRequest, HouseholdWhatIfResponse } from '../../../../api/types-analysis.ts';
import { sendJson } from '../../../api/client.ts';
import type { Failure } from '../../../api/failure.ts';
import { useDebounced } from '../../../hooks/use-debounced.ts';

const sliderPauseMs = 250;

/** What is known of one household under two laws. */
export interface HouseholdWhatIf {
  /** The newest answer, or the one before while the next is under way. */
  readonly value: HouseholdWhatIfResponse | null;
  readonly failure: Failure | null;
  readonly isLoading: boolean;
}

const nothing: HouseholdWhatIf = { value: null, failure: null, isLoading: false };

/** Asks for a household under a changed law, once the sliders stand still. `path`: `null` for nothing to ask. */
export function useHouseholdWhatIf(path: string | null, request: HouseholdWhatIfRequest): HouseholdWhatIf {
  const question = useDebounced(path === null ? null : JSON.stringify([path, request]), sliderPauseMs);
  const [state, setState] = useState(nothing);
  useEffect(() => {
    if (question === null) return;
    let isNewest = true;
    const [asked, body] = JSON.parse(question) as [string, HouseholdWhatIfRequest];
    setState(({ value }) => ({ value, failure: null, isLoading: true }));
    void sendJson<HouseholdWhatIfResponse>(asked, { method: 'POST', body }).then((answer) => {
      if (!isNewest) return;
      if (answer.ok) setState({ value: answer.value, failure: null, isLoading: false });
      else setState({ value: null, failure: answer.failure, isLoading: false });
    });
    return () => {
      isNewest = false;
    };
  }, [question]);
  return question === null ? nothing : state;
}
