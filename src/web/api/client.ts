import { isProblem, type Failure } from './failure.ts';

/** What a request gave. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T; readonly etag: string | null }
  | { readonly ok: false; readonly failure: Failure };

/** A change asked of the service. */
export interface Change {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

let signInRequired: () => void = () => undefined;

/** Sets what happens when the service says that nobody is signed in (any more). */
export function onSignInRequired(listener: () => void): void {
  signInRequired = listener;
}

/**
 * Reads JSON from the service. The caller names the type the API promises for the path.
 *
 * @param path    path and query, from the root of this host
 * @param signal  aborts the request; the promise then rejects with AbortError
 */
export function getJson<T>(path: string, signal: AbortSignal): Promise<Answer<T>> {
  return request<T>(path, { signal, headers: { accept } });
}

/** Asks for a change; it is not aborted when the page is left. The caller names the type the API promises. */
export function sendJson<T>(path: string, { method, body, headers }: Change): Promise<Answer<T>> {
  const hasBody = body !== undefined;
  return request<T>(path, {
    method,
    headers: { accept, ...(hasBody ? { 'content-type': 'application/json' } : {}), ...headers },
    ...(hasBody ? { body: JSON.stringify(body) } : {}),
  });
}

const accept = 'application/json, application/problem+json';

async function request<T>(path: string, init: RequestInit): Promise<Answer<T>> {
  const response = await reach(path, init);
  if (response === null) return { ok: false, failure: { kind: 'unreachable', status: null } };
  const body = await readBody(response, init.signal);
  if (response.ok && body !== undefined)
    return { ok: true, value: body as T, etag: response.headers.get('etag') };
  if (!isProblem(body)) return { ok: false, failure: { kind: 'unreachable', status: response.status } };
  if (body.code === 'JZ_SIGN_IN_REQUIRED') signInRequired();
  return { ok: false, failure: { kind: 'problem', problem: body } };
}

async function reach(path: string, init: RequestInit): Promise<Response | null> {
  try {
    return await fetch(path, init);
  } catch (error) {
    if (init.signal?.aborted === true) throw error;
    return null;
  }
}

async function readBody(response: Response, signal: AbortSignal | null | undefined): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    if (signal?.aborted === true) throw error;
    return undefined;
  }
}
