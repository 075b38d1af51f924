/**
 * The feature matrix of a department ledger, for many as-of dates.
 */
import { tmpdir } from 'node:os';
import { isoDate, type IsoDate } from '../../src/core/dates.ts';
import { JzError } from '../../src/core/errors/index.ts';
import { matrix, type Matrix } from '../../src/core/matrix.ts';
import type { DuckDb } from '../../src/io/duckdb.ts';
import { evaluate } from '../evaluate.ts';
import type { LedgerFeature, MembersFeature, MonthlySeries } from './declaration.ts';
import { gather, withZeros, type ReadDay, type Wanted } from './gather.ts';
import { numberAreas, othersMean, type Areas } from './neighbourhood.ts';
import { homesOn, numberPeople, type Homes, type People } from './people.ts';
import { regionsOn } from './regions.ts';
import { passing, rollUp } from './roll-up.ts';
import { readsBySource, seriesKey } from './plan.ts';
import { fileShelf, memoryShelf } from './shelf.ts';
import { planTallies } from './tally.ts';

/** What to compute. */
export interface ComputeRequest {
  readonly db: DuckDb;
  /** Checked declarations, each after those it reads (`checkFeatures`). */
  readonly features: readonly LedgerFeature[];
  readonly asOf: readonly IsoDate[];
  /** Numbers of the law and statistics on a date, for expressions that name them. */
  readonly parameters?: (asOf: IsoDate) => Readonly<Record<string, number>>;
  /** Series that each day keeps for `DayFeatures.series`. */
  readonly series?: readonly MonthlySeries[];
  /** As-of dates computed in one pass; absent: as many as `memoryBytes` holds. */
  readonly atOnce?: number;
  /** Memory for running totals of one pass; absent: 3 GiB. One day's columns come on top. */
  readonly memoryBytes?: number;
  /** Where columns of several dates wait; absent: the system's folder for temporary files. */
  readonly temporaryDirectory?: string;
  /** Told of each table that was read, once a pass. */
  readonly tableRead?: (source: string) => void;
}

/** Features of one as-of date: one row a household with members then, by household id. */
export interface DayFeatures {
  readonly asOf: IsoDate;
  readonly households: readonly string[];
  /** Region code of each household; null = not known. */
  readonly regions: readonly (string | null)[];
  /** Every feature, helpers too, in the order given. */
  readonly matrix: Matrix;
  /** Months of a series that was asked for: row `i`'s are `i × months …`, newest first. Good until the next day. */
  series(wanted: MonthlySeries): Float64Array;
}

const MEMORY_BYTES = 3 * 2 ** 30;
const AT_MOST = 12;
/** Every day needs about as much room. */
const SOME_DAY = isoDate('2024-12-31');
/** Numbers kept of each person of a day: two homes, age, sex, place among the members. */
const NUMBERS_A_PERSON = 3;

/** A day before its columns are put together. */
interface OpenDay extends ReadDay {
  readonly regions: readonly (string | null)[];
}

/**
 * Computes the features day by day, in the order of the dates, each day handed on as soon as it is known so that many
 * dates need not fit in memory together: a table's running totals are held for the dates of one pass, their columns
 * wait in a temporary file.
 *
 * @throws JZ_FEATURES_NO_HOUSEHOLDS when nobody lives anywhere on a date; JZ_RESOURCE
 */
export async function* computeDays(request: ComputeRequest): AsyncGenerator<DayFeatures> {
  const { db, features, series = [] } = request;
  const wanted = { features, kept: series };
  let dates = [...new Set(request.asOf)].sort();
  while (dates.length > 0) {
    // Numbered as of the last date of all: persons of later dates cost a little room, and one numbering is one query.
    const people = await numberPeople(db, dates.at(-1)!);
    const atOnce = request.atOnce ?? datesAtOnce(wanted, people, request.memoryBytes);
    const batch = dates.slice(0, atOnce);
    dates = dates.slice(atOnce);
    const days: OpenDay[] = [];
    try {
      for (const asOf of batch) days.push(await openDay(request, people, asOf, batch.length));
      await gather(db, wanted, people, days, request.tableRead);
      for (const day of days) {
        yield dayFeatures(features, people, day, request.parameters?.(day.home.asOf) ?? {});
        day.shelf.close();
      }
    } finally {
      for (const { shelf } of days) shelf.close();
    }
  }
}

/** How many dates' running totals (of the widest table) and homes the memory holds. */
function datesAtOnce(wanted: Wanted, people: People, memoryBytes = MEMORY_BYTES): number {
  const { households, nPersons } = people;
  const totals = readsBySource(wanted.features, wanted.kept).map((reads) => {
    const { household, person } = planTallies(reads, SOME_DAY).slots;
    return household * households.length + person * nPersons;
  });
  const numbers = Math.max(0, ...totals) + NUMBERS_A_PERSON * nPersons;
  return Math.min(AT_MOST, Math.max(1, Math.floor(memoryBytes / (numbers * Float64Array.BYTES_PER_ELEMENT))));
}

/** Room for the columns and kept series of one date. */
function columnBytes({ features, series = [] }: ComputeRequest, { households }: People): number {
  const months = series.reduce((sum, one) => sum + one.months, 0);
  return (features.length + months) * households.length * Float64Array.BYTES_PER_ELEMENT;
}

async function openDay(
  request: ComputeRequest,
  people: People,
  asOf: IsoDate,
  dates: number,
): Promise<OpenDay> {
  const { db, memoryBytes = MEMORY_BYTES, temporaryDirectory = tmpdir() } = request;
  const home = await homesOn(db, people, asOf);
  if (home.rows.length === 0) throw new JzError('JZ_FEATURES_NO_HOUSEHOLDS', { asOf, first: '-', last: '-' });
  const all = await regionsOn(db, people, asOf);
  const regions = Array.from(home.rows, (h) => all[h] ?? null);
  const fits = dates === 1 || dates * columnBytes(request, people) <= memoryBytes / 2;
  return { home, regions, shelf: fits ? memoryShelf() : fileShelf(temporaryDirectory) };
}

function dayFeatures(
  features: readonly LedgerFeature[],
  people: People,
  day: OpenDay,
  parameters: Readonly<Record<string, number>>,
): DayFeatures {
  const { home, regions, shelf } = day;
  const columns = new Map<string, Float64Array>();
  const parts = { ...day, columns, parameters, areas: new Map<number, Areas>() };
  for (const feature of features) columns.set(feature.name, columnOf(feature, parts));
  return {
    asOf: home.asOf,
    households: Array.from(home.rows, (h) => people.households[h]!),
    regions,
    matrix: matrix(
      features.map(({ name }) => name),
      [...columns.values()],
      home.rows.length,
    ),
    series: (wanted) => shelf.take(seriesKey(wanted)),
  };
}

interface ColumnParts extends OpenDay {
  /** Areas by the digits of the region code that make them. */
  readonly areas: Map<number, Areas>;
  readonly columns: ReadonlyMap<string, Float64Array>;
  readonly parameters: Readonly<Record<string, number>>;
}

function columnOf(feature: LedgerFeature, parts: ColumnParts): Float64Array {
  const { columns, regions, shelf, areas } = parts;
  const { rows } = parts.home;
  switch (feature.kind) {
    case 'event':
    case 'monthly':
      return shelf.take(feature.name);
    case 'members':
      return membersColumn(feature, parts.home);
    case 'neighbourhood': {
      const digits = feature.regionDigits;
      const numbered = areas.get(digits) ?? numberAreas(regions, digits);
      areas.set(digits, numbered);
      return othersMean(columns.get(feature.of)!, numbered, feature.atLeast);
    }
    case 'derived':
      return evaluate(
        feature.expression,
        rows.length,
        (name) => columns.get(name)!,
        (name) => parameterNamed(parts.parameters, name),
      );
  }
}

function parameterNamed(parameters: Readonly<Record<string, number>>, name: string): number {
  const value = parameters[name];
  if (value === undefined) throw new JzError('JZ_FEATURE_PARAMETER', { parameter: name });
  return value;
}

function membersColumn(feature: MembersFeature, home: Homes): Float64Array {
  const passes = passing(home, feature.members);
  if (feature.statistic === 'count') {
    const ones = new Float64Array(home.ages.length).fill(1);
    return withZeros(rollUp('sum', ones, home, passes));
  }
  const kind = ({ youngest: 'min', oldest: 'max', mean_age: 'mean' } as const)[feature.statistic];
  return rollUp(kind, home.ages, home, passes);
}
