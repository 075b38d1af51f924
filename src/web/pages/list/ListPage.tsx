import { useEffect, useMemo } from 'react';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Provenance } from '../../components/Provenance.tsx';
import { navigate, useLocation } from '../../hooks/use-location.ts';
import { usePageTitle } from '../../hooks/use-page-title.ts';
import { useText, useWording } from '../../hooks/use-text.ts';
import { BandOverview } from './BandOverview.tsx';
import { Filters } from './Filters.tsx';
import { Meaning } from './Meaning.tsx';
import { RankedList } from './RankedList.tsx';
import { rememberList } from '../../app/last-list.ts';
import { listAddressOf, listQueryOf, type ListQuery } from './list-query.ts';
import { usePublishedList, type PublishedList } from './use-published-list.ts';

/** The ranked list of households, with what the ranking means and how far a number of visits reaches. */
export function ListPage() {
  const text = useText();
  const wording = useWording();
  const [query, change] = useListQuery();
  const list = usePublishedList(query);
  const { overview } = list;
  usePageTitle(text.listTitle);
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{text.listTitle}</h1>
          {overview === null ? null : (
            <p className="page-subtitle">{text.listSubtitle(wording(overview.model.label))}</p>
          )}
        </div>
        <Meaning />
      </div>
      {overview === null ? null : (
        <>
          <Provenance facts={overview} />
          <BandOverview overview={overview} query={query} change={change} />
          <Filters areas={overview.areas} query={query} change={change} />
        </>
      )}
      <ListBody list={list} query={query} change={change} />
    </div>
  );
}

interface ListBodyProps {
  readonly list: PublishedList;
  readonly query: ListQuery;
  readonly change: (part: Partial<ListQuery>) => void;
}

/** The rows, which are never shown without what they stand on. */
function ListBody({ list, query, change }: ListBodyProps) {
  const { overview, scores, failure, loading, reload } = list;
  if (failure !== null) return <FailureNotice failure={failure} retry={reload} />;
  if (overview === null || scores === null) return <Loading rows={12} />;
  return <RankedList scores={scores} loading={loading} query={query} change={change} />;
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
