/**
 * Which rows a later version replaced, and from which day: worked out anew for every group of files that changed.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { duckDbPath, sqlLiteral, type DuckDb } from '../../io/duckdb.ts';

/** A file of a group, with its keys. */
export interface VersionedFile {
  readonly file: string;
  /** Day of the delivery; null when its name does not say. */
  readonly deliveredOn: string | null;
  /** Where its keys lie. */
  readonly path: string;
}

/**
 * Writes `superseded/<group>.parquet` (source_file, source_row, superseded_at): of rows with the same key each is
 * replaced by the next by day known, day of delivery, file and row. Returns how many rows were replaced; none, no file.
 */
export async function writeSuperseded(
  db: DuckDb,
  group: { readonly id: string; readonly files: readonly VersionedFile[] },
  folder: string,
): Promise<{ path: string; rows: number } | null> {
  const names = group.files.map(({ file, deliveredOn }, i) => {
    const day = deliveredOn === null ? 'NULL' : sqlLiteral(deliveredOn);
    return `(${i}, ${sqlLiteral(file)}, CAST(${day} AS DATE))`;
  });
  const rows = group.files.map(
    ({ path }, i) =>
      `SELECT ${i} AS file_index, key, source_row, recorded_at FROM read_parquet(${sqlLiteral(duckDbPath(path))})`,
  );
  const paths = group.files.map(({ path }) => sqlLiteral(duckDbPath(path))).join(', ');
  await db.run(
    `CREATE OR REPLACE TEMP TABLE repeated AS SELECT key FROM read_parquet([${paths}])
     GROUP BY key HAVING count(*) > 1`,
  );
  await db.run(
    `CREATE OR REPLACE TEMP TABLE superseded AS SELECT source_file, source_row, superseded_at FROM (
       SELECT source_file, source_row, lead(recorded_at) OVER (PARTITION BY key
         ORDER BY recorded_at, delivered_on NULLS FIRST, source_file, source_row) AS superseded_at
       FROM (${rows.join(' UNION ALL ')}) SEMI JOIN repeated USING (key)
         JOIN (VALUES ${names.join(', ')}) AS named(file_index, source_file, delivered_on) USING (file_index))
     WHERE superseded_at IS NOT NULL`,
  );
  const [count] = await db.rows('SELECT count(*) AS n FROM superseded');
  const found = Number(count?.['n']);
  if (found === 0) return null;
  const path = `superseded/${group.id}.parquet`;
  await mkdir(join(folder, 'superseded'), { recursive: true });
  await db.run(`COPY (FROM superseded ORDER BY source_file, source_row) TO ${sqlLiteral(join(folder, path))}
    (FORMAT parquet, COMPRESSION zstd)`);
  return { path, rows: found };
}
