/**
 * How a ledger table is declared: one list of columns gives the Parquet types, the row check and the dictionary.
 */
import * as z from 'zod';

/** Storage type of a column. */
export type ColumnType = 'VARCHAR' | 'BIGINT' | 'DOUBLE' | 'DATE';
/** Who may see a column: open statistics, inside the bureau, or about one person or household. */
export type Sensitivity = 'open' | 'internal' | 'personal';

/** One column of a ledger table. */
export interface LedgerColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** What one unit of the number is; empty for text. */
  readonly unit: '' | 'fen' | 'count' | 'date' | 'weight' | 'as coded';
  readonly nullable: boolean;
  readonly sensitivity: Sensitivity;
  readonly zh: string;
  readonly en: string;
}

/** One table of the ledger (design §5). */
export interface LedgerTable {
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  /** The table's own columns followed by the common ones. */
  readonly columns: readonly LedgerColumn[];
  /** Rows of a part are sorted by these, then by source row. */
  readonly sortedBy: readonly string[];
}

/** Columns every ledger row carries: its two times and where it came from. */
export const commonColumns: readonly LedgerColumn[] = [
  column('occurred_on', 'DATE', 'date', '发生日期', 'when it happened'),
  column('recorded_at', 'DATE', 'date', '知悉日期', 'when the bureau could know'),
  column('source_dept', 'VARCHAR', '', '来源部门', 'department that sent it'),
  column('batch_id', 'VARCHAR', '', '批次', 'delivery it came with'),
  column('source_file', 'VARCHAR', '', '来源文件', 'file it came from'),
  column('source_row', 'BIGINT', 'count', '来源行号', 'data row of that file, the first is 1'),
];

/** Declares a table from its own columns. */
export function ledgerTable(
  name: string,
  titles: { zh: string; en: string },
  own: readonly LedgerColumn[],
  sortedBy: readonly string[],
): LedgerTable {
  return { name, ...titles, columns: [...own, ...commonColumns], sortedBy };
}

/** Declares a required column. */
export function column(
  name: string,
  type: ColumnType,
  unit: LedgerColumn['unit'],
  zh: string,
  en: string,
): LedgerColumn {
  return { name, type, unit, nullable: false, sensitivity: 'internal', zh, en };
}

/** The same column, empty cells allowed. */
export function nullable(declared: LedgerColumn): LedgerColumn {
  return { ...declared, nullable: true };
}

/** The same column, about one person or household. */
export function personal(declared: LedgerColumn): LedgerColumn {
  return { ...declared, sensitivity: 'personal' };
}

/** Checks one row as DuckDB gives it in JSON: dates and big integers as text. */
export function rowSchema(table: LedgerTable): z.ZodType {
  const members = table.columns.map((declared): [string, z.ZodType] => {
    const value = valueSchemas[declared.type];
    return [declared.name, declared.nullable ? value.nullable() : value];
  });
  return z.strictObject(Object.fromEntries(members));
}

const valueSchemas: Readonly<Record<ColumnType, z.ZodType>> = {
  VARCHAR: z.string().min(1),
  BIGINT: z.string().regex(/^-?\d+$/),
  DOUBLE: z.number(),
  DATE: z.iso.date(),
};
