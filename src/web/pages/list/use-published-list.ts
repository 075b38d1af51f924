import { useCallback, useEffect } from 'react';
import type { OverviewResponse, ScoresResponse } from '../../../api/types.ts';
import type { Failure } from '../../api/failure.ts';
import { overviewPath, scoresPath } from '../../api/paths.ts';
import { useResource } from '../../hooks/use-resource.ts';
import { apiQueryOf, type ListQuery } from './list-query.ts';

/** The rows to show, and the overview of the same published list. */
export interface PublishedList {
  /** `null` until it is there and speaks of the list the rows are from. */
  readonly overview: OverviewResponse | null;
  readonly scores: ScoresResponse | null;
  readonly failure: Failure | null;
  readonly loading: boolean;
  readonly reload: () => void;
}

/**
 * Reads a page of the list and its overview. A list published in between is never mixed with the one before:
 * when the two answers differ in their run, both are read again.
 */
export function usePublishedList(query: ListQuery): PublishedList {
  const overview = useResource<OverviewResponse>(overviewPath);
  const scores = useResource<ScoresResponse>(scoresPath(apiQueryOf(query)));
  const { reload: reloadOverview } = overview;
  const { reload: reloadScores } = scores;
  const reload = useCallback(() => {
    reloadOverview();
    reloadScores();
  }, [reloadOverview, reloadScores]);
  const loading = overview.loading || scores.loading;
  const differ = runsDiffer(overview.value, scores.value);
  useEffect(() => {
    if (differ && !loading) reload();
  }, [differ, loading, reload]);
  return {
    overview: differ ? null : overview.value,
    scores: scores.value,
    failure: scores.failure ?? overview.failure,
    loading: scores.loading,
    reload,
  };
}

function runsDiffer(overview: OverviewResponse | null, scores: ScoresResponse | null): boolean {
  return overview !== null && scores !== null && overview.run_id !== scores.run_id;
}
