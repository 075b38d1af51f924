import type { SessionResponse } from '../../api/types.ts';
import {
  accountsAddress,
  listAddress,
  modelAddress,
  modelsAddress,
  qualityAddress,
  queueAddress,
  whatIfAddress,
  type Route,
} from './routes.ts';

/** A page that stands in the navigation. */
type NavPage = 'queue' | 'list' | 'what-if' | 'quality' | 'models' | 'model' | 'accounts';

const addresses: Readonly<Record<NavPage, string>> = {
  queue: queueAddress,
  list: listAddress,
  'what-if': whatIfAddress,
  quality: qualityAddress,
  models: modelsAddress,
  model: modelAddress,
  accounts: accountsAddress,
};

/** The pages of a role, the one it begins with first. */
const pagesOfRole: Readonly<Record<SessionResponse['role'], readonly NavPage[]>> = {
  caseworker: ['queue', 'list', 'models'],
  data_team: ['quality', 'models'],
  analyst: ['what-if', 'models'],
  administrator: ['accounts', 'quality', 'models'],
  auditor: ['queue', 'list', 'quality', 'models', 'accounts'],
  demo: ['queue', 'list', 'what-if', 'quality', 'models'],
};
const pagesOfPanel: readonly NavPage[] = ['list', 'model'];

/** An entry of the navigation. */
export interface NavEntry {
  readonly page: NavPage;
  readonly address: string;
}

/** The pages somebody may use, the first one being where they begin. */
export function navigationOf({ role, catalogue }: SessionResponse): readonly NavEntry[] {
  const pages = catalogue === 'panel' ? pagesOfPanel : pagesOfRole[role];
  return pages.map((page) => ({ page, address: addresses[page] }));
}

/** Which entry of the navigation a page belongs to. */
export function navPageOf({ page }: Route, entries: readonly NavEntry[]): NavPage | null {
  const wanted = page === 'household' ? ['queue', 'list'] : [page];
  return entries.find((entry) => wanted.includes(entry.page))?.page ?? null;
}
