/**
 * One household in full: its score, every reason, and what would lower its band.
 */
import type { IsoDate } from '../core/dates.ts';
import { JzError } from '../core/errors/index.ts';
import { selectColumns, takeRows } from '../core/matrix.ts';
import type { DuckDb } from '../io/duckdb.ts';
import { cohorts } from './cohorts.ts';
import type { LoadedScorer } from './load.ts';
import type { HouseholdScore, ModelInfo } from './types.ts';
import { derivedOf, whatWouldLower, type WhatIf } from './what-if.ts';

/** What is told of a household, with all that must be shown beside it. */
export interface ExplainedHousehold extends HouseholdScore {
  readonly householdId: string;
  readonly area: string;
  readonly model: ModelInfo;
  readonly asOf: IsoDate;
  readonly generation: string;
  readonly dataDate: string;
  /** Model's features of which nothing is known. */
  readonly missing: readonly string[];
  readonly whatIf: WhatIf;
}

/** Whom to explain. */
export interface ExplainRequest {
  readonly ledger: { readonly db: DuckDb; readonly generation: string };
  readonly scorer: LoadedScorer;
  readonly asOf: IsoDate;
  readonly householdId: string;
}

/**
 * Explains a household's score.
 *
 * @throws JZ_HOUSEHOLD_UNKNOWN when it has no members then; JZ_HOUSEHOLD_NOT_SCORED when it is on assistance, waits for
 *   a decision or is poor already
 */
export async function explainHousehold(request: ExplainRequest): Promise<ExplainedHousehold> {
  const { ledger, scorer, asOf, householdId } = request;
  const { ids, areas, rows, matrix, dataDate, derived } = await cohorts[scorer.catalogue](ledger, asOf);
  const row = ids.indexOf(householdId);
  if (row < 0) throw new JzError('JZ_HOUSEHOLD_UNKNOWN', { household: householdId, asOf });
  if (!rows.includes(row)) throw new JzError('JZ_HOUSEHOLD_NOT_SCORED', { household: householdId, asOf });
  const { features } = scorer.model.stack;
  const own = selectColumns(takeRows(matrix, [row]), features);
  const values = own.columns.map((column) => column[0] ?? Number.NaN);
  const score = scorer.score(own, features.length)[0];
  if (!score) throw new JzError('JZ_INTERNAL', { problem: 'one row gave no score' });
  const whatIf = whatWouldLower(scorer, {
    ...{ row: values, band: score.band },
    ...(derived ? { derived: derivedOf(derived, row, features) } : {}),
  });
  const missing = features.filter((_, j) => Number.isNaN(values[j]));
  const area = areas.get(householdId) ?? '';
  const { generation } = ledger;
  return { ...score, householdId, area, model: scorer.info, asOf, generation, dataDate, missing, whatIf };
}
