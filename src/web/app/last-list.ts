import { homeAddress, listAddress, queueAddress } from './routes.ts';

const key = 'jiuzhu.list';

/** Remembers the list or queue the reader looks at, so that a household's page can lead back to it. */
export function rememberList(address: string): void {
  try {
    window.sessionStorage.setItem(key, address);
  } catch {
    // Storage may be switched off; the way back then leads to the whole list.
  }
}

/** The list or queue last looked at. */
export function lastList(): string {
  try {
    const address = window.sessionStorage.getItem(key);
    const isKnown = [listAddress, queueAddress].some((known) => address?.split('?')[0] === known);
    return isKnown && address !== null ? address : homeAddress;
  } catch {
    return homeAddress;
  }
}
