import { useWords } from '../../hooks/use-text.ts';
import { queueEn } from '../../i18n/en/queue.ts';
import { queueZh, type QueueWords } from '../../i18n/zh/queue.ts';

/** Words of the queue in the reader's language. */
export function useQueueText(): QueueWords {
  return useWords(queueZh, queueEn);
}
