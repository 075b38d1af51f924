import { FailureLine } from '../../components/FailureLine.tsx';
import { formatMoment } from '../../format/days.ts';
import { actionWord, useAlertWords } from '../../hooks/use-alert-words.ts';
import type { QueueNews } from './use-queue-actions.ts';
import { useQueueText } from './use-queue-text.ts';

/** What came of the last action, spoken too. */
export function QueueNewsLine({ news }: { readonly news: QueueNews | null }) {
  const text = useQueueText();
  const words = useAlertWords();
  if (news === null) return <p role="status" className="visually-hidden" />;
  if (news.kind === 'failed') return <FailureLine failure={news.failure} />;
  if (news.kind === 'taken')
    return (
      <p role="status" className="news-done">
        {text.assigned(news.alert)}
      </p>
    );
  const { last } = news;
  return (
    <p role="alert" className="news-late">
      {last === null
        ? words.changedMeanwhile
        : words.changedBy(last.actor, actionWord(last.action, words), formatMoment(last.at))}
    </p>
  );
}
