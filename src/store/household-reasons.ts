/**
 * Table `household_reason`: why each household of a published list has its score.
 */
import * as z from 'zod';
import type { HouseholdReasonTable } from './schema.ts';
import { firstRow } from './statements.ts';
import type { Store } from './store.ts';

/** How many reasons a list shows beside each household. */
export const topReasonCount = 3;

/** Why a score is what it is: one feature, its value, and how far it moved the log-odds. */
export interface StoredReason {
  readonly feature: string;
  /** `null` when missing. */
  readonly value: number | null;
  /** Log-odds; positive raises the risk. */
  readonly contribution: number;
  readonly zh: string;
  readonly en: string;
}

const reasonTuples = z.array(
  z.tuple([z.string(), z.number().nullable(), z.number(), z.string(), z.string()]),
);

/** Every reason of a household in a run, strongest first; empty when the household is not in it. */
export function listReasons({ db, raw }: Store, runId: string, householdId: string): Promise<StoredReason[]> {
  const row = firstRow(
    raw,
    db
      .selectFrom('household_reason')
      .select('reasons')
      .where('run_id', '=', runId)
      .where('household_id', '=', householdId),
  );
  return Promise.resolve(row ? decodeReasons(row.reasons) : []);
}

/** The table row of a household's reasons. */
export function reasonRow(
  runId: string,
  householdId: string,
  reasons: readonly StoredReason[],
): HouseholdReasonTable {
  return { run_id: runId, household_id: householdId, reasons: encodeReasons(reasons) };
}

/** Reasons as JSON tuples: a third smaller than objects, which counts at a million households. */
export function encodeReasons(reasons: readonly StoredReason[]): string {
  return JSON.stringify(
    reasons.map(({ feature, value, contribution, zh, en }) => [feature, value, contribution, zh, en]),
  );
}

/** The inverse of `encodeReasons`. */
export function decodeReasons(text: string): StoredReason[] {
  return reasonTuples
    .parse(JSON.parse(text))
    .map(([feature, value, contribution, zh, en]) => ({ feature, value, contribution, zh, en }));
}
