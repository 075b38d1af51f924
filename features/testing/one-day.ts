/** Features of a hand-made ledger as of one date. */
import { isoDate } from '../../src/core/dates.ts';
import { checkFeatures } from '../engine/check.ts';
import { computeDays, type DayFeatures } from '../engine/compute.ts';
import type { LedgerFeature } from '../engine/declaration.ts';
import { departmentLedger, type LedgerRows } from './department-ledger.ts';

/** Parameters of the law that features ask for, in fen. */
export const parameters = () => ({ dibao_standard_year: 1_440_000, disposable_income_per_capita: 6_000_000 });

/** Computes features on a ledger of these rows alone. */
export async function day(
  rows: LedgerRows,
  features: readonly LedgerFeature[],
  asOf: string,
  threads = 1,
): Promise<DayFeatures> {
  const db = await departmentLedger(rows, threads);
  try {
    for await (const found of computeDays({
      db,
      features: checkFeatures(features),
      asOf: [isoDate(asOf)],
      parameters,
    }))
      return found;
    throw new Error('no day');
  } finally {
    db.close();
  }
}
