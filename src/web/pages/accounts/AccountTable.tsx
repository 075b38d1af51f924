import { useState } from 'react';
import type { Account } from '../../../api/types-analysis.ts';
import { accountPath } from '../../api/analysis-paths.ts';
import { sendJson } from '../../api/client.ts';
import type { Failure } from '../../api/failure.ts';
import { FailureLine } from '../../components/FailureLine.tsx';
import { formatMoment } from '../../format/days.ts';
import { formatCount } from '../../format/numbers.ts';
import { usePlaceName } from '../../hooks/use-place-name.ts';
import { useText } from '../../hooks/use-text.ts';
import { useSession } from '../../session/use-session.ts';
import { NewPassword } from './NewPassword.tsx';
import { useAccountsText } from './use-accounts-text.ts';

interface AccountTableProps {
  readonly accounts: readonly Account[];
  readonly mayChange: boolean;
  /** Says what was done, and reads the accounts again. */
  readonly done: (words: string) => void;
}

/** Every account with its role, areas and state, and what can be done with it. */
export function AccountTable({ accounts, mayChange, done }: AccountTableProps) {
  const text = useAccountsText();
  const [failure, setFailure] = useState<Failure | null>(null);
  const disabled = accounts.filter(({ is_disabled: isDisabled }) => isDisabled).length;
  const change = (name: string, action: 'disable' | 'enable') => {
    void sendJson<Account>(accountPath(name, action), { method: 'POST' }).then((answer) => {
      setFailure(answer.ok ? null : answer.failure);
      if (answer.ok) done(action === 'disable' ? text.wasDisabled(name) : text.wasEnabled(name));
    });
  };
  return (
    <section className="card" aria-labelledby="accounts-title">
      <h2 id="accounts-title">{text.list}</h2>
      <p className="hint">
        {accounts.length === 0
          ? text.none
          : text.listHint(formatCount(accounts.length - disabled), formatCount(disabled))}
      </p>
      {failure === null ? null : <FailureLine failure={failure} />}
      <table className="wide accounts">
        <thead>
          <tr>
            <th scope="col">{text.name}</th>
            <th scope="col">{text.role}</th>
            <th scope="col">{text.areas}</th>
            <th scope="col">{text.state}</th>
            <th scope="col">{text.created}</th>
            {mayChange ? <th scope="col">{text.act}</th> : null}
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <AccountRow key={account.name} {...{ account, mayChange, change, done }} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface AccountRowProps extends Omit<AccountTableProps, 'accounts'> {
  readonly account: Account;
  readonly change: (name: string, action: 'disable' | 'enable') => void;
}

function AccountRow({ account, mayChange, change, done }: AccountRowProps) {
  const text = useAccountsText();
  const common = useText();
  const placeName = usePlaceName();
  const own = useSession().name;
  const { name, role, areas, is_disabled: isDisabled, created_at: createdAt } = account;
  return (
    <tr>
      <th scope="row">
        {name} {name === own ? <span className="muted">{text.you}</span> : null}
      </th>
      <td data-label={text.role}>{common.roles[role]}</td>
      <td data-label={text.areas}>{areas === null ? text.everywhere : areas.map(placeName).join(' · ')}</td>
      <td data-label={text.state}>
        <span className={isDisabled ? 'light light-unknown' : 'light light-good'}>
          {isDisabled ? text.disabled : text.usable}
        </span>
      </td>
      <td data-label={text.created}>{formatMoment(createdAt)}</td>
      {mayChange ? (
        <td className="account-acts">
          <NewPassword name={name} done={done} />
          <button
            type="button"
            className="button-small"
            aria-label={isDisabled ? text.enableOf(name) : text.disableOf(name)}
            onClick={() => {
              change(name, isDisabled ? 'enable' : 'disable');
            }}
          >
            {isDisabled ? text.enable : text.disable}
          </button>
        </td>
      ) : null}
    </tr>
  );
}
