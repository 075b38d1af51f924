import { useSyncExternalStore } from 'react';

const navigated = 'jiuzhu:navigated';

/** Where the reader is: path and query, e.g. `/households/12?x=1`. */
export function useLocation(): URL {
  const href = useSyncExternalStore(subscribe, () => window.location.href);
  return new URL(href);
}

/** Goes to a page of this application. `replace` leaves no step to go back to. */
export function navigate(to: string, options: { readonly replace?: boolean } = {}): void {
  if (options.replace === true) window.history.replaceState(null, '', to);
  else window.history.pushState(null, '', to);
  window.dispatchEvent(new Event(navigated));
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('popstate', changed);
  window.addEventListener(navigated, changed);
  return () => {
    window.removeEventListener('popstate', changed);
    window.removeEventListener(navigated, changed);
  };
}
