/** Words of the page household, in Chinese. */
export const householdZh = {
  title: '住户',
};

/** Keys and shapes of these words. */
export type HouseholdWords = typeof householdZh;
