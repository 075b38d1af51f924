/**
 * From a ledger to the list of signals of a date, standing on the list before.
 */
import type { IsoDate } from '../../src/core/dates.ts';
import type { Json } from '../../src/core/json.ts';
import type { Progress } from '../../src/core/progress.ts';
import type { DuckDb } from '../../src/io/duckdb.ts';
import { buildCounty } from '../county/build.ts';
import { countyFeatures } from '../county/index.ts';
import type { DayFeatures } from '../engine/compute.ts';
import { loadSignals, type SignalCatalogue } from './config.ts';
import { fireSignals } from './evaluate.ts';
import { signalRows } from './list.ts';
import { publishSignals, type ListCounts } from './publish.ts';
import { countedBefore, familyBits, raiseSignals, type RaisedSignal } from './raise.ts';
import { readSignalList } from './read-list.ts';

/** What to list. */
export interface ListRequest {
  readonly db: DuckDb;
  /** Each date stands on the one before; the last one's list is published. */
  readonly asOf: readonly IsoDate[];
  /** List of an earlier date that the first date stands on. */
  readonly previous?: string;
  readonly preset?: string;
  readonly optIn?: readonly string[];
  readonly region?: string;
  /** Which ledger; it goes into the manifest. */
  readonly origin: Readonly<Record<string, Json>>;
  readonly progress: Progress;
}

/** What was published. */
export interface ListedSignals {
  readonly manifest: string;
  readonly asOf: IsoDate;
  readonly households: number;
  readonly counts: ListCounts;
}

/**
 * Computes and publishes the list of the last date.
 *
 * @throws JZ_SIGNALS_INVALID, JZ_SIGNALS_PREVIOUS, JZ_FEATURE_*, JZ_FEATURES_NO_HOUSEHOLDS
 */
export async function listSignals(path: string, request: ListRequest): Promise<ListedSignals> {
  const { db, optIn = [], region, preset, progress } = request;
  const dates = [...new Set(request.asOf)].sort();
  const laidOver = preset === undefined ? {} : { preset };
  const catalogues = new Map<IsoDate, SignalCatalogue>();
  for (const asOf of dates) catalogues.set(asOf, await loadSignals({ asOf, ...laidOver }));
  const previous = request.previous === undefined ? null : await readSignalList(request.previous, dates[0]!);
  let before = previous?.rows ?? [];
  for await (const day of buildCounty({ db, asOf: dates, ...(region === undefined ? {} : { region }) })) {
    const rows = raisedOn(day, catalogues.get(day.asOf)!, before, optIn);
    progress('信号 / signals', dates.indexOf(day.asOf) + 1, dates.length);
    if (day.asOf !== dates.at(-1)) {
      before = [...rows];
      continue;
    }
    const facts = {
      ...request.origin,
      ...laidOver,
      optIn,
      asOf: day.asOf,
      dates,
      households: day.households.length,
    };
    const stands = { previous: previous?.manifest.id ?? null };
    const { manifest, counts } = await publishSignals(path, rows, { ...facts, ...stands });
    return { manifest: manifest.id, asOf: day.asOf, households: day.households.length, counts };
  }
  throw new Error('no as-of date');
}

/** The list of one date. */
function raisedOn(
  day: DayFeatures,
  catalogue: SignalCatalogue,
  before: readonly RaisedSignal[],
  optIn: readonly string[],
): Generator<RaisedSignal> {
  const { asOf, households, matrix } = day;
  const earlier = countedBefore(catalogue, before, asOf);
  const fired = fireSignals(catalogue, matrix, {
    optIn,
    earlierFamilies: familyBits(catalogue, earlier, households),
  });
  const seen = signalRows(fired, catalogue, { asOf, households, matrix, features: countyFeatures, earlier });
  return raiseSignals(catalogue, seen, before, asOf);
}
