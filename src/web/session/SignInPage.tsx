import { useRef, useState, type SyntheticEvent } from 'react';
import type { SessionResponse } from '../../api/types.ts';
import { Settings } from '../app/Settings.tsx';
import { sendJson } from '../api/client.ts';
import type { Failure } from '../api/failure.ts';
import { sessionPath } from '../api/paths.ts';
import { FailureLine } from '../components/FailureLine.tsx';
import { usePageTitle } from '../hooks/use-page-title.ts';
import { useText } from '../hooks/use-text.ts';
import { signedIn } from './session-store.ts';

/** Name and password; the page asked for opens once they are right. `before`: whose sign-in ran out. */
export function SignInPage({ before }: { readonly before: SessionResponse | null }) {
  const text = useText();
  usePageTitle(text.signIn);
  return (
    <main className="sign-in" id="sign-in">
      <section className="card sign-in-card" aria-labelledby="sign-in-title">
        <p className="sign-in-brand">
          <img src="/favicon.svg" alt="" width="32" height="32" />
          {text.productName} <span className="muted">{text.productLine}</span>
        </p>
        <h1 id="sign-in-title">{text.signIn}</h1>
        {before === null ? null : (
          <p className="rule-inline" role="status">
            {text.signInExpired(before.name)}
          </p>
        )}
        <SignInForm name={before?.name ?? ''} />
        <p className="muted">{text.signInHelp}</p>
        <Settings />
      </section>
    </main>
  );
}

function SignInForm({ name }: { readonly name: string }) {
  const text = useText();
  const { failure, busy, submit, password } = useSignIn();
  return (
    <form className="sign-in-form" onSubmit={submit}>
      <label htmlFor="sign-in-name">{text.accountName}</label>
      <input
        id="sign-in-name"
        name="name"
        className="field"
        autoComplete="username"
        required
        maxLength={64}
        defaultValue={name}
        autoFocus={name === ''}
      />
      <label htmlFor="sign-in-password">{text.password}</label>
      <input
        id="sign-in-password"
        ref={password}
        name="password"
        className="field"
        type="password"
        autoComplete="current-password"
        required
        maxLength={1024}
        autoFocus={name !== ''}
        aria-describedby={failure === null ? undefined : 'sign-in-failure'}
      />
      {failure === null ? null : <FailureLine failure={failure} id="sign-in-failure" />}
      <button type="submit" className="button button-primary" disabled={busy}>
        {busy ? text.signingIn : text.signIn}
      </button>
    </form>
  );
}

function useSignIn() {
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const password = useRef<HTMLInputElement>(null);
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    void send({ name: word(form, 'name').trim(), password: word(form, 'password') }).then((answer) => {
      setBusy(false);
      if (answer.ok) {
        signedIn(answer.value);
        return;
      }
      setFailure(answer.failure);
      if (password.current === null) return;
      password.current.value = '';
      password.current.focus();
    });
  };
  return { failure, busy, submit, password };
}

function send(body: { readonly name: string; readonly password: string }) {
  return sendJson<SessionResponse>(sessionPath, { method: 'POST', body });
}

function word(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
