/** Words of the page models, in Chinese. */
export const modelsZh = {
  title: '模型管理',
};

/** Keys and shapes of these words. */
export type ModelsWords = typeof modelsZh;
