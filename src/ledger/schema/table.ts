/**
 * How a ledger table is declared: one list of columns gives the Parquet types, the row check and the dictionary.
 */
import * as z from 'zod';

/** Storage type of a column. */
export type ColumnType = 'VARCHAR' | 'BIGINT' | 'DOUBLE' | 'DATE' | 'BOOLEAN';
/**
 * Who may see a column: open statistics; inside the bureau; about one person or household; about health, money in
 * accounts, detention or a child (个人信息保护法 art. 28).
 */
export type Sensitivity = 'open' | 'internal' | 'personal' | 'sensitive';

/** One column of a ledger table. */
export interface LedgerColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** What one unit of the number is; empty for text. */
  readonly unit: '' | 'fen' | 'count' | 'date' | 'weight' | 'm2' | 'share' | 'as coded';
  readonly nullable: boolean;
  readonly sensitivity: Sensitivity;
  readonly zh: string;
  readonly en: string;
  /** Name of the code table its values come from (src/ledger/codes). */
  readonly codes?: string;
}

/** One table of the ledger (design §5). */
export interface LedgerTable {
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  /** The law that lets the bureau hold it. */
  readonly legalBasis: string;
  /** The table's own columns followed by the common ones. */
  readonly columns: readonly LedgerColumn[];
  /** The table's own columns. */
  readonly own: readonly LedgerColumn[];
  /** At least one of these must be filled in every row; empty when the required columns say it all. */
  readonly entity: readonly string[];
  /** Rows of a part are sorted by these, then by source row. */
  readonly sortedBy: readonly string[];
}

/** Columns every ledger row carries: its two times, where it came from and how sure the person is. */
export const commonColumns: readonly LedgerColumn[] = [
  column('occurred_on', 'DATE', 'date', '发生日期', 'when it happened'),
  column('recorded_at', 'DATE', 'date', '知悉日期', 'when the bureau could know'),
  column('source_dept', 'VARCHAR', '', '来源部门', 'department that sent it'),
  column('batch_id', 'VARCHAR', '', '批次', 'delivery it came with'),
  column('source_file', 'VARCHAR', '', '来源文件', 'file it came from'),
  column('source_row', 'BIGINT', 'count', '来源行号', 'data row of that file, the first is 1'),
  nullable(
    column(
      'link_confidence',
      'DOUBLE',
      'share',
      '人员匹配置信度',
      'probability that the person is this one: 1 by identity number, less by linking, empty when no person was named',
    ),
  ),
];

/** Declares a table from its own columns. */
export function ledgerTable(
  name: string,
  titles: { zh: string; en: string; legalBasis?: string },
  own: readonly LedgerColumn[],
  order: { sortedBy: readonly string[]; entity?: readonly string[] },
): LedgerTable {
  const { zh, en, legalBasis = '社会救助暂行办法第58条' } = titles;
  const { sortedBy, entity = [] } = order;
  return { name, zh, en, legalBasis, columns: [...own, ...commonColumns], own, entity, sortedBy };
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

/** A required text whose values come from a code table. */
export function coded(name: string, codes: string, zh: string, en: string): LedgerColumn {
  return { ...column(name, 'VARCHAR', '', zh, en), codes };
}

/** An amount in fen that may be empty. */
export function money(name: string, zh: string, en: string): LedgerColumn {
  return nullable(sensitive(column(name, 'BIGINT', 'fen', zh, en)));
}

/** The household a row is about. */
export const householdId = personal(column('household_id', 'VARCHAR', '', '家庭编号', 'household'));
/** The person a row is about: a keyed pseudonym, never an identity number. */
export const personId = personal(column('person_id', 'VARCHAR', '', '人员编号', 'person'));

/** The same column, empty cells allowed. */
export function nullable(declared: LedgerColumn): LedgerColumn {
  return { ...declared, nullable: true };
}

/** The same column, about one person or household. */
export function personal(declared: LedgerColumn): LedgerColumn {
  return { ...declared, sensitivity: 'personal' };
}

/** The same column, of the kinds the law protects most. */
export function sensitive(declared: LedgerColumn): LedgerColumn {
  return { ...declared, sensitivity: 'sensitive' };
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
  BOOLEAN: z.boolean(),
};
