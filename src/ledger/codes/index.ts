/**
 * Every code table, and checks of identity numbers, regions and diagnoses.
 */
import { assistanceCodes } from './assistance.ts';
import type { CodeTable } from './code-table.ts';
import { healthCodes } from './health.ts';
import { meansCodes } from './means.ts';
import { personCodes } from './person.ts';
import { workCodes } from './work.ts';

export type { CodeMeaning, CodeTable } from './code-table.ts';
export { checkIdentityNumber, identityCheckDigit } from './identity-number.ts';
export { majorDiseases } from './major-disease.ts';
export { regionCounts, regionName, regionSource } from './region.ts';

/** The tables, in the order shown. */
export const codeTables: readonly CodeTable[] = [
  ...personCodes,
  ...workCodes,
  ...healthCodes,
  ...meansCodes,
  ...assistanceCodes,
];

/** A code table by name. */
export function findCodeTable(name: string): CodeTable | undefined {
  return codeTables.find((table) => table.name === name);
}
