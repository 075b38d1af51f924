/**
 * Row keys: 63-bit hashes of the `unique` columns, kept with a file's parts so that later deliveries can be held
 * against them. Keys that name persons are salted: without the vault's key nobody can try numbers against them.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../../io/files.ts';
import { parquetSql, sqlLiteral, type DuckDb } from '../../io/duckdb.ts';
import { PARQUET } from '../lake/parquet.ts';
import { isIdentity } from '../mapping/column-schema.ts';
import type { SourceSpec } from '../mapping/schema.ts';
import { hashSql } from '../persons/person-sql.ts';
import { binder } from './binder.ts';
import { cellName, declaredColumns, type SourceTable } from './source-columns.ts';

/** Keys of a file that is already loaded. */
export interface KnownKeys {
  readonly file: string;
  /** Where its keys lie. */
  readonly path: string;
}

/** Files of one group may not repeat each other's keys, or supersede each other by them. */
export function keyGroup(source: SourceSpec): string {
  const { department, files, unique, supersedes } = source;
  return sha256(JSON.stringify([department, files, unique, supersedes])).slice(0, 16);
}

/**
 * Fills table `keyed(row, key, content, recorded_at, said_on)` of the rows that are good so far: one that is refused
 * neither replaces another nor keeps its repetition out. Two of 100 million rows share a key's hash by chance
 * once in 2,000 loads. `content` tells whether a row that comes again says the same; should a later version of the
 * database hash otherwise, every such row counts as changed.
 */
export async function keyRows(db: DuckDb, source: SourceTable, salt: string): Promise<void> {
  const { unique, columns } = source.file.source;
  const isPersonal = unique.some((name) => {
    const spec = columns[name];
    return spec !== undefined && isIdentity(spec);
  });
  const cells = unique.map((name) => `coalesce(CAST(${cellName(source, name)} AS VARCHAR), '')`);
  const key = hashSql([...(isPersonal ? [sqlLiteral(salt)] : []), ...cells]);
  const all = declaredColumns(source).map(({ cell }) => cell);
  await db.run(`CREATE OR REPLACE TEMP TABLE keyed AS SELECT row, ${key} AS key,
    hash(${[sqlLiteral(salt), ...all].join(', ')}) AS content, recorded_at, recorded_at AS said_on
    FROM dated ANTI JOIN problem USING (row)`);
}

/** Adds a problem for every row whose key an earlier row of the file, or a row of a known file, has. */
export async function refuseDuplicates(
  db: DuckDb,
  source: SourceTable,
  known: readonly KnownKeys[],
): Promise<void> {
  for (const keys of known) await refuseKnown(db, source, keys);
  const statement = binder();
  await db.run(
    `INSERT INTO problem SELECT row, -1, ${statement.bind(source.file.source.unique.join(' + '))},
       ${shownKey(source)}, 'JZ_ROW_DUPLICATE', 'data row / 数据行 ' || first_row
     FROM (SELECT row, min(row) OVER (PARTITION BY key) AS first_row FROM keyed
       WHERE key IN (SELECT key FROM keyed GROUP BY key HAVING count(*) > 1)) JOIN typed USING (row)
     WHERE row > first_row`,
    statement.values,
  );
  await db.run('DELETE FROM keyed WHERE row IN (SELECT row FROM problem)');
}

/** Writes `keys/<stem>.parquet`: key, row, contents and days of every good row. */
export async function writeKeys(
  db: DuckDb,
  target: { readonly folder: string; readonly stem: string },
): Promise<string> {
  const path = `keys/${target.stem}.parquet`;
  await mkdir(join(target.folder, 'keys'), { recursive: true });
  await db.run(
    `COPY (SELECT key, row AS source_row, content, recorded_at, said_on FROM keyed ORDER BY row)
     TO ${sqlLiteral(join(target.folder, path))} ${PARQUET}`,
  );
  return path;
}

async function refuseKnown(db: DuckDb, source: SourceTable, known: KnownKeys): Promise<void> {
  const statement = binder();
  await db.run(
    `INSERT INTO problem SELECT row, -1, ${statement.bind(source.file.source.unique.join(' + '))},
       ${shownKey(source)}, 'JZ_ROW_DUPLICATE', ${statement.bind(`${known.file}, data row / 数据行 `)} || theirs.source_row
     FROM keyed JOIN (SELECT key, min(source_row) AS source_row
         FROM ${parquetSql([known.path])} GROUP BY key) AS theirs USING (key)
       JOIN typed USING (row)`,
    statement.values,
  );
  await db.run('DELETE FROM keyed WHERE row IN (SELECT row FROM problem)');
}

/** The key as a person reads it; what a person is called or numbered is not shown. */
function shownKey(source: SourceTable): string {
  const { unique, columns } = source.file.source;
  const cells = unique
    .filter((name) => {
      const spec = columns[name];
      return spec === undefined || !isIdentity(spec);
    })
    .map((name) => cellName(source, name));
  return cells.length === 0 ? "''" : `left(concat_ws(' ', ${cells.join(', ')}), 80)`;
}
