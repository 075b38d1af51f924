import { Pagination } from 'antd';
import { useMemo, useRef } from 'react';
import type { ScoresResponse } from '../../../api/types.ts';
import { formatCount } from '../../format/numbers.ts';
import { useKeys } from '../../hooks/use-keys.ts';
import { useText } from '../../hooks/use-text.ts';
import { HouseholdRow } from './HouseholdRow.tsx';
import { pageSizes, type ListQuery } from './list-query.ts';

interface RankedListProps {
  readonly scores: ScoresResponse;
  readonly loading: boolean;
  readonly query: ListQuery;
  readonly change: (part: Partial<ListQuery>) => void;
}

/** The rows and the pager. */
export function RankedList({ scores, loading, query, change }: RankedListProps) {
  const text = useText();
  const table = useRef<HTMLTableElement>(null);
  const pages = Math.max(1, Math.ceil(scores.total / query.limit));
  useKeys(
    useMemo(
      () => ({
        ArrowDown: () => moveFocus(table.current, 1),
        ArrowUp: () => moveFocus(table.current, -1),
        ArrowLeft: () => query.page > 1 && change({ page: query.page - 1 }),
        ArrowRight: () => query.page < pages && change({ page: query.page + 1 }),
      }),
      [query.page, pages, change],
    ),
  );
  if (scores.items.length === 0) return <EmptyList />;
  return (
    <section className="card list-card" aria-busy={loading}>
      <table className="ranked" ref={table}>
        <caption className="visually-hidden">{text.listTitle}</caption>
        <thead>
          <tr>
            <th scope="col" className="col-rank">
              {text.columnRank}
            </th>
            <th scope="col" className="col-band">{text.columnBand}</th>
            <th scope="col" className="col-household">{text.columnHousehold}</th>
            <th scope="col" className="col-area">{text.columnArea}</th>
            <th scope="col">{text.columnProbability}</th>
            <th scope="col">{text.columnReasons}</th>
          </tr>
        </thead>
        <tbody>
          {scores.items.map((household) => (
            <HouseholdRow key={household.household_id} household={household} />
          ))}
        </tbody>
      </table>
      <nav className="pager" aria-label={text.pages}>
        <span aria-live="polite">{text.found(formatCount(scores.total))}</span>
        <Pagination
          current={query.page}
          pageSize={query.limit}
          total={scores.total}
          showSizeChanger={{ 'aria-label': text.pageSize, showSearch: false }}
          pageSizeOptions={[...pageSizes]}
          showLessItems
          responsive
          onChange={(page, limit) => {
            change(limit === query.limit ? { page } : { page: 1, limit });
          }}
        />
      </nav>
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
