import { useRef, useState, type SyntheticEvent } from 'react';
import type { OwnPasswordRequest } from '../../api/types-analysis.ts';
import { sendJson } from '../api/client.ts';
import type { Failure } from '../api/failure.ts';
import { ownPasswordPath } from '../api/paths.ts';
import { FailureLine } from '../components/FailureLine.tsx';
import { Field } from '../components/Field.tsx';
import { useFieldErrors } from '../hooks/use-field-errors.ts';
import { useText } from '../hooks/use-text.ts';

/** Changes one's own password, in a dialog. */
export function OwnPassword() {
  const text = useText();
  const dialog = useRef<HTMLDialogElement>(null);
  const close = () => {
    dialog.current?.close();
  };
  return (
    <>
      <button type="button" onClick={() => dialog.current?.showModal()}>
        {text.changePassword}
      </button>
      <dialog ref={dialog} className="dialog" aria-labelledby="own-password-title">
        <OwnPasswordForm close={close} />
      </dialog>
    </>
  );
}

function OwnPasswordForm({ close }: { readonly close: () => void }) {
  const text = useText();
  const { draft, change, failure, done, submit } = useOwnPassword();
  const { errorOf, rest } = useFieldErrors(failure, ['current', 'password']);
  return (
    <form onSubmit={submit}>
      <h2 id="own-password-title">{text.changePassword}</h2>
      <p className="hint" role="status">
        {done ? text.passwordChanged : text.changePasswordHint}
      </p>
      {(['current', 'password'] as const).map((name) => (
        <Field key={name} id={`own-${name}`} label={text.ownPassword[name]} error={errorOf(name)}>
          {(described) => (
            <input
              {...described}
              className="field"
              type="password"
              autoComplete={name === 'current' ? 'current-password' : 'new-password'}
              required
              maxLength={1024}
              value={draft[name]}
              onChange={(event) => {
                change({ [name]: event.target.value });
              }}
            />
          )}
        </Field>
      ))}
      {rest === null ? null : <FailureLine failure={rest} />}
      <div className="form-foot">
        <button type="submit" className="button button-primary">
          {text.changePasswordDo}
        </button>
        <button type="button" className="button" onClick={close}>
          {text.close}
        </button>
      </div>
    </form>
  );
}

const empty: OwnPasswordRequest = { current: '', password: '' };

function useOwnPassword() {
  const [draft, setDraft] = useState(empty);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [done, setDone] = useState(false);
  const change = (part: Partial<OwnPasswordRequest>) => {
    setDone(false);
    setDraft((before) => ({ ...before, ...part }));
  };
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    void sendJson(ownPasswordPath, { method: 'PUT', body: draft }).then((answer) => {
      setFailure(answer.ok ? null : answer.failure);
      if (answer.ok) setDraft(empty);
      setDone(answer.ok);
    });
  };
  return { draft, change, failure, done, submit };
}
