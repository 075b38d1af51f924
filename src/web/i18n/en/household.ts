import type { HouseholdWords } from '../zh/household.ts';

/** Words of the page household, in English. */
export const householdEn: HouseholdWords = {
  title: 'Household',
};
