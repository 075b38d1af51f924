/**
 * Builds the feature matrix: one scan a table, every as-of date from the same rows, nothing unknown at the time.
 */
import { addMonths, type IsoDate } from '../../../src/core/dates.ts';
import { JzError } from '../../../src/core/errors/index.ts';
import { matrix, type Matrix } from '../../../src/core/matrix.ts';
import type { DuckDb } from '../../../src/io/duckdb.ts';
import { checkDeclarations } from './check.ts';
import { cohortChannel, countRows, findCohorts, medianIncomes } from './cohort.ts';
import {
  channelOf,
  householdStatement,
  planScans,
  scanStatement,
  spanStatement,
  type ScanRange,
} from './compile.ts';
import { computeColumns } from './compute.ts';
import { dateOfDay, dayNumber } from '../../days.ts';
import { declarationsId } from '../../declared-at.ts';
import type { Declaration, MeasuredFeature } from './declaration.ts';
import { readFacts, type Facts } from './facts.ts';
import type { Cohort } from './measure.ts';
import type { SourceName } from './sources.ts';

/** What `buildFeatures` needs. */
export interface BuildRequest {
  /** An open ledger, or anything with its tables. */
  readonly ledger: { readonly db: DuckDb };
  readonly declarations: readonly Declaration[];
  readonly asOf: readonly IsoDate[];
  /** DuckDB threads; the result never depends on it. */
  readonly threads?: number;
  /** Months without an income row after which a household is left out; default 3. */
  readonly activeWithinMonths?: number;
}

/** A feature matrix with what must be shown beside it. */
export interface BuiltFeatures {
  /** The household and date of each row: by date, then by household. */
  readonly keys: { readonly householdId: readonly string[]; readonly asOf: readonly IsoDate[] };
  /** One column a declared feature (helpers are left out), in the order declared. */
  readonly matrix: Matrix;
  /** Latest knowledge date used, by as-of date. */
  readonly dataDates: Readonly<Record<string, { readonly latestRecordedAt: IsoDate }>>;
  /** Unweighted median per-capita income of the as-of date's quarter, in minor units, by as-of date. */
  readonly medianIncome: Readonly<Record<string, number>>;
  /** SHA-256 of the declarations: any change of one changes it. */
  readonly declarationsId: string;
}

const ACTIVE_MONTHS = 3; // households are asked once a quarter

/**
 * Computes declared features for every household active on each as-of date, using only rows with
 * `recorded_at <= asOf` and `occurred_on <= asOf`; of a corrected fact the latest version known then.
 *
 * @returns values in the declared units; `NaN` = missing
 * @throws JZ_FEATURE_* for bad declarations; JZ_FEATURES_NO_HOUSEHOLDS when a date has nobody
 */
export async function buildFeatures(request: BuildRequest): Promise<BuiltFeatures> {
  const ordered = checkDeclarations(request.declarations);
  const measured = ordered.filter((declaration) => declaration.kind === 'measured');
  const asOf = [...new Set(request.asOf)].sort();
  const activeMonths = request.activeWithinMonths ?? ACTIVE_MONTHS;
  const { db } = request.ledger;
  if (request.threads !== undefined)
    await db.run(`SET threads = ${Math.max(1, Math.trunc(request.threads))}`);

  const range = scanRange(measured, asOf, activeMonths);
  const households = await readHouseholds(db, range);
  const tables = await readTables(db, measured, range, households.length);
  const cohorts = findCohorts(tables, asOf, activeMonths);
  await refuseEmptyCohorts(db, cohorts);
  const columns = computeColumns(ordered, tables, cohorts);
  const shown = request.declarations.filter((declaration) => declaration.role === 'feature');
  return {
    keys: keysOf(cohorts, households),
    matrix: matrix(
      shown.map((declaration) => declaration.name),
      shown.map((declaration) => columns.get(declaration.name)!),
      countRows(cohorts),
    ),
    dataDates: latestRecorded(tables, cohorts),
    medianIncome: medianIncomes(tables, cohorts),
    declarationsId: declarationsId(request.declarations),
  };
}

function scanRange(
  measured: readonly MeasuredFeature[],
  asOf: readonly IsoDate[],
  activeMonths: number,
): ScanRange {
  const [first, last] = [asOf[0], asOf.at(-1)];
  if (first === undefined || last === undefined) {
    throw new JzError('JZ_USAGE', { problem: 'no as-of date', command: 'features' });
  }
  const reach = measured.map((item) => item.windowMonths + item.endsMonthsBefore);
  const months = Math.max(activeMonths, ...reach);
  // A quarter more, so that the oldest quarter a window touches is whole in its median.
  return { after: addMonths(first, -months - 3), upTo: last };
}

async function readHouseholds(db: DuckDb, range: ScanRange): Promise<string[]> {
  const statement = householdStatement(cohortChannel, range);
  const { columns } = await db.texts(statement.sql, statement.values);
  return (columns[0] ?? []).map((id) => id ?? '');
}

async function readTables(
  db: DuckDb,
  measured: readonly MeasuredFeature[],
  range: ScanRange,
  households: number,
): Promise<Map<SourceName, Facts>> {
  const tables = new Map<SourceName, Facts>();
  for (const scan of planScans([cohortChannel, ...measured.map(channelOf)])) {
    const statement = scanStatement(scan, cohortChannel, range);
    tables.set(scan.source, await readFacts(db, statement, scan.channels, households));
  }
  return tables;
}

async function refuseEmptyCohorts(db: DuckDb, cohorts: readonly Cohort[]): Promise<void> {
  const empty = cohorts.find((cohort) => cohort.households.length === 0);
  if (!empty) return;
  const { sql, values } = spanStatement(cohortChannel);
  const [first, last] = (await db.texts(sql, values)).columns.map((column) => column[0] ?? '-');
  throw new JzError('JZ_FEATURES_NO_HOUSEHOLDS', {
    asOf: empty.asOf,
    first: first ?? '-',
    last: last ?? '-',
  });
}

function keysOf(cohorts: readonly Cohort[], households: readonly string[]): BuiltFeatures['keys'] {
  return {
    householdId: cohorts.flatMap((cohort) => Array.from(cohort.households, (h) => households[h]!)),
    asOf: cohorts.flatMap((cohort) => Array.from(cohort.households, () => cohort.asOf)),
  };
}

function latestRecorded(
  tables: ReadonlyMap<SourceName, Facts>,
  cohorts: readonly Cohort[],
): BuiltFeatures['dataDates'] {
  const latest = cohorts.map((cohort) => {
    const knownOn = dayNumber(cohort.asOf);
    let day = -Infinity;
    for (const { recordedDay } of tables.values()) {
      for (const recorded of recordedDay) if (recorded <= knownOn && recorded > day) day = recorded;
    }
    return [cohort.asOf, { latestRecordedAt: dateOfDay(day) }] as const;
  });
  return Object.fromEntries(latest);
}
