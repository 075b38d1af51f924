/**
 * Who is scored as of a date and with which features, one way a catalogue.
 */
import { buildCounty } from '../../features/county/build.ts';
import { buildFeatures, panelCatalogue } from '../../features/index.ts';
import type { IsoDate } from '../core/dates.ts';
import { JzError } from '../core/errors/index.ts';
import type { DuckDb } from '../io/duckdb.ts';
import { cohortRows, type Cohort } from './cohort.ts';
import { countyCohortOn } from './county-cohort.ts';
import type { CatalogueName } from './household-bundle.ts';

interface Ledger {
  readonly db: DuckDb;
}

/** Computes the cohort of a date for models of a catalogue. */
export const cohorts: Readonly<Record<CatalogueName, (ledger: Ledger, asOf: IsoDate) => Promise<Cohort>>> = {
  panel: panelCohort,
  county: countyCohort,
};

async function panelCohort(ledger: Ledger, asOf: IsoDate): Promise<Cohort> {
  const built = await buildFeatures({ ledger, declarations: panelCatalogue, asOf: [asOf] });
  return {
    ids: built.keys.householdId,
    matrix: built.matrix,
    rows: cohortRows(built.matrix),
    areas: await readAreas(ledger.db, asOf),
    dataDate: built.dataDates[asOf]?.latestRecordedAt ?? asOf,
  };
}

async function countyCohort({ db }: Ledger, asOf: IsoDate): Promise<Cohort> {
  for await (const day of buildCounty({ db, asOf: [asOf] })) return countyCohortOn(db, day);
  throw new JzError('JZ_FEATURES_NO_HOUSEHOLDS', { asOf, first: '-', last: '-' });
}

/** Each household's latest known area code. */
async function readAreas(db: DuckDb, asOf: IsoDate): Promise<Map<string, string>> {
  const { columns } = await db.texts(
    `SELECT household_id::VARCHAR, arg_max(region_code::VARCHAR, (occurred_on, recorded_at)) FROM household
     WHERE recorded_at <= CAST($as_of AS DATE) AND occurred_on <= CAST($as_of AS DATE) GROUP BY household_id`,
    { as_of: asOf },
  );
  const [ids = [], areas = []] = columns;
  return new Map(ids.map((id, i) => [id ?? '', areas[i] ?? '']));
}
