/**
 * Rows that repeat a key: the first sound one stays, later ones become problems that name it.
 * A file's keys are kept with its parts, so that a later delivery cannot bring the same row in once more.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { duckDbPath, type DuckDb } from '../../io/duckdb.ts';
import { binder } from './binder.ts';
import { stagedColumn, type Staged } from './stage.ts';

/** Keys of a file that is already loaded. */
export interface KnownKeys {
  readonly file: string;
  /** Where its keys lie. */
  readonly path: string;
}

/**
 * Adds a problem for every sound row whose key an earlier sound row of the file, or a row of a known file, has.
 */
export async function checkDuplicates(
  db: DuckDb,
  staged: Staged,
  known: readonly KnownKeys[],
): Promise<void> {
  for (const keys of known) await checkAgainst(db, staged, keys);
  const columns = keyColumns(staged).join(', ');
  await db.run(
    `INSERT INTO problem SELECT row, -1, $names, left(concat_ws(' ', ${columns}), 80), 'JZ_ROW_DUPLICATE',
       'data row / 数据行 ' || first_row
     FROM (SELECT staged.*, min(row) OVER (PARTITION BY ${columns}) AS first_row
           FROM staged ANTI JOIN problem USING (row)
           SEMI JOIN (SELECT ${columns} FROM staged ANTI JOIN problem USING (row)
                      GROUP BY ALL HAVING count(*) > 1) USING (${columns}))
     WHERE row > first_row`,
    { names: staged.file.source.unique.join(' + ') },
  );
}

/** Writes `keys/<stem>.parquet`: the key and row of every good row, sorted by key. Reads table `typed`. */
export async function writeKeys(
  db: DuckDb,
  staged: Staged,
  target: { folder: string; stem: string },
): Promise<string> {
  const path = `keys/${target.stem}.parquet`;
  await mkdir(join(target.folder, 'keys'), { recursive: true });
  await db.run(
    `COPY (SELECT ${keySql(staged)} AS key, row AS source_row FROM staged SEMI JOIN typed USING (row) ORDER BY key)
     TO $file (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)`,
    { file: join(target.folder, path) },
  );
  return path;
}

async function checkAgainst(db: DuckDb, staged: Staged, known: KnownKeys): Promise<void> {
  const statement = binder();
  await db.run(
    `INSERT INTO problem SELECT mine.row, -1, ${statement.bind(staged.file.source.unique.join(' + '))},
       left(replace(key, chr(31), ' '), 80), 'JZ_ROW_DUPLICATE',
       ${statement.bind(`${known.file}, data row / 数据行 `)} || theirs.source_row
     FROM (SELECT row, ${keySql(staged)} AS key FROM staged ANTI JOIN problem USING (row)) AS mine
       JOIN read_parquet(${statement.bind(duckDbPath(known.path))}) AS theirs USING (key)`,
    statement.values,
  );
}

function keySql(staged: Staged): string {
  const cells = keyColumns(staged).map((cell) => `coalesce(${cell}, '')`);
  return cells.join(' || chr(31) || ');
}

function keyColumns(staged: Staged): string[] {
  return staged.file.source.unique.map((name) => stagedColumn(staged, name));
}
