import type { ScoresQuery } from '../../api/types.ts';

/** GET, POST, DELETE /v1/session. */
export const sessionPath = '/v1/session';
/** PUT /v1/session/password. */
export const ownPasswordPath = '/v1/session/password';
/** GET /v1/overview. */
export const overviewPath = '/v1/overview';
/** GET /v1/models/current. */
export const modelPath = '/v1/models/current';
/** GET /v1/report: a page of its own. */
export const reportPath = '/v1/report';
/** The OpenAPI page of the service. */
export const apiDocsPath = '/docs';

/** GET /v1/scores with only the given filters. */
export function scoresPath(query: Readonly<Partial<ScoresQuery>>): string {
  return `/v1/scores${searchOf(query)}`;
}

/** GET /v1/alerts/{id}; its actions stand below it. */
export function alertPath(id: string): string {
  return `/v1/alerts/${encodeURIComponent(id)}`;
}

/** GET /v1/alerts with only the given filters. */
export function alertsPath(query: Readonly<Record<string, string | number>>): string {
  return `/v1/alerts${searchOf(query)}`;
}

/** GET /v1/households/{id}. */
export function householdPath(id: string): string {
  return `/v1/households/${encodeURIComponent(id)}`;
}

/** GET /v1/households/{id}/dossier. */
export function dossierPath(id: string): string {
  return `${householdPath(id)}/dossier`;
}

/** GET /v1/households/{id}/recommendations. */
export function recommendationsPath(id: string): string {
  return `${householdPath(id)}/recommendations`;
}

/** POST /v1/households/{id}/unmask. */
export function unmaskPath(id: string): string {
  return `${householdPath(id)}/unmask`;
}

function searchOf(query: object): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) search.set(key, String(value));
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
