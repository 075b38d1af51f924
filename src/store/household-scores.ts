/**
 * Table `household_score`: every household's place in a published list.
 */
import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely';
import * as z from 'zod';
import { decodeReasons, encodeReasons, topReasonCount, type StoredReason } from './household-reasons.ts';
import type { HouseholdScoreTable, StoreSchema } from './schema.ts';
import { allRows, firstRow } from './statements.ts';
import type { Store } from './store.ts';

/** Probability of the event within so many months. */
export interface ScoreHorizon {
  readonly months: number;
  readonly probability: number;
}

/** One row of a list to publish. */
export interface RankedScore {
  readonly householdId: string;
  /** 1 is visited first; the ranks of a list are 1 … n. */
  readonly rank: number;
  /** 0..1, with its interval `lower <= upper`. */
  readonly probability: number;
  readonly lower: number;
  readonly upper: number;
  readonly band: string;
  /** What lists are told by: of a county its townships. */
  readonly area: string;
  /** Smallest region known: what an officer may see is told by its beginning. */
  readonly region: string;
  /** Too uncertain to be told by a band: a visit should find out first. */
  readonly isUncertain: boolean;
  /** By every horizon the model answers, the shortest first; absent: it answers one. */
  readonly horizons?: readonly ScoreHorizon[];
  /** Strongest first. */
  readonly reasons: readonly StoredReason[];
}

/** Beginnings of region codes; `null` for every one. */
export type Within = readonly string[] | null;

/** Which rows of a list to show; every member narrows. */
export interface ScoreFilter {
  readonly band?: string | undefined;
  readonly area?: string | undefined;
  readonly minProbability?: number | undefined;
  /** Beginning of the household id. */
  readonly idPrefix?: string | undefined;
  /** Regions that begin with any of these: what an officer may see; `null` for all. */
  readonly within?: Within | undefined;
}

/** Which part of the filtered list: after a rank, or after a number of rows. */
export interface ScoreSlice {
  readonly afterRank?: number | undefined;
  readonly offset?: number | undefined;
  readonly limit: number;
}

/** Rows of a run that match, in the order of rank, each with its `topReasonCount` strongest reasons. */
export async function listScores(
  store: Store,
  runId: string,
  filter: ScoreFilter,
  slice: ScoreSlice,
): Promise<RankedScore[]> {
  const rows = await store.db
    .selectFrom('household_score')
    .selectAll()
    .where((eb) => eb.and([...matching(eb, runId, filter), eb('rank', '>', slice.afterRank ?? 0)]))
    .orderBy('rank')
    .limit(slice.limit)
    .offset(slice.offset ?? 0)
    .execute();
  return rows.map(fromRow);
}

/** How many rows of a run match. */
export async function countScores(store: Store, runId: string, filter: ScoreFilter): Promise<number> {
  const row = await store.db
    .selectFrom('household_score')
    .select((eb) => eb.fn.countAll<number>().as('rows'))
    .where((eb) => eb.and(matching(eb, runId, filter)))
    .executeTakeFirstOrThrow();
  return row.rows;
}

/** One household of a run, with its strongest reasons; `null` when it is not in the list. */
export function findScore(store: Store, runId: string, householdId: string): Promise<RankedScore | null> {
  return scoreWhere(store, (rows) =>
    rows.where('run_id', '=', runId).where('household_id', '=', householdId),
  );
}

/** The household at a rank of a run, with its strongest reasons; `null` when there is none. */
export function scoreAtRank(store: Store, runId: string, rank: number): Promise<RankedScore | null> {
  return scoreWhere(store, (rows) => rows.where('run_id', '=', runId).where('rank', '=', rank));
}

type ScoreQuery = ReturnType<typeof scoreQuery>;

function scoreQuery({ db }: Store) {
  return db.selectFrom('household_score').selectAll();
}

function scoreWhere(store: Store, which: (rows: ScoreQuery) => ScoreQuery): Promise<RankedScore | null> {
  const row = firstRow(store.raw, which(scoreQuery(store)));
  return Promise.resolve(row ? fromRow(row) : null);
}

/** Band of every household of a run. */
export function bandOfEach({ db, raw }: Store, runId: string): Map<string, string> {
  const query = db.selectFrom('household_score').select(['household_id', 'band']).where('run_id', '=', runId);
  return new Map(allRows(raw, query).map((row) => [row.household_id, row.band]));
}

/** Households and summed probability of each band of a run. */
export function bandTotals(
  store: Store,
  runId: string,
  within: Within = null,
): Promise<{ band: string; households: number; expected: number }[]> {
  return store.db
    .selectFrom('household_score')
    .where((eb) => eb.and(matching(eb, runId, { within })))
    .select((eb) => [
      'band',
      eb.fn.countAll<number>().as('households'),
      eb.fn.sum<number>('probability').as('expected'),
    ])
    .groupBy('band')
    .execute();
}

/** Households of each area of a run, by area code. */
export function areaTotals(
  store: Store,
  runId: string,
  within: Within = null,
): Promise<{ area: string; households: number }[]> {
  return store.db
    .selectFrom('household_score')
    .where((eb) => eb.and(matching(eb, runId, { within })))
    .select((eb) => ['area', eb.fn.countAll<number>().as('households')])
    .groupBy('area')
    .orderBy('area')
    .execute();
}

/** The table row of a ranked score. */
export function scoreRow(runId: string, score: RankedScore): HouseholdScoreTable {
  return {
    run_id: runId,
    household_id: score.householdId,
    rank: score.rank,
    probability: score.probability,
    lower: score.lower,
    upper: score.upper,
    band: score.band,
    area: score.area,
    region: score.region,
    is_uncertain: Number(score.isUncertain),
    horizons: score.horizons ? encodeHorizons(score.horizons) : null,
    top_reasons: encodeReasons(score.reasons.slice(0, topReasonCount)),
  };
}

function fromRow(row: HouseholdScoreTable): RankedScore {
  return {
    householdId: row.household_id,
    rank: row.rank,
    probability: row.probability,
    lower: row.lower,
    upper: row.upper,
    band: row.band,
    area: row.area,
    region: row.region,
    isUncertain: row.is_uncertain === 1,
    ...(row.horizons === null ? {} : { horizons: decodeHorizons(row.horizons) }),
    reasons: decodeReasons(row.top_reasons),
  };
}

const horizonPairs = z.array(z.tuple([z.number(), z.number()]));

function encodeHorizons(horizons: readonly ScoreHorizon[]): string {
  return JSON.stringify(horizons.map(({ months, probability }) => [months, probability]));
}

function decodeHorizons(text: string): ScoreHorizon[] {
  return horizonPairs.parse(JSON.parse(text)).map(([months, probability]) => ({ months, probability }));
}

type Scores = ExpressionBuilder<StoreSchema, 'household_score'>;

function matching(
  eb: Scores,
  runId: string,
  filter: ScoreFilter,
): ExpressionWrapper<StoreSchema, 'household_score', SqlBool>[] {
  const { band, area, minProbability, idPrefix, within } = filter;
  return [
    eb('run_id', '=', runId),
    ...(band === undefined ? [] : [eb('band', '=', band)]),
    ...(area === undefined ? [] : [eb('area', '=', area)]),
    ...(minProbability === undefined ? [] : [eb('probability', '>=', minProbability)]),
    ...(idPrefix === undefined
      ? []
      : [eb('household_id', '>=', idPrefix), eb('household_id', '<', `${idPrefix}\u{10ffff}`)]),
    ...(within ? [inRegions(eb, within)] : []),
  ];
}

function inRegions(
  eb: Scores,
  within: readonly string[],
): ExpressionWrapper<StoreSchema, 'household_score', SqlBool> {
  return eb.or(
    within.map((code) => eb.and([eb('region', '>=', code), eb('region', '<', `${code}\u{10ffff}`)])),
  );
}
