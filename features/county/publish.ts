/**
 * Publishes county features: one Parquet file for all dates, with a manifest that says what it stands on.
 */
import type { IsoDate } from '../../src/core/dates.ts';
import type { Json } from '../../src/core/json.ts';
import type { Manifest } from '../../src/io/manifest.ts';
import { publishFile } from '../../src/io/publish.ts';
import { declarationsId } from '../declared-at.ts';
import { refuseShort, shortWindows, type ShortWindow } from '../engine/coverage.ts';
import { writeFeatures, type FeatureRows } from '../parquet.ts';
import { buildCounty, shownMatrix, type CountyRequest } from './build.ts';
import { countyFeatures } from './index.ts';

/** What was published. */
export interface PublishedCounty {
  readonly manifest: Manifest;
  readonly rows: number;
  readonly features: number;
  /** Features most of whose window lies before the ledger begins, on the earliest date. */
  readonly shortWindows: readonly ShortWindow[];
}

/** Identity of the catalogue: any change of one declaration changes it, the line it stands on does not. */
export function catalogueId(): string {
  return declarationsId(countyFeatures);
}

/**
 * Computes and publishes; `origin` says which ledger the features were computed from. The manifest lists windows that
 * reach back before the data.
 *
 * @throws JZ_FEATURE_WINDOW for such a window when `strict`; JZ_FEATURE_*, JZ_FEATURES_NO_HOUSEHOLDS
 */
export async function publishCounty(
  path: string,
  request: CountyRequest,
  options: {
    origin: Readonly<Record<string, Json>>;
    progress: (done: number, of: number) => void;
    strict?: boolean;
  },
): Promise<PublishedCounty> {
  const names = countyFeatures.filter(({ role }) => role === 'feature').map(({ name }) => name);
  const [earliest] = [...request.asOf].sort();
  const short = earliest === undefined ? [] : await shortWindows(request.db, countyFeatures, earliest);
  if (options.strict) refuseShort(short);
  const dates: IsoDate[] = [];
  let rows = 0;
  const days = async function* (): AsyncGenerator<FeatureRows> {
    for await (const day of buildCounty(request)) {
      dates.push(day.asOf);
      options.progress(dates.length, request.asOf.length);
      yield {
        householdId: day.households,
        asOf: day.households.map(() => day.asOf),
        matrix: shownMatrix(day),
      };
    }
  };
  const manifest = await publishFile('features', path, async (temporary) => {
    rows = await writeFeatures(temporary, names, days());
    const asOf = dates.map((date) => ({ asOf: date }));
    const windowsBeyondData = short.map(({ feature, source, from, dataFrom }) => ({
      ...{ feature, source, from, dataFrom },
    }));
    const declarations = catalogueId();
    return { ...options.origin, rows, features: names, declarations, asOf, windowsBeyondData };
  });
  return { manifest, rows, features: names.length, shortWindows: short };
}
