import { Pagination } from 'antd';
import { formatCount } from '../../format/numbers.ts';
import { useText } from '../../hooks/use-text.ts';
import { pageSizes, type ListQuery } from './list-query.ts';

interface PagerProps {
  readonly total: number;
  readonly query: ListQuery;
  readonly change: (part: Partial<ListQuery>) => void;
}

/** How many households match, and the way to the other pages. */
export function Pager({ total, query, change }: PagerProps) {
  const text = useText();
  return (
    <nav className="pager" aria-label={text.pages}>
      <span aria-live="polite">{text.found(formatCount(total))}</span>
      <Pagination
        current={query.page}
        pageSize={query.limit}
        total={total}
        showSizeChanger={{ 'aria-label': text.pageSize, showSearch: false }}
        pageSizeOptions={[...pageSizes]}
        showLessItems
        responsive
        onChange={(page, limit) => {
          change(limit === query.limit ? { page } : { page: 1, limit });
        }}
      />
    </nav>
  );
}
