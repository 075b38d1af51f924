/**
 * Who is scored as of a date and with which features, one way a catalogue.
 */
import { buildCounty, countyLaw, shownMatrix } from '../../features/county/build.ts';
import { buildFeatures, panelCatalogue } from '../../features/index.ts';
import type { IsoDate } from '../core/dates.ts';
import type { Matrix } from '../core/matrix.ts';
import { JzError } from '../core/errors/index.ts';
import type { DuckDb } from '../io/duckdb.ts';
import { cohortRows } from './cohort.ts';
import { atRiskRows } from './county-cohort.ts';
import { countyDerived, type DerivedFeatures } from './county-derived.ts';
import type { CatalogueName } from './household-bundle.ts';

/** Households of a date: those in `rows` are scored. */
export interface Cohort {
  readonly ids: readonly string[];
  readonly matrix: Matrix;
  /** Rows of the matrix that are scored. */
  readonly rows: readonly number[];
  /** Area code by household. */
  readonly areas: ReadonlyMap<string, string>;
  /** Latest knowledge date among the rows used. */
  readonly dataDate: string;
  /** How features follow from others; absent where nothing of a household is supposed otherwise. */
  readonly derived?: DerivedFeatures;
}

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
  const law = await countyLaw(db);
  for await (const day of buildCounty({ db, asOf: [asOf] })) {
    const areas = day.households.map((id, row) => [id, day.regions[row] ?? ''] as const);
    return {
      ids: day.households,
      matrix: shownMatrix(day),
      rows: await atRiskRows(db, day),
      areas: new Map(areas),
      dataDate: await latestKnown(db, asOf),
      derived: countyDerived(day, law(asOf)),
    };
  }
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

/** Latest day on which anything used became known: monthly tables move it every month. */
async function latestKnown(db: DuckDb, asOf: IsoDate): Promise<string> {
  const tables = ['income_month', 'employment_event', 'medical_claim', 'utility_month', 'assistance_grant'];
  const parts = tables.map(
    (table) => `SELECT max(recorded_at) AS day FROM ${table} WHERE recorded_at <= CAST($as_of AS DATE)`,
  );
  const [row] = await db.rows(`SELECT max(day)::VARCHAR AS day FROM (${parts.join(' UNION ALL ')})`, {
    as_of: asOf,
  });
  const day = row?.['day'];
  return typeof day === 'string' ? day : asOf;
}
