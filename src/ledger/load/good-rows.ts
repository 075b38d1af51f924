/**
 * Good rows with everything a ledger row may hold: typed cells, both times, and an identifier for each of the
 * source's persons (`p<k>`, with its confidence `q<k>`) and households (`h<k>`).
 */
import { parquetSql, sqlLiteral, type DuckDb } from '../../io/duckdb.ts';
import { householdsSql, personsSql } from '../persons/person-sql.ts';
import { cellName, declaredColumns, type SourceTable } from './source-columns.ts';

/** SELECT of the rows whose persons are all known by number. Reads `dated`, `pending`, `identity`, `home`. */
export function knownRowsSql(source: SourceTable, hasPending: boolean): string {
  const { persons, households } = entities(source);
  const ids = persons.map(({ index }) => `i${index}.person_id AS p${index}, CAST(1 AS DOUBLE) AS q${index}`);
  const joins = persons.map(
    ({ index, number }) => `JOIN identity AS i${index} ON i${index}.text = ${number}`,
  );
  const waiting = hasPending ? 'ANTI JOIN pending USING (row)' : '';
  return selectSql(source, { ids, joins, households, from: `(FROM dated ${waiting}) AS t` });
}

/** Keeps the rows that wait for linking: `p<k>` where known by number, else `tuple<k>`. */
export async function keepPending(db: DuckDb, source: SourceTable, path: string): Promise<void> {
  const { persons, households } = entities(source);
  const ids = persons.map(
    ({ index }) => `i${index}.person_id AS p${index}, u${index}.tuple AS tuple${index}`,
  );
  const joins = persons.flatMap(({ index, number }) => [
    `LEFT JOIN identity AS i${index} ON i${index}.text = ${number}`,
    `LEFT JOIN unnamed_${index} AS u${index} ON u${index}.row = t.row`,
  ]);
  const sql = selectSql(source, {
    ids,
    joins,
    households,
    from: '(FROM dated SEMI JOIN pending USING (row)) AS t',
  });
  await db.run(`COPY (${sql} ORDER BY t.row) TO ${sqlLiteral(path)} (FORMAT parquet)`);
}

/** SELECT of the kept rows, now that table `linked(tuple, person_id, confidence)` says who they are. */
export function linkedRowsSql(source: Pick<SourceTable, 'file' | 'header'>, path: string): string {
  const { persons } = entities(source);
  const ids = persons.map(({ index }) => `coalesce(p${index}, l${index}.person_id) AS p${index}`);
  const confidences = persons.map(
    ({ index }) => `CASE WHEN p${index} IS NOT NULL THEN 1 ELSE l${index}.confidence END AS q${index}`,
  );
  const joins = persons.map(
    ({ index }) => `LEFT JOIN linked AS l${index} ON l${index}.tuple = tuple${index}`,
  );
  return `SELECT k.* REPLACE (${ids.join(', ')}), ${confidences.join(', ')}
    FROM ${parquetSql([path])} AS k ${joins.join(' ')}`;
}

function entities(source: Pick<SourceTable, 'file' | 'header'>): {
  persons: ReturnType<typeof personsSql>;
  households: ReturnType<typeof householdsSql>;
} {
  const cell = (name: string): string => `t.${cellName(source, name)}`;
  const spec = source.file.source;
  return { persons: personsSql(spec, cell), households: householdsSql(spec, cell) };
}

function selectSql(
  source: SourceTable,
  parts: {
    readonly ids: readonly string[];
    readonly joins: readonly string[];
    readonly households: ReturnType<typeof householdsSql>;
    readonly from: string;
  },
): string {
  const cells = declaredColumns(source).map(({ cell }) => `t.${cell}`);
  const homes = parts.households.map(({ index }) => `g${index}.household_id AS h${index}`);
  const homeJoins = parts.households.map(
    ({ index, number }) => `LEFT JOIN home AS g${index} ON g${index}.text = ${number}`,
  );
  const columns = ['t.row', ...cells, 't.occurred_on', 't.recorded_at', ...parts.ids, ...homes].join(', ');
  return `SELECT ${columns} FROM ${parts.from} ${[...parts.joins, ...homeJoins].join(' ')}`;
}
