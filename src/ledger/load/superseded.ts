/**
 * Which rows a later version replaced, and from which day: worked out anew for every group of files that changed.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parquetSql, sqlLiteral, type DuckDb } from '../../io/duckdb.ts';

/** A file of a group, with its keys. */
export interface VersionedFile {
  readonly file: string;
  /** The delivery it came with. */
  readonly batch: string;
  /** Day of the delivery; null when its name does not say. */
  readonly deliveredOn: string | null;
  /** 1, and one more each time it came again under its name. */
  readonly version: number;
  /** The day what it changed became known; null for the first version. */
  readonly newsOn: string | null;
  /** Whether rows that do not return in the next version are over. */
  readonly snapshot: boolean;
  /** Where its keys lie. */
  readonly path: string;
}

/** Files whose rows replace each other. */
export interface VersionedGroup {
  readonly id: string;
  /** Whether rows of different files replace each other, not only versions of one file. */
  readonly supersedes: boolean;
  readonly files: readonly VersionedFile[];
}

/**
 * Writes `superseded/<group>.parquet` (batch_id, source_file, source_row, superseded_at): of rows with the same key
 * each is replaced by any that follows it by the day it names, day of delivery, file, version and row, from the first
 * day such a row was known. Returns how many rows were replaced; none, no file.
 */
export async function writeSuperseded(
  db: DuckDb,
  group: VersionedGroup,
  folder: string,
): Promise<{ path: string; rows: number } | null> {
  const by = group.supersedes ? 'key' : 'key, source_file';
  await db.run(
    `CREATE OR REPLACE TEMP TABLE superseded AS
     SELECT batch_id, source_file, source_row, min(greatest(recorded_at, day)) AS superseded_at
     FROM (SELECT *, min(recorded_at) OVER (PARTITION BY ${by}
           ORDER BY said_on, delivered_on NULLS FIRST, source_file, version, source_row
           ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS day FROM (${repeatedSql(group)})
         UNION ALL ${withdrawnSql(group)})
     WHERE day IS NOT NULL GROUP BY batch_id, source_file, source_row`,
  );
  const [count] = await db.rows('SELECT count(*) AS n FROM superseded');
  const found = Number(count?.['n']);
  if (found === 0) return null;
  const path = `superseded/${group.id}.parquet`;
  await mkdir(join(folder, 'superseded'), { recursive: true });
  await db.run(`COPY (FROM superseded ORDER BY source_file, batch_id, source_row) TO ${sqlLiteral(join(folder, path))}
    (FORMAT parquet, COMPRESSION zstd)`);
  return { path, rows: found };
}

/** Rows whose key occurs more than once. */
function repeatedSql({ files }: VersionedGroup): string {
  const keys = files.map(keysSql).join(' UNION ALL ');
  const all = parquetSql(files.map(({ path }) => path));
  return `SELECT * FROM (${keys}) SEMI JOIN (SELECT key FROM ${all}
    GROUP BY key HAVING count(*) > 1) USING (key)`;
}

/** Rows that the next version of their file, which holds everything, no longer has. */
function withdrawnSql({ files }: VersionedGroup): string {
  const selects = files.flatMap((file) => {
    const next = files.find((other) => other.file === file.file && other.version === file.version + 1);
    if (!file.snapshot || next === undefined) return [];
    return `SELECT *, CAST(${sqlLiteral(next.newsOn ?? '')} AS DATE) AS day FROM (${keysSql(file)})
      ANTI JOIN ${parquetSql([next.path])} USING (key)`;
  });
  const none = `SELECT *, recorded_at AS day FROM (${files.slice(0, 1).map(keysSql).join('')}) WHERE false`;
  return selects.length === 0 ? none : selects.join(' UNION ALL ');
}

function keysSql({ file, batch, deliveredOn, version, path }: VersionedFile): string {
  const day = deliveredOn === null ? 'NULL' : sqlLiteral(deliveredOn);
  return `SELECT key, source_row, recorded_at, said_on, ${sqlLiteral(batch)} AS batch_id, ${sqlLiteral(file)} AS source_file,
    CAST(${day} AS DATE) AS delivered_on, ${version} AS version FROM ${parquetSql([path])}`;
}
