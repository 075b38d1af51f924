/**
 * Cohorts day by day: who was at risk, what was known of them, which signals fired, what became of them. One date is in
 * memory at a time.
 */
import { buildCounty, countyLaw, shownMatrix } from '../../features/county/build.ts';
import { countyFeatures } from '../../features/county/index.ts';
import type { DayFeatures } from '../../features/engine/compute.ts';
import { loadSignals, type SignalCatalogue } from '../../features/signals/config.ts';
import { fireSignals } from '../../features/signals/evaluate.ts';
import { UNKNOWN } from '../../eval/index.ts';
import type { IsoDate } from '../../src/core/dates.ts';
import { JzError } from '../../src/core/errors/index.ts';
import { selectColumns, takeRows, type Matrix } from '../../src/core/matrix.ts';
import type { DuckDb } from '../../src/io/duckdb.ts';
import { atRiskRows } from '../../src/scoring/county-cohort.ts';
import type { CountyConfig } from './config.ts';
import { readOutcomes, type Outcome, type Outcomes } from './outcomes.ts';
import { protectedNames, saysAttribute } from './protected.ts';
import { labelWindow } from './splits.ts';

/** An outcome of the rows of a date: 0, 1 or unknown, and the day of it. */
export interface RowLabels {
  readonly y: Uint8Array;
  readonly on: readonly (IsoDate | null)[];
}

/** What was known of the at-risk households of one date. */
export interface FeatureDay {
  readonly asOf: IsoDate;
  readonly households: readonly string[];
  readonly regions: readonly (string | null)[];
  /** Every shown feature. */
  readonly X: Matrix;
  /** Level of each signal on each row, 0 none … 4 red; by code. */
  readonly signals: ReadonlyMap<string, Uint8Array>;
}

/** What became of the households of one date. */
export interface DayLabels {
  readonly takeUp: RowLabels;
  readonly need: RowLabels;
}

/** What was known and what became of them. */
export interface CohortDay extends FeatureDay, DayLabels {}

/** Where days come from. */
export interface DaySource {
  readonly db: DuckDb;
  readonly config: CountyConfig;
  /** What was known on each date, in order; absent: computed from the ledger. */
  readonly featureDays?: (dates: readonly IsoDate[]) => AsyncGenerator<FeatureDay>;
  /** Computes what was known on dates that will be asked for, many in one pass; absent: nothing is kept. */
  readonly prepare?: (dates: readonly IsoDate[]) => Promise<void>;
  /** Labels already looked up, by date and months ahead: many splits ask for the same ones. */
  readonly labels?: Map<string, DayLabels>;
}

/** Yields the cohort of each date, in order. */
export async function* cohortDays(source: DaySource, dates: readonly IsoDate[]): AsyncGenerator<CohortDay> {
  const days = source.featureDays?.(dates) ?? computeFeatureDays(source, dates);
  for await (const day of days)
    yield { ...day, ...(await labelsOn(source, day, source.config.label.horizon_months)) };
}

/** What became of the households of a date within so many months, as it is known when the window's rows are recorded. */
export async function labelsOn(
  { db, config, labels: known }: DaySource,
  { asOf, households }: Pick<FeatureDay, 'asOf' | 'households'>,
  months: number,
): Promise<DayLabels> {
  const key = `${asOf}/${months}`;
  const kept = known?.get(key);
  if (kept) return kept;
  const law = await countyLaw(db, config.region);
  const window = labelWindow({ label: { ...config.label, horizon_months: months } }, asOf);
  const standardFen = law(asOf)['dibao_standard_year'] ?? 0;
  const outcomes = await readOutcomes(db, { asOf, ...window, standardFen });
  const labels = { takeUp: takeUpLabels(households, outcomes), need: needLabels(households, outcomes) };
  known?.set(key, labels);
  return labels;
}

/** Computes from the ledger what was known of the at-risk households of each date, in order. */
export async function* computeFeatureDays(
  { db, config }: Pick<DaySource, 'db' | 'config'>,
  dates: readonly IsoDate[],
): AsyncGenerator<FeatureDay> {
  const region = config.region === undefined ? {} : { region: config.region };
  for await (const day of buildCounty({ db, asOf: dates, ...region })) {
    const rows = await atRiskRows(db, day);
    const catalogue = await loadSignals({ asOf: day.asOf });
    yield featureDay(day, rows, signalLevels(catalogue, day.matrix, rows));
  }
}

function featureDay(
  day: DayFeatures,
  rows: readonly number[],
  signals: ReadonlyMap<string, Uint8Array>,
): FeatureDay {
  return {
    asOf: day.asOf,
    households: rows.map((row) => day.households[row]!),
    regions: rows.map((row) => day.regions[row] ?? null),
    X: takeRows(shownMatrix(day), rows),
    signals,
  };
}

/** Took up: 1. Did not, and still lives here at the end: 0. Did not and is gone: nobody knows. */
export function takeUpLabels(households: readonly string[], { of, remaining }: Outcomes): RowLabels {
  return labelsOf(households, of, (outcome, id) => {
    if (outcome?.tookUpOn) return { y: 1, on: outcome.tookUpOn };
    return { y: remaining.has(id) ? 0 : UNKNOWN, on: null };
  });
}

/** Found in need by a visit: 1. Visited and not found in need: 0. Not visited: nobody knows. */
export function needLabels(households: readonly string[], { of }: Outcomes): RowLabels {
  return labelsOf(households, of, (outcome) => {
    if (outcome?.neededOn) return { y: 1, on: outcome.neededOn };
    return { y: outcome?.isVisited ? 0 : UNKNOWN, on: null };
  });
}

function labelsOf(
  households: readonly string[],
  of: Outcomes['of'],
  judge: (outcome: Outcome | undefined, id: string) => { y: number; on: IsoDate | null },
): RowLabels {
  const judged = households.map((id) => judge(of.get(id), id));
  return { y: Uint8Array.from(judged, ({ y }) => y), on: judged.map(({ on }) => on) };
}

function signalLevels(
  catalogue: SignalCatalogue,
  matrix: Matrix,
  rows: readonly number[],
): Map<string, Uint8Array> {
  const fired = fireSignals(catalogue, matrix);
  const all = fired.codes.map(() => new Uint8Array(matrix.nRows));
  for (let i = 0; i < fired.count; i++) all[fired.signal[i]!]![fired.row[i]!] = fired.level[i]! + 1;
  return new Map(fired.codes.map((code, c) => [code, Uint8Array.from(rows, (row) => all[c]![row]!)]));
}

/**
 * Names of the columns the model may see.
 *
 * @throws JZ_COLUMN_MISSING for an excluded name the catalogue does not have
 */
export function modelColumns({ exclude, protected: choices }: CountyConfig): string[] {
  const shown = countyFeatures.filter(({ role }) => role === 'feature').map(({ name }) => name);
  const unknown = exclude.find((name) => !shown.includes(name));
  if (unknown !== undefined) throw new JzError('JZ_COLUMN_MISSING', { file: 'exclude', column: unknown });
  const audited = protectedNames.filter((name) => choices[name].use === 'audit_only');
  return shown.filter(
    (name) => !exclude.includes(name) && !audited.some((attribute) => saysAttribute(attribute, name)),
  );
}

/** Which way risk may go with each of the named features, where its declaration says. */
export function declaredDirections(names: readonly string[]): Record<string, 1 | -1> {
  const wanted = new Set(names);
  const directed = countyFeatures.filter(({ name, direction }) => wanted.has(name) && direction !== 'either');
  return Object.fromEntries(directed.map(({ name, direction }) => [name, direction === 'rises' ? 1 : -1]));
}

/** Rows of a day whose configured outcome is known, and those whose is not, among those `belongs` lets pass. */
export function knownRows(
  day: CohortDay,
  { label }: CountyConfig,
  belongs: (household: string) => boolean,
): { rows: Int32Array; unknown: Int32Array; labels: RowLabels } {
  const labels = label.kind === 'take_up' ? day.takeUp : day.need;
  const own = Int32Array.from(labels.y.keys()).filter((i) => belongs(day.households[i]!));
  const rows = own.filter((i) => labels.y[i] !== UNKNOWN);
  return { rows, unknown: own.filter((i) => labels.y[i] === UNKNOWN), labels };
}

/** The model's view of some rows of a day; of all of them, without a copy, when none are named. */
export function modelRows(
  { X }: Pick<FeatureDay, 'X'>,
  columns: readonly string[],
  rows?: ArrayLike<number>,
): Matrix {
  const seen = selectColumns(X, columns);
  return rows ? takeRows(seen, rows) : seen;
}
