/**
 * What was known on each date, published once and read again: one file a date, named by a hash of everything it
 * stands on, so that a run that was killed goes on where it stopped and no date is computed twice.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { catalogueId } from '../../features/county/publish.ts';
import { loadSignals } from '../../features/signals/config.ts';
import type { IsoDate } from '../../src/core/dates.ts';
import { canonicalJson } from '../../src/core/json.ts';
import { matrix, type Matrix } from '../../src/core/matrix.ts';
import type { Progress } from '../../src/core/progress.ts';
import { sha256 } from '../../src/io/files.ts';
import { verifyManifest } from '../../src/io/manifest.ts';
import { publishFile } from '../../src/io/publish.ts';
import { computeFeatureDays, type DaySource, type FeatureDay } from './days.ts';
import { readLater, readPacked, writePacked } from './packed-columns.ts';

/** What days are kept where. */
export interface DayFiles {
  readonly folder: string;
  /** The ledger generation they are computed from. */
  readonly generation: string;
  readonly version: string;
  readonly progress: Progress;
}

const REGION = 'region_code';
const SIGNAL = 'signal__';

/** Days that lie in files, which threads can read for themselves. */
export interface KeptDays extends DaySource {
  /** The file of a date, computed when it is not there and checked by its hash once. */
  readonly checkedFile: (asOf: IsoDate) => Promise<string>;
}

/** Whether a source keeps its days in files. */
export function isKept(source: DaySource): source is KeptDays {
  return 'checkedFile' in source;
}

/**
 * A source that computes each date once, in one pass over the ledger for those not there yet; reading one throws
 * JZ_HASH_MISMATCH when its file was changed.
 */
export function keptDays(source: DaySource, files: DayFiles): KeptDays {
  const paths = new Map<IsoDate, string>();
  // One text a household, whatever the number of dates: millions of equal ones keep the collector busy.
  const names = new Map<string, string>();
  const checked = new Set<string>();
  const prepare = async (dates: readonly IsoDate[]): Promise<void> => {
    for (const asOf of dates) if (!paths.has(asOf)) paths.set(asOf, await pathOf(source, files, asOf));
    const missing = dates.filter((asOf) => !existsSync(`${paths.get(asOf)!}.manifest.json`));
    if (missing.length > 0) await computeDays(source, files, missing, paths);
  };
  const checkedFile = async (asOf: IsoDate): Promise<string> => {
    await prepare([asOf]);
    const path = paths.get(asOf)!;
    if (!checked.has(path)) await verifyManifest(`${path}.manifest.json`);
    checked.add(path);
    return path;
  };
  return {
    ...source,
    prepare,
    checkedFile,
    featureDays: async function* (dates) {
      await prepare(dates);
      for (const asOf of dates) {
        const day = await readDay(await checkedFile(asOf), asOf);
        yield { ...day, households: day.households.map((id) => sameText(names, id)) };
      }
    },
  };
}

function sameText(names: Map<string, string>, text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  names.set(text, text);
  return text;
}

async function computeDays(
  source: DaySource,
  files: DayFiles,
  dates: readonly IsoDate[],
  paths: ReadonlyMap<IsoDate, string>,
): Promise<void> {
  let done = 0;
  for await (const day of computeFeatureDays(source, dates)) {
    await publishDay(paths.get(day.asOf)!, files, day);
    files.progress('特征 / features', ++done, dates.length);
  }
}

async function pathOf(
  { config }: Pick<DaySource, 'config'>,
  { folder, generation, version }: DayFiles,
  asOf: IsoDate,
): Promise<string> {
  const signals = JSON.stringify(await loadSignals({ asOf }));
  const region = config.region ?? null;
  const key = sha256(
    canonicalJson({ asOf, generation, version, region, signals, declarations: catalogueId() }),
  );
  return join(folder, `${asOf}-${key.slice(0, 16)}.columns`);
}

async function publishDay(path: string, { generation, version }: DayFiles, day: FeatureDay): Promise<void> {
  const codes = [...day.signals.keys()];
  const numbers: Matrix = matrix(
    [REGION, ...day.X.names, ...codes.map((code) => `${SIGNAL}${code}`)],
    [
      Float64Array.from(day.regions, (region) => (region === null ? Number.NaN : Number(region))),
      ...day.X.columns,
      ...codes.map((code) => Float64Array.from(day.signals.get(code)!)),
    ],
    day.households.length,
  );
  await publishFile('features', path, async (temporary) => {
    await writePacked(temporary, { households: day.households, numbers });
    return { rows: day.households.length, generation, version, asOf: day.asOf, cohort: 'at_risk' };
  });
}

/** Reads a date back; its file was checked by hash before. */
async function readDay(path: string, asOf: IsoDate): Promise<FeatureDay> {
  const { households, numbers: all } = await readPacked(path);
  const { names, columns } = all;
  const features = names.filter((name) => name !== REGION && !name.startsWith(SIGNAL));
  const signals = names.filter((name) => name.startsWith(SIGNAL));
  const column = (name: string): Float64Array => columns[names.indexOf(name)]!;
  return {
    asOf,
    households,
    regions: Array.from(column(REGION), (code) => (Number.isNaN(code) ? null : String(code))),
    X: readLater(features, all.nRows, (j) => column(features[j]!)),
    signals: new Map(signals.map((name) => [name.slice(SIGNAL.length), Uint8Array.from(column(name))])),
  };
}
