/**
 * What a caseworker writes down of a visit.
 */
import * as z from 'zod';
import { findCodeTable } from '../ledger/codes/index.ts';

const fen = z.int().nullable().default(null);
const text = z.string().max(2000).nullable().default(null);

const causes = findCodeTable('hardship_cause');

/** Money is of the last 12 months, in fen. */
export const visitFindings = z.strictObject({
  /** Persons really living together. */
  members: z.int().min(1).max(30).nullable().default(null),
  wage_fen: fen,
  /** May be a loss. */
  business_fen: fen,
  property_fen: fen,
  transfer_fen: fen,
  /** Medical costs borne after every insurance, within scope. */
  medical_self_paid_fen: fen,
  education_fen: fen,
  cause: z
    .string()
    .refine((code) => causes?.entries.has(code) ?? false, 'a code of hardship_cause expected')
    .nullable()
    .default(null),
  /** Why it was a false alarm; feeds the calibration. */
  reason: text,
  housing: text,
  insurance: text,
  schooling: text,
  /** What the household itself asks for. */
  wishes: text,
  note: text,
});

/** What a visit found. */
export type VisitFindings = Readonly<z.infer<typeof visitFindings>>;

/** The findings of a stored text. */
export function findingsOf(stored: string): VisitFindings {
  return visitFindings.parse(JSON.parse(stored));
}
