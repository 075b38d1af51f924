/**
 * Where each household was registered on a date, as known then.
 */
import type { IsoDate } from '../../src/core/dates.ts';
import type { DuckDb } from '../../src/io/duckdb.ts';
import type { People } from './people.ts';
import { happenedSql } from '../../src/ledger/known-sql.ts';

/** Region code by household number; null = none known. */
export async function regionsOn(db: DuckDb, people: People, asOf: IsoDate): Promise<(string | null)[]> {
  const { columns } = await db.texts(
    `SELECT CAST(number AS VARCHAR) AS number, region FROM (
       SELECT h.number, arg_max(region_code, struct_pack(occurred_on, recorded_at, source_dept, source_row)) AS region
       FROM household AS t JOIN household_index AS h ON t.household_id = h.household_id
       WHERE ${happenedSql()} GROUP BY h.number)`,
    { as_of: asOf },
  );
  const regions = new Array<string | null>(people.households.length).fill(null);
  const [numbers, found] = columns;
  for (const [i, number] of (numbers ?? []).entries()) regions[Number(number)] = found![i]!;
  return regions;
}
