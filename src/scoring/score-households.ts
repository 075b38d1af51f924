/**
 * Scores every household of a cohort as of a date: the ranked list with reasons.
 */
import type { IsoDate } from '../core/dates.ts';
import { fnv1a } from '../core/hash.ts';
import type { Progress } from '../core/progress.ts';
import type { DuckDb } from '../io/duckdb.ts';
import type { Cohort } from './cohort.ts';
import { cohorts } from './cohorts.ts';
import type { LoadedScorer } from './load.ts';
import { scoreRows } from './score-rows.ts';
import type { HouseholdScore, ModelInfo } from './types.ts';
import { scoreOf } from './words.ts';

/** One line of the list. */
export interface RankedHousehold extends HouseholdScore {
  readonly householdId: string;
  /** 1 is the highest probability; equal ones keep the order of their ids. */
  readonly rank: number;
  readonly area: string;
}

/** Households in the order of rank, each put into words when it is read: a million need not be in memory so. */
export type RankedHouseholds = Iterable<RankedHousehold> & { readonly length: number };

/** A scored list with all that must be shown beside it. */
export interface ScoredList<Households = readonly RankedHousehold[]> {
  readonly model: ModelInfo;
  readonly asOf: IsoDate;
  readonly generation: string;
  /** Latest knowledge date among the rows used. */
  readonly dataDate: string;
  readonly households: Households;
}

/** What to score. */
export interface ScoreRequest {
  readonly ledger: { readonly db: DuckDb; readonly generation: string };
  readonly scorer: LoadedScorer;
  readonly asOf: IsoDate;
  readonly topReasons: number;
  /** Keep only households of one shard of many, by a fixed hash of their id. */
  readonly shard?: Shard | undefined;
  /** Most threads; 1 when absent. */
  readonly threads?: number | undefined;
  /** Who is scored, where the caller has computed it already. */
  readonly cohort?: Cohort | undefined;
  readonly progress: Progress;
}

/** Shard `index` (from 0) of `count`. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Scores the cohort. Ranks count within the shard. */
export async function scoreHouseholds(request: ScoreRequest): Promise<ScoredList> {
  const list = await scoreCohort(request);
  return { ...list, households: [...list.households] };
}

/** The same with households that are put into words one by one as they are read. */
export async function scoreCohort(request: ScoreRequest): Promise<ScoredList<RankedHouseholds>> {
  const { ledger, scorer, asOf, shard, threads = 1, topReasons, progress } = request;
  const { ids, areas, dataDate, ...cohort } =
    request.cohort ?? (await cohorts[scorer.catalogue](ledger, asOf));
  const rows = cohort.rows.filter((row) => inShard(ids[row] ?? '', shard));
  const { model } = scorer;
  const block = await scoreRows({ model, matrix: cohort.matrix, rows, topReasons, threads, progress });
  const idAt = (i: number): string => ids[rows[i] ?? -1] ?? '';
  const { probability } = block;
  const order = Int32Array.from(rows.keys()).sort(
    (a, b) => (probability[b] ?? 0) - (probability[a] ?? 0) || (idAt(a) < idAt(b) ? -1 : 1),
  );
  const households = {
    length: rows.length,
    *[Symbol.iterator]() {
      for (const [place, i] of order.entries()) {
        const householdId = idAt(i);
        const area = areas.get(householdId) ?? '';
        yield { ...scoreOf(block, i, scorer), householdId, area, rank: place + 1 };
      }
    },
  };
  return { model: scorer.info, asOf, generation: ledger.generation, dataDate, households };
}

function inShard(id: string, shard: Shard | undefined): boolean {
  if (!shard) return true;
  return fnv1a(id) % shard.count === shard.index;
}
