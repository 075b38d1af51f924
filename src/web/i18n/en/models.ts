import type { ModelsWords } from '../zh/models.ts';

/** Words of the page models, in English. */
export const modelsEn: ModelsWords = {
  title: 'Models',
};
