import type { QualityWords } from '../zh/quality.ts';

/** Words of the page quality, in English. */
export const qualityEn: QualityWords = {
  title: 'Data quality',
};
