import { useCallback, useEffect, type ReactNode } from 'react';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { findSession, useSessionState } from './session-store.ts';
import { SignInPage } from './SignInPage.tsx';
import { SessionContext } from './use-session.ts';

/**
 * Lets in who is signed in. When a sign-in runs out, the page stays where it is, out of sight, so that what was
 * typed is still there for the same person; anybody else starts afresh.
 */
export function Gate({ children }: { readonly children: ReactNode }) {
  const state = useSessionState();
  const find = useCallback(() => {
    const controller = new AbortController();
    findSession(controller.signal).catch(() => undefined);
    return controller;
  }, []);
  useEffect(() => {
    const controller = find();
    return () => {
      controller.abort();
    };
  }, [find]);
  if (state.kind === 'unknown') return null;
  if (state.kind === 'failed') return <FailureNotice failure={state.failure} retry={find} />;
  const session = state.kind === 'signed_in' ? state.session : state.before;
  return (
    <>
      {state.kind === 'signed_out' ? <SignInPage before={state.before} /> : null}
      {session === null ? null : (
        <SessionContext value={session} key={session.name}>
          <div className="frame" hidden={state.kind === 'signed_out'}>
            {children}
          </div>
        </SessionContext>
      )}
    </>
  );
}
