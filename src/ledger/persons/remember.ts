/**
 * What a file says of persons with a number: candidates for the vault, and examples for linking.
 */
import type { DuckDb } from '../../io/duckdb.ts';
import { cellName, type SourceTable } from '../load/source-columns.ts';
import { personFields, personsSql, UNSAID, type PersonField, type PersonSql } from './person-sql.ts';

/** Examples kept of one file. */
const EXAMPLES = 500;

/**
 * Adds a file's persons to tables `candidate` and `labelled`. Of a register every person is a candidate, of other
 * files those no register of this delivery names.
 *
 * @param origin the file's place in the delivery's order
 */
export async function rememberPersons(db: DuckDb, source: SourceTable, origin: number): Promise<void> {
  const spec = source.file.source;
  for (const person of personsSql(spec, (name) => cellName(source, name))) {
    await addCandidates(db, person, { registry: spec.registry, origin });
    if (!spec.registry) await addExamples(db, person, origin);
  }
}

async function addCandidates(
  db: DuckDb,
  { number, fields }: PersonSql,
  { registry, origin }: { registry: boolean; origin: number },
): Promise<void> {
  const isSaid = (field: PersonField): boolean => fields[field] !== UNSAID;
  const latest = (field: PersonField): string =>
    isSaid(field) ? `arg_max(${field}, moment) AS ${field}` : `${UNSAID} AS ${field}`;
  const kept = personFields.map((field) => `${fields[field]} AS ${field}`).join(', ');
  const known = registry
    ? ''
    : 'ANTI JOIN (SELECT person_id FROM candidate WHERE registry) USING (person_id)';
  await db.run(
    `INSERT INTO candidate SELECT person_id, ${registry}, max(recorded_at), ${origin}, max(row),
       ${personFields.map(latest).join(', ')}
     FROM (SELECT i.person_id, t.recorded_at, t.row, datediff('day', DATE '1900-01-01', t.recorded_at) * 4294967296 + t.row AS moment,
         ${personFields.map((field) => `t.${field}`).join(', ')}
       FROM (SELECT row, recorded_at, ${number} AS number, ${kept} FROM dated) AS t
         JOIN (SELECT text, person_id FROM identity WHERE person_id IS NOT NULL) AS i ON i.text = t.number) ${known}
     GROUP BY person_id`,
  );
}

/** Every n-th row, so that the examples do not depend on anything but the file. */
async function addExamples(db: DuckDb, { number, fields }: PersonSql, origin: number): Promise<void> {
  const kept = personFields.map((field) => fields[field]).join(', ');
  await db.run(
    `INSERT INTO labelled SELECT i.person_id, ${origin}, t.row, ${kept}
     FROM (SELECT * FROM dated WHERE ${fields.name} IS NOT NULL
       AND row % greatest(1, (SELECT count(*) FROM dated) // ${EXAMPLES}) = 0) AS t
       JOIN identity AS i ON i.text = ${number} WHERE i.person_id IS NOT NULL`,
  );
}
