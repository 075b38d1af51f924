import { useWords } from '../../hooks/use-text.ts';
import { accountsEn } from '../../i18n/en/accounts.ts';
import { accountsZh, type AccountsWords } from '../../i18n/zh/accounts.ts';

/** Words of the accounts page in the reader's language. */
export function useAccountsText(): AccountsWords {
  return useWords(accountsZh, accountsEn);
}
