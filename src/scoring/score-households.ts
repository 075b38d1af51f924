/**
 * Scores every household of a cohort as of a date: the ranked list with reasons.
 */
import type { IsoDate } from '../core/dates.ts';
import { fnv1a } from '../core/hash.ts';
import { takeRows } from '../core/matrix.ts';
import type { Progress } from '../core/progress.ts';
import type { DuckDb } from '../io/duckdb.ts';
import { cohorts } from './cohorts.ts';
import type { HouseholdScore, ModelInfo, Scorer } from './types.ts';

/** One line of the list. */
export interface RankedHousehold extends HouseholdScore {
  readonly householdId: string;
  /** 1 is the highest probability; equal ones keep the order of their ids. */
  readonly rank: number;
  readonly area: string;
}

/** A scored list with all that must be shown beside it. */
export interface ScoredList {
  readonly model: ModelInfo;
  readonly asOf: IsoDate;
  readonly generation: string;
  /** Latest knowledge date among the rows used. */
  readonly dataDate: string;
  readonly households: readonly RankedHousehold[];
}

/** What to score. */
export interface ScoreRequest {
  readonly ledger: { readonly db: DuckDb; readonly generation: string };
  readonly scorer: Scorer;
  readonly asOf: IsoDate;
  readonly topReasons: number;
  /** Keep only households of one shard of many, by a fixed hash of their id. */
  readonly shard?: Shard | undefined;
  readonly progress: Progress;
}

/** Shard `index` (from 0) of `count`. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

const BLOCK = 512;

/** Scores the cohort. Ranks count within the shard. */
export async function scoreHouseholds(request: ScoreRequest): Promise<ScoredList> {
  const { ledger, scorer, asOf, shard, progress } = request;
  const cohort = await cohorts[scorer.catalogue](ledger, asOf);
  const { ids, areas } = cohort;
  const rows = cohort.rows.filter((row) => inShard(ids[row] ?? '', shard));
  const households: Omit<RankedHousehold, 'rank'>[] = [];
  for (let start = 0; start < rows.length; start += BLOCK) {
    progress('评分 / scoring', start, rows.length);
    const block = rows.slice(start, start + BLOCK);
    const scores = scorer.score(takeRows(cohort.matrix, block), request.topReasons);
    for (const [i, score] of scores.entries()) {
      const householdId = ids[block[i] ?? -1] ?? '';
      households.push({ ...score, householdId, area: areas.get(householdId) ?? '' });
    }
    await new Promise(setImmediate);
  }
  progress('评分 / scoring', rows.length, rows.length);
  households.sort((a, b) => b.probability - a.probability || (a.householdId < b.householdId ? -1 : 1));
  return {
    model: scorer.info,
    asOf,
    generation: ledger.generation,
    dataDate: cohort.dataDate,
    households: households.map((household, i) => ({ ...household, rank: i + 1 })),
  };
}

function inShard(id: string, shard: Shard | undefined): boolean {
  if (!shard) return true;
  return fnv1a(id) % shard.count === shard.index;
}
