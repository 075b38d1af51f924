/** GET, POST /v1/what-if. */
export const whatIfJobsPath = '/v1/what-if';
/** GET /v1/what-if/parameters. */
export const parametersPath = '/v1/what-if/parameters';
/** GET /v1/what-if/scenarios. */
export const scenariosPath = '/v1/what-if/scenarios';
/** GET /v1/what-if/families. */
export const familiesPath = '/v1/what-if/families';
/** GET /v1/quality. */
export const qualityPath = '/v1/quality';
/** GET /v1/models. */
export const modelsPath = '/v1/models';
/** GET /v1/catalogue/features. */
export const featuresPath = '/v1/catalogue/features';

/** GET, POST /v1/accounts. */
export const accountsPath = '/v1/accounts';

/** POST /v1/accounts/{name}/disable, /enable · PUT /v1/accounts/{name}/password. */
export function accountPath(name: string, action: 'disable' | 'enable' | 'password'): string {
  return `${accountsPath}/${encodeURIComponent(name)}/${action}`;
}

/** GET, DELETE /v1/what-if/{id}. */
export function whatIfJobPath(id: string): string {
  return `${whatIfJobsPath}/${encodeURIComponent(id)}`;
}

/** POST /v1/what-if/families/{id}. */
export function familyWhatIfPath(id: string): string {
  return `${familiesPath}/${encodeURIComponent(id)}`;
}

/** POST /v1/households/{id}/what-if. */
export function householdWhatIfPath(id: string): string {
  return `/v1/households/${encodeURIComponent(id)}/what-if`;
}

/** GET /v1/models/{id}. */
export function registeredModelPath(id: string): string {
  return `${modelsPath}/${encodeURIComponent(id)}`;
}
