import { listAddress } from '../../app/routes.ts';

const key = 'jiuzhu.list';

/** Remembers the list the reader looks at, so that a household's page can lead back to it. */
export function rememberList(address: string): void {
  try {
    window.sessionStorage.setItem(key, address);
  } catch {
    // Storage may be switched off; the way back then leads to the whole list.
  }
}

/** The list last looked at. */
export function lastList(): string {
  try {
    const address = window.sessionStorage.getItem(key);
    return address?.startsWith('/?') === true ? address : listAddress;
  } catch {
    return listAddress;
  }
}
