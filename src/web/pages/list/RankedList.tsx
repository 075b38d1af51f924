import { useEffect, useMemo, useRef } from 'react';
import type { ScoresResponse } from '../../../api/types.ts';
import { useKeys } from '../../hooks/use-keys.ts';
import { navigate } from '../../hooks/use-location.ts';
import { useText } from '../../hooks/use-text.ts';
import { Pager } from './Pager.tsx';
import { RankedTable } from './RankedTable.tsx';
import { listAddressOf, type ListQuery } from './list-query.ts';

interface RankedListProps {
  readonly scores: ScoresResponse;
  readonly loading: boolean;
  readonly query: ListQuery;
  readonly change: (part: Partial<ListQuery>) => void;
}

/** The rows and the pager; ↑ ↓ move between households, ← → turn the page. */
export function RankedList({ scores, loading, query, change }: RankedListProps) {
  const table = useRef<HTMLTableElement>(null);
  const pages = Math.max(1, Math.ceil(scores.total / query.limit));
  const { page } = query;
  useEffect(() => {
    if (page > pages && !loading) navigate(listAddressOf({ ...query, page: pages }), { replace: true });
  }, [page, pages, loading, query]);
  useKeys(
    useMemo(
      () => ({
        ArrowDown: () => moveFocus(table.current, 1),
        ArrowUp: () => moveFocus(table.current, -1),
        ArrowLeft: () => page > 1 && change({ page: page - 1 }),
        ArrowRight: () => page < pages && change({ page: page + 1 }),
      }),
      [page, pages, change],
    ),
  );
  if (scores.items.length === 0) return <EmptyList />;
  return (
    <section className="card list-card" aria-busy={loading}>
      <RankedTable households={scores.items} table={table} />
      <Pager total={scores.total} query={query} change={change} />
    </section>
  );
}

function EmptyList() {
  const text = useText();
  return (
    <section className="card notice" role="status">
      <h2>{text.emptyTitle}</h2>
      <p>{text.emptyHint}</p>
    </section>
  );
}

function moveFocus(table: HTMLTableElement | null, step: 1 | -1): void {
  if (table === null) return;
  const links = [...table.querySelectorAll<HTMLAnchorElement>('tbody a')];
  const here = links.findIndex((link) => link === document.activeElement);
  const next = here === -1 ? (step === 1 ? 0 : links.length - 1) : here + step;
  links[next]?.focus();
}
