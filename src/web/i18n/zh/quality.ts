/** Words of the page quality, in Chinese. */
export const qualityZh = {
  title: '数据质量',
};

/** Keys and shapes of these words. */
export type QualityWords = typeof qualityZh;
