/**
 * The households of a ledger on a date, as columns of facts.
 */
import type { IsoDate } from '../core/dates.ts';
import { JzError } from '../core/errors/index.ts';
import type { DuckDb } from '../io/duckdb.ts';
import {
  columnFor,
  factById,
  UNKNOWN_BYTE,
  type FactColumn,
  type FactId,
  type Population,
} from '../policy/index.ts';
import { householdFacts, householdFrom } from './household-facts.ts';
import { personFacts, personFrom, personOrder } from './person-facts.ts';
import { sums } from './sums.ts';
import { visitsAt, withVisits } from './visited.ts';

/** Who is in a population, in the order of its columns. */
export interface LedgerPopulation {
  readonly asOf: IsoDate;
  readonly households: readonly string[];
  readonly persons: readonly string[];
  /** Smallest region known of each household; null = none. */
  readonly regions: readonly (string | null)[];
  readonly population: Population;
}

/**
 * Reads the population of a date, as known on it: households by id, persons of a household with the head first. What a
 * recent visit found stands before what departments reported.
 *
 * @throws JZ_FEATURES_NO_HOUSEHOLDS when nobody lives anywhere then
 */
export async function populationAt(db: DuckDb, asOf: IsoDate): Promise<LedgerPopulation> {
  for (const [name, sql] of Object.entries(sums))
    await db.run(`CREATE OR REPLACE TEMP TABLE ${name} AS ${sql}`, { as_of: asOf });
  const [persons, owners] = (
    await db.texts(`SELECT m.person_id, m.household_id FROM ${personFrom} ORDER BY ${personOrder}`)
  ).columns;
  const [households, regions] = (
    await db.texts(`SELECT h.household_id, r.region_code FROM ${householdFrom} ORDER BY h.household_id`)
  ).columns;
  if (!households || households.length === 0)
    throw new JzError('JZ_FEATURES_NO_HOUSEHOLDS', { asOf, first: '-', last: '-' });
  const columns = new Map<FactId, FactColumn>();
  await addFacts(db, columns, personFacts, { from: personFrom, order: personOrder, asOf });
  await addFacts(db, columns, householdFacts, { from: householdFrom, order: 'h.household_id', asOf });
  const ids = households.map((id) => id ?? '');
  const recorded = {
    nHouseholds: households.length,
    personStart: starts(households, owners ?? []),
    columns,
  };
  return {
    asOf,
    households: ids,
    persons: (persons ?? []).map((id) => id ?? ''),
    regions: regions ?? [],
    population: withVisits(recorded, ids, await visitsAt(db, asOf)),
  };
}

/** The county most households are registered in; the nation when none is known. */
export function countyOf({ regions }: LedgerPopulation): string {
  const counts = new Map<string, number>();
  for (const region of regions) {
    const county = region?.slice(0, 6) ?? 'CN';
    counts.set(county, (counts.get(county) ?? 0) + 1);
  }
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0]?.[0] ?? 'CN';
}

async function addFacts(
  db: DuckDb,
  columns: Map<FactId, FactColumn>,
  facts: Readonly<Partial<Record<FactId, string>>>,
  { from, order, asOf }: { from: string; order: string; asOf: IsoDate },
): Promise<void> {
  const entries = Object.values(facts).map((sql, i) => `CAST(${sql} AS DOUBLE) AS f${i}`);
  const found = await db.doubles(`SELECT ${entries.join(', ')} FROM ${from} ORDER BY ${order}`, {
    as_of: asOf,
  });
  for (const [i, id] of Object.keys(facts).entries()) {
    const fact = factById(id)!;
    columns.set(fact.id, asColumn(columnFor(fact, found.nRows), found.columns[i]!));
  }
}

/** NaN is unknown: in a column of bytes, 255. */
function asColumn(column: FactColumn, values: Float64Array): FactColumn {
  if (column instanceof Float64Array) return values;
  for (let i = 0; i < values.length; i++) column[i] = Number.isNaN(values[i]!) ? UNKNOWN_BYTE : values[i]!;
  return column;
}

function starts(households: readonly (string | null)[], owners: readonly (string | null)[]): Uint32Array {
  const personStart = new Uint32Array(households.length + 1);
  let at = 0;
  for (const [h, household] of households.entries()) {
    personStart[h] = at;
    while (at < owners.length && owners[at] === household) at++;
  }
  personStart[households.length] = at;
  return personStart;
}
