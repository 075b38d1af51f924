import { useRef, useState, type SyntheticEvent } from 'react';
import type { Account, PasswordRequest } from '../../../api/types-analysis.ts';
import { accountPath } from '../../api/analysis-paths.ts';
import { sendJson } from '../../api/client.ts';
import type { Failure } from '../../api/failure.ts';
import { FailureLine } from '../../components/FailureLine.tsx';
import { PasswordField } from './PasswordField.tsx';
import { useFieldErrors } from '../../hooks/use-field-errors.ts';
import { useAccountsText } from './use-accounts-text.ts';

interface NewPasswordProps {
  readonly name: string;
  readonly done: (words: string) => void;
}

/** Gives an account another password, in a dialog of its own. */
export function NewPassword({ name, done }: NewPasswordProps) {
  const text = useAccountsText();
  const dialog = useRef<HTMLDialogElement>(null);
  const title = `password-title-${name}`;
  return (
    <>
      <button
        type="button"
        className="button-small"
        aria-label={`${text.password} ${name}`}
        onClick={() => dialog.current?.showModal()}
      >
        {text.password}
      </button>
      <dialog ref={dialog} className="dialog" aria-labelledby={title}>
        <PasswordForm
          {...{ name, title, done }}
          close={() => {
            dialog.current?.close();
          }}
        />
      </dialog>
    </>
  );
}

interface PasswordFormProps extends NewPasswordProps {
  readonly title: string;
  readonly close: () => void;
}

function PasswordForm({ name, title, done, close }: PasswordFormProps) {
  const text = useAccountsText();
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const { errorOf, rest } = useFieldErrors(failure, ['password']);
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const body: PasswordRequest = { password };
    void sendJson<Account>(accountPath(name, 'password'), { method: 'PUT', body }).then((answer) => {
      setFailure(answer.ok ? null : answer.failure);
      if (!answer.ok) return;
      setPassword('');
      close();
      done(text.passwordSet(name));
    });
  };
  return (
    <form onSubmit={submit}>
      <h2 id={title}>{text.passwordOf(name)}</h2>
      <p className="hint">{text.passwordHint}</p>
      <PasswordField
        id={`password-of-${name}`}
        label={text.newPassword}
        error={errorOf('password')}
        value={password}
        change={setPassword}
      />
      {rest === null ? null : <FailureLine failure={rest} />}
      <div className="form-foot">
        <button type="submit" className="button button-primary">
          {text.save}
        </button>
        <button type="button" className="button" onClick={close}>
          {text.cancel}
        </button>
      </div>
    </form>
  );
}
