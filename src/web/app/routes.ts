/** The pages and their addresses. */
export type Route =
  | {
      readonly page:
        'home' | 'queue' | 'list' | 'what-if' | 'quality' | 'models' | 'model' | 'accounts' | 'unknown';
    }
  | { readonly page: 'household'; readonly id: string };

/** The address that leads a reader to the first page of the role. */
export const homeAddress = '/';
/** Address of the alerts to be worked. */
export const queueAddress = '/alerts';
/** Address of the ranked list. */
export const listAddress = '/households';
/** Address of the analyst's what-if. */
export const whatIfAddress = '/what-if';
/** Address of the data team's quality page. */
export const qualityAddress = '/quality';
/** Address of the registry of models. */
export const modelsAddress = '/models';
/** Address of the page of a panel's model. */
export const modelAddress = '/model';

/** Address of the accounts. */
export const accountsAddress = '/accounts';

/** Address of a household's page. */
export function householdAddress(id: string): string {
  return `/households/${encodeURIComponent(id)}`;
}

const pages = new Map<string, Route>([
  [homeAddress, { page: 'home' }],
  ['/index.html', { page: 'home' }],
  [queueAddress, { page: 'queue' }],
  [listAddress, { page: 'list' }],
  [whatIfAddress, { page: 'what-if' }],
  [qualityAddress, { page: 'quality' }],
  [modelsAddress, { page: 'models' }],
  [modelAddress, { page: 'model' }],
  [accountsAddress, { page: 'accounts' }],
]);

/** The page of a path. */
export function routeOf(path: string): Route {
  const found = pages.get(path);
  if (found !== undefined) return found;
  const household = /^\/households\/([^/]+)\/?$/.exec(path);
  const id = household?.[1] === undefined ? null : decode(household[1]);
  return id === null ? { page: 'unknown' } : { page: 'household', id };
}

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
