import type { Band } from '../../../api/types.ts';
import { listAddress } from '../../app/routes.ts';
import { bandOrder } from '../../theme/bands.ts';

/** What the list shows: filters and page, all kept in the address. */
export interface ListQuery {
  readonly band: Band | null;
  readonly area: string | null;
  /** Beginning of a household id. */
  readonly q: string;
  readonly page: number;
  readonly limit: number;
}

/** Page sizes offered. */
export const pageSizes = [25, 50, 100] as const;

/** Reads the address; what is not understood counts as not given. */
export function listQueryOf(search: URLSearchParams): ListQuery {
  const page = Number(search.get('page'));
  const limit = Number(search.get('limit'));
  return {
    band: bandOrder.find((band) => band === search.get('band')) ?? null,
    area: search.get('area'),
    q: search.get('q') ?? '',
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
    limit: pageSizes.find((size) => size === limit) ?? pageSizes[0],
  };
}

/** Writes the address of a list. */
export function listAddressOf(query: ListQuery): string {
  const search = new URLSearchParams();
  if (query.band !== null) search.set('band', query.band);
  if (query.area !== null) search.set('area', query.area);
  if (query.q !== '') search.set('q', query.q);
  if (query.page !== 1) search.set('page', String(query.page));
  if (query.limit !== pageSizes[0]) search.set('limit', String(query.limit));
  const text = search.toString();
  return text === '' ? listAddress : `${listAddress}?${text}`;
}

/** The filters as the API names them. */
export function apiQueryOf(query: ListQuery) {
  return {
    ...(query.band === null ? {} : { band: query.band }),
    ...(query.area === null ? {} : { area: query.area }),
    ...(query.q === '' ? {} : { q: query.q }),
    page: query.page,
    limit: query.limit,
  };
}
