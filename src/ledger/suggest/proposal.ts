/**
 * A proposed mapping before it is written: the plain form of docs/reference/mapping.md, and why each part is so.
 */

/** Plain YAML values. */
export type Plain = string | number | boolean | readonly Plain[] | { readonly [key: string]: Plain };

/** A short reason in both languages. */
export interface Note {
  readonly zh: string;
  readonly en: string;
}

/** What one column was taken for. */
export interface ProposedColumn {
  readonly name: string;
  /** As under `columns` of a mapping. */
  readonly spec: { readonly type: string; readonly [key: string]: Plain };
  /** 0 to 1. */
  readonly confidence: number;
  readonly why: Note;
  /** What a person has to decide or check; empty when nothing. */
  readonly todo: readonly Note[];
}

/** A proposed source. */
export interface Proposal {
  /** Every key of the source but `columns`, in the order written. */
  readonly head: Readonly<Record<string, Plain>>;
  readonly columns: readonly ProposedColumn[];
  /** `persons`, `households`, `rows`, `observations`. */
  readonly tail: Readonly<Record<string, Plain>>;
  /** What a person has to decide about the whole. */
  readonly todo: readonly Note[];
}

/** Below this a guess is marked for a person to check. */
export const SURE = 0.7;

/** The source as a mapping holds it. */
export function sourceOf({ head, columns, tail }: Proposal): Record<string, Plain> {
  const declared = Object.fromEntries(columns.map(({ name, spec }) => [name, spec]));
  return { ...head, columns: declared, ...tail };
}
