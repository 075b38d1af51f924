/**
 * One damaged file or row and what must become of it.
 */
import type { ErrorCode } from '../../../core/errors/index.ts';
import type { ReadOptions } from '../../read/readable.ts';

/** A row that goes back: its data row, the code, and the column it names ('' is the whole row). */
export type GivenBack = readonly [row: number, code: ErrorCode, column: string];

/** What must become of a file: refused whole, or loaded but for some rows. */
export type Verdict = Refused | Loaded;

interface Refused {
  readonly refused: ErrorCode;
  readonly details: Readonly<Record<string, string | number>>;
}

interface Loaded extends LoadedRest {
  /** Rows in; all but those given back are loaded. */
  readonly rows: number;
}

interface LoadedRest {
  readonly back?: readonly GivenBack[];
  /** Amounts (fen) of the loaded rows in order of row. */
  readonly amounts?: readonly (number | null)[];
  readonly warnings?: readonly ErrorCode[];
}

/** A file's bytes, or a function that writes it. */
type Content = Buffer | string | ((path: string) => Promise<unknown>);

/** A file of the delivery. */
export interface FileCase {
  readonly what: string;
  /** Its name in the delivery. */
  readonly file: string;
  readonly content: () => Content;
  /** How the mapping says it is to be read. */
  readonly options: ReadOptions;
  readonly verdict: Verdict;
}

/** Begins a case: `given(what, content).refused(code)` or `.loaded(rows)`. */
export function given(
  what: string,
  content: () => Content,
  { file = 'a.csv', ...options }: ReadOptions & { readonly file?: string } = {},
): {
  refused(code: ErrorCode, details?: Refused['details']): FileCase;
  loaded(rows: number, rest?: LoadedRest): FileCase;
} {
  const base = { what, file, content, options };
  return {
    refused: (refused, details = {}) => ({ ...base, verdict: { refused, details } }),
    loaded: (rows, rest = {}) => ({ ...base, verdict: { rows, ...rest } }),
  };
}

/** A row beside a good one: cells that differ from the good row's, and what must become of it. */
export interface RowCase {
  readonly what: string;
  readonly cells: Readonly<Record<string, string>>;
  readonly back?: readonly [code: ErrorCode, column: string];
  /** Ledger columns of its assistance_grant row, or `observation CODE`. */
  readonly loaded?: Readonly<Record<string, string | number | boolean | null>>;
}
