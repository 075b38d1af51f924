import { usePageTitle } from '../../hooks/use-page-title.ts';
import { useWords } from '../../hooks/use-text.ts';
import { queueEn } from '../../i18n/en/queue.ts';
import { queueZh } from '../../i18n/zh/queue.ts';

/** Alerts to work. */
export function QueuePage() {
  const text = useWords(queueZh, queueEn);
  usePageTitle(text.title);
  return (
    <div className="page">
      <h1>{text.title}</h1>
    </div>
  );
}
