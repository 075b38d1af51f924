import type { QueueWords } from '../zh/queue.ts';

/** Words of the page queue, in English. */
export const queueEn: QueueWords = {
  title: 'Alerts to work',
};
