/**
 * Where a row of the ledger came from.
 */
import { departmentWords } from '../ledger/quality/words.ts';
import type { Words } from './coded.ts';

/** A row of a department's file. */
export interface Source {
  readonly department: Words;
  readonly file: string;
  /** The first data row is 1. */
  readonly row: number;
}

/** The source of a row by the ledger's own columns. */
export function sourceOf(department: string, file: string, row: number): Source {
  return { department: departmentWords(department), file, row };
}
