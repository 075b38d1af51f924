/**
 * Whether a mapping translates into codes the ledger has.
 */
import { codeEntries } from '../mapping/column-schema.ts';
import type { FieldSpec, SourceSpec } from '../mapping/schema.ts';
import { findTable } from '../schema/index.ts';
import { findCodeTable } from './index.ts';

/** A place of a source whose codes do not fit. */
export interface CodeFault {
  /** Inside the source, for example `columns.性别.values`. */
  readonly path: string;
  /** Ledger table and column. */
  readonly target: string;
  readonly table: string;
  /** The code that is not in the table; null when the cells are free text. */
  readonly code: string | null;
}

/** Every code written to a coded column of the ledger that its table does not have, and free text in its place. */
export function codeFaults(source: SourceSpec): CodeFault[] {
  return source.rows.flatMap(({ table, columns }, i) =>
    (findTable(table)?.own ?? []).flatMap(({ name, codes }): CodeFault[] => {
      const field = columns[name];
      if (codes === undefined || !field) return [];
      const target = `${table}.${name}`;
      const written = codesOf(source, field);
      const path = 'from' in field ? `columns.${field.from}.values` : `rows.${i}.columns.${name}`;
      if (written === null) return [{ path, target, table: codes, code: null }];
      const entries = findCodeTable(codes)?.entries;
      const strange = written.filter((code) => !entries?.has(code));
      return strange.map((code) => ({ path, target, table: codes, code }));
    }),
  );
}

/** What may be written; null for free text. */
function codesOf(source: SourceSpec, field: FieldSpec): string[] | null {
  if ('value' in field) return [String(field.value)];
  const spec = 'from' in field ? source.columns[field.from] : undefined;
  return spec?.type === 'code' ? codeEntries(spec).map(([, code]) => String(code)) : null;
}
