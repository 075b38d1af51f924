import { useWords } from '../../hooks/use-text.ts';
import { householdEn } from '../../i18n/en/household.ts';
import { householdZh, type HouseholdWords } from '../../i18n/zh/household.ts';

/** Words of the household's page in the reader's language. */
export function useHouseholdText(): HouseholdWords {
  return useWords(householdZh, householdEn);
}
