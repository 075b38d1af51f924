/**
 * Publishes a scored list: readers see the earlier list or the new one, never a part.
 */
import Sqlite from 'better-sqlite3';
import { isIsoDate } from '../core/dates.ts';
import { JzError } from '../core/errors/index.ts';
import { sqliteErrors } from '../io/sqlite/errors.ts';
import { bulkInsert } from './bulk-insert.ts';
import { periodFacts, periodRow, type HouseholdPeriod } from './household-periods.ts';
import { reasonRow } from './household-reasons.ts';
import { scoreRow, type RankedScore } from './household-scores.ts';
import { runRow, type PublishedRun, type ScoreRun } from './score-runs.ts';
import type { Store } from './store.ts';

/**
 * Writes a run, its scores and its households' histories in one transaction. A run of the same id is replaced
 * whole; periods the generation already has are overwritten.
 *
 * @param scores ranks 1 … n, each once, in any order
 * @param history read after the scores
 * @throws JZ_PUBLISH_REFUSED naming the row, JZ_PUBLISH_EMPTY, JZ_STORE_BUSY, JZ_STORE_DAMAGED, JZ_RESOURCE;
 *   nothing is written then
 */
export function publishScores(
  store: Store,
  run: ScoreRun,
  scores: Iterable<RankedScore>,
  history: Iterable<HouseholdPeriod>,
): PublishedRun {
  checkRun(run);
  const write = store.raw.transaction((): PublishedRun => {
    const publishedSequence = nextSequence(store);
    replaceRun(store, run, publishedSequence);
    const rows = insertScores(store, run.id, scores);
    setRows(store, run.id, rows);
    insertHistory(store, run.generationId, history);
    return { ...run, rows, publishedSequence };
  });
  return sqliteErrors(store.file, () => write.immediate());
}

function nextSequence(store: Store): number {
  const query = store.db
    .selectFrom('score_run')
    .select((eb) => eb.fn.max('published_sequence').as('last'))
    .compile();
  const row = store.raw.prepare<[], { last: number | null }>(query.sql).get();
  return (row?.last ?? 0) + 1;
}

function replaceRun(store: Store, run: ScoreRun, sequence: number): void {
  const remove = store.db.deleteFrom('score_run').where('id', '=', run.id).compile();
  store.raw.prepare(remove.sql).run(...remove.parameters);
  const insert = store.db
    .insertInto('score_run')
    .values(runRow(run, 0, sequence))
    .compile();
  store.raw.prepare(insert.sql).run(...insert.parameters);
}

function setRows(store: Store, runId: string, rows: number): void {
  const update = store.db.updateTable('score_run').set({ rows }).where('id', '=', runId).compile();
  store.raw.prepare(update.sql).run(...update.parameters);
}

function insertScores(store: Store, runId: string, scores: Iterable<RankedScore>): number {
  const insert = bulkInsert(store.raw, (row: ReturnType<typeof scoreRow>) =>
    store.db.insertInto('household_score').values(row),
  );
  const insertReasons = bulkInsert(store.raw, (row: ReturnType<typeof reasonRow>) =>
    store.db.insertInto('household_reason').values(row),
  );
  let rows = 0;
  let lastRank = 0;
  for (const score of scores) {
    rows++;
    checkScore(score, rows);
    refuseDuplicate(score, rows, () => insert(scoreRow(runId, score)));
    insertReasons(reasonRow(runId, score.householdId, score.reasons));
    lastRank = Math.max(lastRank, score.rank);
  }
  if (rows === 0) throw new JzError('JZ_PUBLISH_EMPTY', { run: runId });
  if (lastRank !== rows)
    throw refusal('household_score', rows, '-', 'rank', lastRank, `ranks 1 to ${rows}, each once`);
  return rows;
}

function insertHistory(store: Store, generationId: string, history: Iterable<HouseholdPeriod>): void {
  const insert = bulkInsert(store.raw, (row: ReturnType<typeof periodRow>) =>
    store.db
      .insertInto('household_period')
      .values(row)
      .onConflict((conflict) =>
        conflict
          .columns(['generation_id', 'household_id', 'period'])
          .doUpdateSet((eb) => ({ facts: eb.ref('excluded.facts') })),
      ),
  );
  let row = 0;
  for (const period of history) {
    row++;
    checkPeriod(period, row);
    insert(periodRow(generationId, period));
  }
}

function checkRun(run: ScoreRun): void {
  if (run.id === '' || run.id.length > 128)
    throw refusal('score_run', 1, '-', 'id', run.id, '1 to 128 characters');
  if (!isIsoDate(run.asOf)) throw refusal('score_run', 1, '-', 'as_of', run.asOf, 'a day YYYY-MM-DD');
  if (!isIsoDate(run.dataDate))
    throw refusal('score_run', 1, '-', 'data_date', run.dataDate, 'a day YYYY-MM-DD');
}

function checkScore(score: RankedScore, row: number): void {
  const { householdId, rank, probability, lower, upper } = score;
  const refuse = (column: keyof RankedScore, value: string | number, expected: string): JzError =>
    refusal('household_score', row, householdId, column, value, expected);
  if (householdId === '' || householdId.length > 128)
    throw refuse('householdId', householdId, '1 to 128 characters');
  if (!Number.isSafeInteger(rank) || rank < 1) throw refuse('rank', rank, 'a whole number >= 1');
  for (const [column, value] of Object.entries({ probability, lower, upper }))
    if (!(value >= 0 && value <= 1))
      throw refusal('household_score', row, householdId, column, value, 'a number in 0..1');
  if (lower > upper) throw refuse('lower', lower, 'not above upper');
  const crossing = crossingHorizon(score);
  if (crossing !== undefined)
    throw refuse('horizons', crossing, 'a number in 0..1, not less than by the horizon before');
}

function crossingHorizon({ horizons = [] }: RankedScore): number | undefined {
  const told = horizons.map(({ probability }) => probability);
  return told.find((own, k) => !(own >= (told[k - 1] ?? 0) && own <= 1));
}

function checkPeriod(period: HouseholdPeriod, row: number): void {
  const checked = periodFacts.safeParse(period.facts);
  if (checked.success) return;
  const issue = checked.error.issues[0];
  const column = issue?.path.join('.') ?? 'facts';
  throw refusal('household_period', row, period.householdId, column, period.period, issue?.message ?? '');
}

function refuseDuplicate(score: RankedScore, row: number, insert: () => void): void {
  try {
    insert();
  } catch (cause) {
    if (!(cause instanceof Sqlite.SqliteError) || !cause.code.startsWith('SQLITE_CONSTRAINT')) throw cause;
    const onRank = cause.message.includes('rank');
    const [column, value] = onRank ? ['rank', score.rank] : ['householdId', score.householdId];
    throw refusal('household_score', row, score.householdId, column, value, 'once in a list');
  }
}

function refusal(
  table: string,
  row: number,
  household: string,
  column: string,
  ...[value, expected]: [value: string | number, expected: string]
): JzError {
  return new JzError('JZ_PUBLISH_REFUSED', { table, row, household, column, value, expected });
}
