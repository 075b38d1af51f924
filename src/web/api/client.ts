import { isProblem, type Failure } from './failure.ts';

/** What a request gave. */
export type Answer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/**
 * Reads JSON from the service. The caller names the type the API promises for the path.
 *
 * @param path    path and query, from the root of this host
 * @param signal  aborts the request; the promise then rejects with AbortError
 */
export async function getJson<T>(path: string, signal: AbortSignal): Promise<Answer<T>> {
  const response = await reach(path, signal);
  if (response === null) return { ok: false, failure: { kind: 'unreachable', status: null } };
  const body = await readBody(response, signal);
  if (response.ok && body !== undefined) return { ok: true, value: body as T };
  if (isProblem(body)) return { ok: false, failure: { kind: 'problem', problem: body } };
  return { ok: false, failure: { kind: 'unreachable', status: response.status } };
}

async function reach(path: string, signal: AbortSignal): Promise<Response | null> {
  try {
    return await fetch(path, { signal, headers: { accept: 'application/json, application/problem+json' } });
  } catch (error) {
    if (signal.aborted) throw error;
    return null;
  }
}

async function readBody(response: Response, signal: AbortSignal): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    if (signal.aborted) throw error;
    return undefined;
  }
}
