/**
 * Publishes a feature matrix: a Parquet file with a manifest that says what it stands on.
 */
import type { Manifest } from '../../../src/io/manifest.ts';
import { publishFile } from '../../../src/io/publish.ts';
import type { Json } from '../../../src/core/json.ts';
import type { BuiltFeatures } from './build.ts';
import { writeFeatures } from '../../parquet.ts';

/** Writes and publishes; `origin` says which ledger the features were computed from. */
export async function publishFeatures(
  path: string,
  built: BuiltFeatures,
  origin: Readonly<Record<string, Json>>,
): Promise<Manifest> {
  return publishFile('features', path, async (temporary) => {
    const { keys, matrix } = built;
    await writeFeatures(temporary, matrix.names, [{ ...keys, matrix }]);
    const asOf = Object.entries(built.dataDates).map(([date, { latestRecordedAt }]) => ({
      asOf: date,
      latestRecordedAt,
      medianIncomeFen: built.medianIncome[date] ?? null,
    }));
    const features = [...built.matrix.names];
    return { ...origin, rows: built.matrix.nRows, features, declarations: built.declarationsId, asOf };
  });
}
