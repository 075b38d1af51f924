import { useSyncExternalStore } from 'react';
import type { SessionResponse } from '../../api/types.ts';
import { forgetAnswers } from '../api/answers.ts';
import { getJson, onSignInRequired } from '../api/client.ts';
import type { Failure } from '../api/failure.ts';
import { sessionPath } from '../api/paths.ts';

/** What is known of who is here. */
export type SessionState =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** `before` is who was signed in until the sign-in ran out. */
  | { readonly kind: 'signed_out'; readonly before: SessionResponse | null }
  | { readonly kind: 'signed_in'; readonly session: SessionResponse };

let state: SessionState = { kind: 'unknown' };
let signIns = 0;
const listeners = new Set<() => void>();

/** Who is here. */
export function useSessionState(): SessionState {
  return useSyncExternalStore(subscribe, () => state);
}

/** How often somebody has signed in on this page; what failed for want of it is read again. */
export function useSignIns(): number {
  return useSyncExternalStore(subscribe, () => signIns);
}

/** Asks the service who is here; used once, at the start, and after a failure. */
export async function findSession(signal: AbortSignal): Promise<void> {
  const answer = await getJson<SessionResponse>(sessionPath, signal);
  if (answer.ok) become({ kind: 'signed_in', session: answer.value });
  else if (!isSignedOut(answer.failure)) become({ kind: 'failed', failure: answer.failure });
}

/** Somebody has signed in; another person than before finds nothing of what was read. */
export function signedIn(session: SessionResponse): void {
  if (state.kind !== 'signed_out' || state.before?.name !== session.name) forgetAnswers();
  signIns++;
  become({ kind: 'signed_in', session });
}

/** Somebody has signed out: nothing of what they saw may stay. */
export function signedOut(): void {
  forgetAnswers();
  become({ kind: 'signed_out', before: null });
}

onSignInRequired(() => {
  if (state.kind !== 'signed_out')
    become({ kind: 'signed_out', before: state.kind === 'signed_in' ? state.session : null });
});

function isSignedOut(failure: Failure): boolean {
  return failure.kind === 'problem' && failure.problem.status === 401;
}

function become(next: SessionState): void {
  state = next;
  for (const listener of listeners) listener();
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  return () => {
    listeners.delete(changed);
  };
}
