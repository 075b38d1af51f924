/** Words of the page queue, in Chinese. */
export const queueZh = {
  title: '预警办理',
};

/** Keys and shapes of these words. */
export type QueueWords = typeof queueZh;
