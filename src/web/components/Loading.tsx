import { Skeleton } from 'antd';
import { useText } from '../hooks/use-text.ts';

/** A quiet placeholder while the first answer is under way. */
export function Loading({ rows }: { readonly rows: number }) {
  const text = useText();
  return (
    <div className="card" role="status" aria-label={text.loading}>
      <Skeleton active={false} title={false} paragraph={{ rows, width: '100%' }} />
    </div>
  );
}
