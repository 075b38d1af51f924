/**
 * Rows about persons who had themselves deleted are refused, so that a file sent again does not bring them back.
 */
import type { DuckDb } from '../../io/duckdb.ts';
import { binder } from '../load/binder.ts';
import type { SourceTable } from '../load/source-columns.ts';
import type { PersonSql } from './person-sql.ts';

/** Fills table `barred(person_id)`, which all sessions of an ingest share. */
export async function listBarred(db: DuckDb, personIds: readonly string[]): Promise<void> {
  await db.run(`CREATE TABLE barred AS SELECT unnest(from_json($ids, '["VARCHAR"]')) AS person_id`, {
    ids: JSON.stringify(personIds),
  });
}

/** Moves such rows from `pending` to `problem`, recognised by number or as a stranger with the same words. */
export async function refuseBarred(
  db: DuckDb,
  source: SourceTable,
  { name, index, number }: PersonSql,
): Promise<void> {
  const [count] = await db.rows('SELECT count(*) AS n FROM barred');
  if (Number(count?.['n']) === 0) return;
  const statement = binder();
  const spec = source.file.source.persons[name];
  const column = spec?.id_number ?? spec?.disability_certificate ?? spec?.name ?? '';
  await db.run(
    `INSERT INTO problem SELECT row, ${source.header.indexOf(column)}, ${statement.bind(column)}, '',
       'JZ_PERSON_ERASED', ''
     FROM (SELECT row, person_id FROM typed JOIN identity ON text = ${number}
       UNION SELECT row, person_id FROM unnamed_${index} JOIN stranger USING (tuple)) SEMI JOIN barred USING (person_id)`,
    statement.values,
  );
  await db.run(`DELETE FROM unnamed_${index} WHERE row IN (SELECT row FROM problem)`);
  await db.run('DELETE FROM pending WHERE row IN (SELECT row FROM problem)');
  await db.run('DELETE FROM stranger WHERE person_id IN (SELECT person_id FROM barred)');
}
