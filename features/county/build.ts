/**
 * Features of a department ledger: opens the law for its region and computes day by day.
 */
import type { IsoDate } from '../../src/core/dates.ts';
import { matrix, type Matrix } from '../../src/core/matrix.ts';
import type { DuckDb } from '../../src/io/duckdb.ts';
import { loadPolicy } from '../../src/policy/index.ts';
import { checkFeatures } from '../engine/check.ts';
import { computeDays, type ComputeRequest, type DayFeatures } from '../engine/compute.ts';
import type { LedgerFeature } from '../engine/declaration.ts';
import { countyFeatures } from './index.ts';
import { lawParameters } from './parameters.ts';

/** What to compute of which ledger. */
export interface CountyRequest extends Pick<
  ComputeRequest,
  'db' | 'asOf' | 'series' | 'atOnce' | 'memoryBytes' | 'temporaryDirectory' | 'tableRead'
> {
  /** GB/T 2260 code whose law holds; absent: the county most households are registered in. */
  readonly region?: string;
  /** Absent: the whole catalogue. */
  readonly features?: readonly LedgerFeature[];
}

/**
 * Computes the catalogue for each as-of date in turn.
 *
 * @throws JZ_FEATURE_* for bad declarations, JZ_FEATURES_NO_HOUSEHOLDS, JZ_POLICY_* when the law has no value then
 */
export async function* buildCounty(request: CountyRequest): AsyncGenerator<DayFeatures> {
  const { region, ...more } = request;
  const features = checkFeatures(request.features ?? countyFeatures);
  yield* computeDays({ ...more, features, parameters: await countyLaw(request.db, region) });
}

/** Numbers of the law on a date, for the region or the county most households are registered in; in fen. */
export async function countyLaw(
  db: DuckDb,
  region?: string,
): Promise<(asOf: IsoDate) => Readonly<Record<string, number>>> {
  return lawParameters(await loadPolicy(), region ?? (await countyOfLedger(db)));
}

/** The matrix without helpers: what models see. */
export function shownMatrix(
  { matrix: all }: DayFeatures,
  features: readonly LedgerFeature[] = countyFeatures,
): Matrix {
  const shown = features.filter((feature) => feature.role === 'feature').map(({ name }) => name);
  const columns = shown.map((name) => all.columns[all.names.indexOf(name)]!);
  return matrix(shown, columns, all.nRows);
}

/** The county most households are registered in; the nation when none is known. */
export async function countyOfLedger(db: DuckDb): Promise<string> {
  const [row] = await db.rows(
    `SELECT region_code[1:6] AS county, count(*) AS n FROM household WHERE region_code IS NOT NULL
     GROUP BY county ORDER BY n DESC, county LIMIT 1`,
  );
  const county = row?.['county'];
  return typeof county === 'string' ? county : 'CN';
}
