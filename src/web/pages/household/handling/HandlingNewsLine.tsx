import { FailureLine } from '../../../components/FailureLine.tsx';
import { useHouseholdText } from '../use-household-text.ts';
import type { HandlingNews } from './use-handling.ts';

/** What came of the last attempt, spoken too; a conflict is told where the form is. */
export function HandlingNewsLine({ news }: { readonly news: HandlingNews | null }) {
  const text = useHouseholdText();
  if (news?.kind === 'failed') return <FailureLine failure={news.failure} />;
  return (
    <p role="status" className={news?.kind === 'done' ? 'news-done' : 'visually-hidden'}>
      {news?.kind === 'done' ? text.done(news.what) : null}
    </p>
  );
}
