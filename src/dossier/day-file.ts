/**
 * A day's features of every household as one published file, so that one household's can be looked up at once.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildCounty } from '../../features/county/build.ts';
import { countyFeatures } from '../../features/county/index.ts';
import { catalogueId } from '../../features/county/publish.ts';
import type { DayFeatures } from '../../features/engine/compute.ts';
import { writeFeatures } from '../../features/parquet.ts';
import type { IsoDate } from '../core/dates.ts';
import { matrix, type Matrix } from '../core/matrix.ts';
import { parquetSql, sqlIdentifier, type DuckDb } from '../io/duckdb.ts';
import { verifyManifest } from '../io/manifest.ts';
import { publishFile } from '../io/publish.ts';

/** Which day of which ledger. */
export interface ServedDay {
  readonly generation: string;
  readonly asOf: IsoDate;
}

/** Where the file lies in a data folder. */
export function dayFile(dataDirectory: string): string {
  return join(dataDirectory, 'features.parquet');
}

/** Publishes the features of a day, helpers too: signals may read them. */
export async function publishDay(
  file: string,
  { asOf, households, matrix: { names }, matrix: features }: DayFeatures,
  generation: string,
): Promise<void> {
  await publishFile('features', file, async (temporary) => {
    await writeFeatures(temporary, names, [
      { householdId: households, asOf: households.map(() => asOf), matrix: features },
    ]);
    return { ...factsOf({ generation, asOf }), rows: households.length };
  });
}

/**
 * Computes and publishes the day unless its file stands on the same ledger, day and declarations.
 *
 * @throws JZ_HASH_MISMATCH for a damaged file; JZ_FEATURES_NO_HOUSEHOLDS
 */
export async function ensureDay(file: string, db: DuckDb, { generation, asOf }: ServedDay): Promise<void> {
  const manifestFile = `${file}.manifest.json`;
  if (existsSync(manifestFile)) {
    const { facts } = await verifyManifest(manifestFile);
    const wanted = Object.entries(factsOf({ generation, asOf }));
    if (wanted.every(([name, value]) => facts[name] === value)) return;
  }
  for await (const day of buildCounty({ db, asOf: [asOf] })) await publishDay(file, day, generation);
}

/** One household's features out of the file, a row of every declared column; `null` when it has none that day. */
export async function featuresOf(db: DuckDb, file: string, household: string): Promise<Matrix | null> {
  const names = countyFeatures.map(({ name }) => name);
  const { columns, nRows } = await db.doubles(
    `SELECT ${names.map(sqlIdentifier).join(', ')} FROM ${parquetSql([file])}
     WHERE household_id = $household`,
    { household },
  );
  return nRows === 0 ? null : matrix(names, columns, nRows);
}

function factsOf({ generation, asOf }: ServedDay): Record<string, string> {
  return { generation, asOf, declarations: catalogueId() };
}
