/**
 * Every table of the ledger, in the order they are loaded.
 */
import { assistanceApplication, assistanceGrant, report, visit } from './assistance.ts';
import { employmentEvent } from './employment-event.ts';
import { household } from './household.ts';
import { incomeMonth } from './income-month.ts';
import { disabilityCert, educationEnrolment, vitalEvent } from './life.ts';
import { assetSnapshot, disasterEvent, housing, utilityMonth } from './means.ts';
import { medicalClaim } from './medical-claim.ts';
import { membership } from './membership.ts';
import { observation } from './observation.ts';
import { person } from './person.ts';
import type { LedgerTable } from './table.ts';

export type { ColumnType, LedgerColumn, LedgerTable, Sensitivity } from './table.ts';
export { commonColumns, rowSchema } from './table.ts';

/** The declared tables. */
export const ledgerTables: readonly LedgerTable[] = [
  household,
  person,
  membership,
  incomeMonth,
  employmentEvent,
  medicalClaim,
  disabilityCert,
  vitalEvent,
  educationEnrolment,
  assetSnapshot,
  housing,
  utilityMonth,
  disasterEvent,
  assistanceGrant,
  assistanceApplication,
  report,
  visit,
  observation,
];

/** The declaration of a table, by name. */
export function findTable(name: string): LedgerTable | undefined {
  return ledgerTables.find((table) => table.name === name);
}
