const shown = 10;

/** The beginning of a pseudonym, enough to tell households apart on a page; shorter names stay whole. */
export function shortId(id: string): string {
  return id.length > shown + 4 ? `${id.slice(0, shown)}…` : id;
}
