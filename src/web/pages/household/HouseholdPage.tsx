import { usePageTitle } from '../../hooks/use-page-title.ts';
import { useWords } from '../../hooks/use-text.ts';
import { householdEn } from '../../i18n/en/household.ts';
import { householdZh } from '../../i18n/zh/household.ts';

/** Household. */
export function HouseholdPage({ id }: { readonly id: string }) {
  const text = useWords(householdZh, householdEn);
  usePageTitle(`${text.title} ${id}`);
  return (
    <div className="page">
      <h1>{`${text.title} ${id}`}</h1>
    </div>
  );
}
