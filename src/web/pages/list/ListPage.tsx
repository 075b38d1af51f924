import { useEffect, useMemo } from 'react';
import type { OverviewResponse, ScoresResponse } from '../../../api/types.ts';
import { overviewPath, scoresPath } from '../../api/paths.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Provenance } from '../../components/Provenance.tsx';
import { navigate, useLocation } from '../../hooks/use-location.ts';
import { usePageTitle } from '../../hooks/use-page-title.ts';
import { useResource } from '../../hooks/use-resource.ts';
import { useText, useWording } from '../../hooks/use-text.ts';
import { BandOverview } from './BandOverview.tsx';
import { Filters } from './Filters.tsx';
import { Meaning } from './Meaning.tsx';
import { RankedList } from './RankedList.tsx';
import { rememberList } from './last-list.ts';
import { apiQueryOf, listAddressOf, listQueryOf, type ListQuery } from './list-query.ts';

/** The ranked list of households, with what the ranking means and how far a number of visits reaches. */
export function ListPage() {
  const text = useText();
  const wording = useWording();
  const [query, change] = useListQuery();
  const overview = useResource<OverviewResponse>(overviewPath);
  const scores = useResource<ScoresResponse>(scoresPath(apiQueryOf(query)));
  usePageTitle(text.listTitle);
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{text.listTitle}</h1>
          {overview.value === null ? null : (
            <p className="page-subtitle">{text.listSubtitle(wording(overview.value.model.label))}</p>
          )}
        </div>
        <Meaning />
      </div>
      {overview.value === null ? null : (
        <>
          <Provenance facts={overview.value} />
          <BandOverview overview={overview.value} query={query} change={change} />
        </>
      )}
      {overview.failure === null ? (
        <Filters areas={overview.value?.areas ?? []} query={query} change={change} />
      ) : null}
      <ListBody scores={scores} query={query} change={change} />
    </div>
  );
}

interface ListBodyProps {
  readonly scores: ReturnType<typeof useResource<ScoresResponse>>;
  readonly query: ListQuery;
  readonly change: (part: Partial<ListQuery>) => void;
}

function ListBody({ scores, query, change }: ListBodyProps) {
  if (scores.failure !== null) return <FailureNotice failure={scores.failure} retry={scores.reload} />;
  if (scores.value === null) return <Loading rows={12} />;
  return <RankedList scores={scores.value} loading={scores.loading} query={query} change={change} />;
}

function useListQuery(): readonly [ListQuery, (part: Partial<ListQuery>) => void] {
  const { search } = useLocation();
  const query = useMemo(() => listQueryOf(new URLSearchParams(search)), [search]);
  useEffect(() => {
    rememberList(listAddressOf(query));
  }, [query]);
  return [query, changeList];
}

/** Changes the address of the list; anything but a turn of the page starts again at its first page. */
function changeList(part: Partial<ListQuery>): void {
  const query = listQueryOf(new URLSearchParams(window.location.search));
  const turnsPage = part.page !== undefined;
  navigate(listAddressOf({ ...query, page: 1, ...part }), { replace: !turnsPage });
}
