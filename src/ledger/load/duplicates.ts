/**
 * Rows that repeat a key: the first sound one stays, later ones become problems that name it.
 */
import type { DuckDb } from '../../io/duckdb.ts';
import { stagedColumn, type Staged } from './stage.ts';

/** Adds a problem for every sound row whose key an earlier sound row of the file already had. */
export async function checkDuplicates(db: DuckDb, staged: Staged): Promise<void> {
  const { unique } = staged.file.source;
  const keys = unique.map((name) => stagedColumn(staged, name)).join(', ');
  await db.run(
    `INSERT INTO problem SELECT row, -1, $names, left(concat_ws(' ', ${keys}), 80), 'JZ_ROW_DUPLICATE',
       'row ' || first_row || ' / 第 ' || first_row || ' 行'
     FROM (SELECT staged.*, min(row) OVER (PARTITION BY ${keys}) AS first_row
           FROM staged ANTI JOIN problem USING (row)
           SEMI JOIN (SELECT ${keys} FROM staged ANTI JOIN problem USING (row)
                      GROUP BY ALL HAVING count(*) > 1) USING (${keys}))
     WHERE row > first_row`,
    { names: unique.join(' + ') },
  );
}
