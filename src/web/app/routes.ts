/** The pages and their addresses. */
export type Route =
  | { readonly page: 'list' }
  | { readonly page: 'household'; readonly id: string }
  | { readonly page: 'model' }
  | { readonly page: 'unknown' };

/** Address of the list. */
export const listAddress = '/';
/** Address of the model page. */
export const modelAddress = '/model';

/** Address of a household's page. */
export function householdAddress(id: string): string {
  return `/households/${encodeURIComponent(id)}`;
}

/** The page of a path. */
export function routeOf(path: string): Route {
  if (path === '/' || path === '/index.html') return { page: 'list' };
  if (path === modelAddress) return { page: 'model' };
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
