import { useState } from 'react';
import type { AccountsResponse } from '../../../api/types-analysis.ts';
import { accountsPath } from '../../api/analysis-paths.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Loading } from '../../components/Loading.tsx';
import { usePageTitle } from '../../hooks/use-page-title.ts';
import { useResource } from '../../hooks/use-resource.ts';
import { useSession } from '../../session/use-session.ts';
import { AccountTable } from './AccountTable.tsx';
import { NewAccount } from './NewAccount.tsx';
import { useAccountsText } from './use-accounts-text.ts';

/** Who may use the service: an administrator adds, disables and gives new passwords; an auditor reads. */
export function AccountsPage() {
  const text = useAccountsText();
  const mayChange = useSession().role === 'administrator';
  const { value, failure, reload } = useResource<AccountsResponse>(accountsPath);
  const [news, setNews] = useState<string | null>(null);
  usePageTitle(text.title);
  const done = (words: string) => {
    setNews(words);
    reload();
  };
  return (
    <div className="page analysis">
      <div>
        <h1>{text.title}</h1>
        <p className="page-subtitle">{text.subtitle}</p>
      </div>
      <p role="status" className={news === null ? 'visually-hidden' : 'news-done'}>
        {news}
      </p>
      {failure === null ? null : <FailureNotice failure={failure} retry={reload} />}
      {value === null ? (
        failure === null && <Loading rows={8} />
      ) : (
        <AccountTable accounts={value.items} mayChange={mayChange} done={done} />
      )}
      {mayChange && value !== null ? <NewAccount done={done} /> : null}
    </div>
  );
}
