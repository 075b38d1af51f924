/**
 * Every table of the ledger, in the order they are loaded.
 */
import { household } from './household.ts';
import { incomeMonth } from './income-month.ts';
import { observation } from './observation.ts';
import type { LedgerTable } from './table.ts';

export type { ColumnType, LedgerColumn, LedgerTable, Sensitivity } from './table.ts';
export { rowSchema } from './table.ts';

/** The declared tables. */
export const ledgerTables: readonly LedgerTable[] = [household, incomeMonth, observation];

/** The declaration of a table, by name. */
export function findTable(name: string): LedgerTable | undefined {
  return ledgerTables.find((table) => table.name === name);
}
