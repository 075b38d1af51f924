/**
 * A file that came again under its name with other bytes: what it repeats was known before, what it changes was not.
 */
import { parquetSql, type DuckDb } from '../../io/duckdb.ts';
import { dateRows } from './dated-rows.ts';
import type { SourceTable } from './source-columns.ts';

/** A version of a file that the lake holds. */
export interface EarlierVersion {
  readonly version: number;
  /** The day what it changed became known; null for the first version. */
  readonly newsOn: string | null;
  /** Where its keys lie. */
  readonly path: string;
}

/**
 * Sets the day each row became known, in table `keyed` and view `dated`. A row that says what the version before said
 * was known when that was; a changed one is known from the day of the delivery (its day, or the last any row of it
 * names); one whose key is new, from the day it says. Where rows supersede each other by their key, one that says a
 * later day than all before is the next in line, known from then.
 *
 * @returns the day of the delivery, `YYYY-MM-DD`; null for a first version
 */
export async function restateRows(
  db: DuckDb,
  source: SourceTable,
  before: readonly EarlierVersion[],
): Promise<string | null> {
  if (before.length === 0) return null;
  const newsOn = await dayOfNews(db, source, before);
  await readEarlier(db, before);
  const last = Math.max(...before.map(({ version }) => version));
  const { supersedes, snapshot } = source.file.source;
  const isNext = supersedes ? 'k.recorded_at > l.recorded_at' : 'false';
  const isSame = `s.content IS NOT NULL${snapshot === true ? ` AND l.version = ${last}` : ''}`;
  await db.run(
    `CREATE OR REPLACE TEMP TABLE restated AS
     SELECT k.row, CASE WHEN ${isSame} THEN s.recorded_at WHEN ${isNext} THEN k.recorded_at
         ELSE greatest(CAST($newsOn AS DATE), k.recorded_at, l.recorded_at) END AS recorded_at,
       CASE WHEN ${isSame} THEN greatest(k.said_on, s.said_on)
         WHEN count(*) OVER (PARTITION BY k.key) = 1 THEN greatest(k.said_on, l.said_on) ELSE k.said_on END AS said_on
     FROM keyed AS k
       JOIN (SELECT key, max(version) AS version, max(recorded_at) AS recorded_at, max(said_on) AS said_on
         FROM earlier GROUP BY key) AS l USING (key)
       LEFT JOIN (SELECT key, content, max(recorded_at) AS recorded_at, max(said_on) AS said_on
         FROM earlier GROUP BY key, content) AS s ON s.key = k.key AND s.content = k.content`,
    { newsOn },
  );
  await db.run(`UPDATE keyed SET recorded_at = restated.recorded_at, said_on = restated.said_on
    FROM restated WHERE restated.row = keyed.row`);
  await dateRows(db, source, 'restated');
  return newsOn;
}

/** The day of the delivery by the file's name; else the latest day a row of it or of the versions before names. */
async function dayOfNews(
  db: DuckDb,
  { file }: SourceTable,
  before: readonly EarlierVersion[],
): Promise<string> {
  const earlier = parquetSql(before.map(({ path }) => path));
  const [row] = await db.rows(
    `SELECT CAST(coalesce(CAST($day AS DATE), max(recorded_at)) AS VARCHAR) AS day FROM (
       SELECT recorded_at FROM keyed UNION ALL SELECT recorded_at FROM ${earlier})`,
    { day: file.deliveredOn },
  );
  const day = row?.['day'];
  const days = [typeof day === 'string' ? day : '', ...before.map(({ newsOn }) => newsOn ?? '')].sort();
  return days.findLast((one) => one !== '') ?? '1900-01-01';
}

/** Table `earlier`: of every key of the file, the rows of the last version that has it. */
async function readEarlier(db: DuckDb, before: readonly EarlierVersion[]): Promise<void> {
  const versions = before.map(
    ({ version, path }) =>
      `SELECT ${version} AS version, key, content, recorded_at, said_on FROM ${parquetSql([path])}`,
  );
  await db.run(
    `CREATE OR REPLACE TEMP TABLE earlier AS FROM (${versions.join(' UNION ALL ')}) SEMI JOIN keyed USING (key)
     QUALIFY version = max(version) OVER (PARTITION BY key)`,
  );
}
