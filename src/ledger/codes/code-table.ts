/**
 * A code table: what each code of a coded column means.
 */

/** A meaning in both languages. */
export interface CodeMeaning {
  readonly zh: string;
  readonly en: string;
}

/** One code table. */
export interface CodeTable {
  /** As `codes` of a ledger column names it. */
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  /** The standard it follows; `ledger` when the codes are this ledger's own. */
  readonly source: string;
  /** Whether the entries were compared with the standard's own text; own codes always are. */
  readonly verified: boolean;
  /** Code → meaning, in the order shown. */
  readonly entries: ReadonlyMap<string, CodeMeaning>;
}

/** Where codes that no standard gives come from. */
export const own = { source: 'ledger', verified: true } as const;

/** Declares a table from rows `[code, Chinese, English]`; a code may stand only once. */
export function codeTable(
  name: string,
  titles: CodeMeaning,
  from: { readonly source: string; readonly verified: boolean },
  rows: readonly (readonly [code: string, zh: string, en: string])[],
): CodeTable {
  const entries = new Map(rows.map(([code, zh, en]) => [code, { zh, en }]));
  if (entries.size < rows.length) throw new Error(`a code stands twice in table ${name}`);
  return { name, ...titles, ...from, entries };
}
