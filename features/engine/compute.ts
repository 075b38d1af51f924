/**
 * The feature matrix of a department ledger, for many as-of dates.
 */
import { isoDate, type IsoDate } from '../../src/core/dates.ts';
import { JzError } from '../../src/core/errors/index.ts';
import { matrix, type Matrix } from '../../src/core/matrix.ts';
import type { DuckDb } from '../../src/io/duckdb.ts';
import { evaluate } from '../evaluate.ts';
import type { LedgerFeature, MembersFeature, MonthlySeries } from './declaration.ts';
import { gather, take, withZeros, type Gathered, type Wanted } from './gather.ts';
import { othersMean } from './neighbourhood.ts';
import { homesOn, numberPeople, type Homes, type People } from './people.ts';
import { regionsOn } from './regions.ts';
import { passing, rollUp } from './roll-up.ts';
import { unpacked } from './packed.ts';
import { readsBySource, seriesKey } from './plan.ts';
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
  /** Memory for totals and columns of one pass; absent: 4 GiB. */
  readonly memoryBytes?: number;
}

/** Features of one as-of date: one row a household with members then, by household id. */
export interface DayFeatures {
  readonly asOf: IsoDate;
  readonly households: readonly string[];
  /** Region code of each household; null = not known. */
  readonly regions: readonly (string | null)[];
  /** Every feature, helpers too, in the order given. */
  readonly matrix: Matrix;
  /** Months of a series that was asked for: row `i`'s are `i × months …`, newest first. */
  series(wanted: MonthlySeries): Float64Array;
}

const MEMORY_BYTES = 4 * 2 ** 30;
const AT_MOST = 12;
/** Every day needs about as much room. */
const SOME_DAY = isoDate('2024-12-31');

/**
 * Computes the features day by day, in the order of the dates, each day handed on as soon as it is known so that many
 * dates need not fit in memory together.
 *
 * @throws JZ_FEATURES_NO_HOUSEHOLDS when nobody lives anywhere on a date
 */
export async function* computeDays(request: ComputeRequest): AsyncGenerator<DayFeatures> {
  const { db, features, series = [] } = request;
  let dates = [...new Set(request.asOf)].sort();
  while (dates.length > 0) {
    // Numbered as of the last date of all: persons of later dates cost a little room, and one numbering is one query.
    const people = await numberPeople(db, dates.at(-1)!);
    const atOnce = request.atOnce ?? datesAtOnce({ features, kept: series }, people, request.memoryBytes);
    const batch = dates.slice(0, atOnce);
    dates = dates.slice(atOnce);
    const homes: Homes[] = [];
    for (const asOf of batch) homes.push(await homesOn(db, people, asOf));
    const gathered = await gather(db, { features, kept: series }, people, homes);
    for (const [j, home] of homes.entries()) {
      const parameters = request.parameters?.(home.asOf) ?? {};
      yield await dayFeatures(db, features, { people, home, gathered: gathered[j]!, parameters });
    }
  }
}

/** How many dates' totals (of the widest table), columns and kept series the memory holds. */
function datesAtOnce(wanted: Wanted, people: People, memoryBytes = MEMORY_BYTES): number {
  const { households, nPersons } = people;
  const totals = readsBySource(wanted.features, wanted.kept).map((reads) => {
    const { household, person } = planTallies(reads, SOME_DAY).slots;
    return household * households.length + person * nPersons;
  });
  const months = wanted.kept.reduce((sum, series) => sum + series.months, 0);
  const numbers = Math.max(0, ...totals) + (wanted.features.length + months) * households.length;
  return Math.min(AT_MOST, Math.max(1, Math.floor(memoryBytes / (numbers * Float64Array.BYTES_PER_ELEMENT))));
}

interface DayParts {
  readonly people: People;
  readonly home: Homes;
  readonly gathered: Gathered;
  readonly parameters: Readonly<Record<string, number>>;
}

async function dayFeatures(
  db: DuckDb,
  features: readonly LedgerFeature[],
  parts: DayParts,
): Promise<DayFeatures> {
  const { people, home, gathered } = parts;
  const { rows } = home;
  if (rows.length === 0)
    throw new JzError('JZ_FEATURES_NO_HOUSEHOLDS', { asOf: home.asOf, first: '-', last: '-' });
  const allRegions = await regionsOn(db, people, home.asOf);
  const regions = Array.from(rows, (h) => allRegions[h] ?? null);
  const columns = new Map<string, Float64Array>();
  for (const feature of features)
    columns.set(feature.name, columnOf(feature, { ...parts, columns, regions }));
  return {
    asOf: home.asOf,
    households: Array.from(rows, (h) => people.households[h]!),
    regions,
    matrix: matrix(
      features.map(({ name }) => name),
      [...columns.values()],
      rows.length,
    ),
    series: (wanted) => unpacked(gathered.series.get(seriesKey(wanted)) ?? notKept(wanted)),
  };
}

interface ColumnParts extends DayParts {
  readonly regions: readonly (string | null)[];
  readonly columns: ReadonlyMap<string, Float64Array>;
}

function columnOf(feature: LedgerFeature, parts: ColumnParts): Float64Array {
  const { columns, regions } = parts;
  const { rows } = parts.home;
  switch (feature.kind) {
    case 'event':
    case 'monthly':
      return unpacked(parts.gathered.columns.get(feature.name)!);
    case 'members':
      return take(membersColumn(feature, parts.home), rows);
    case 'neighbourhood': {
      const areas = regions.map((region) => region?.slice(0, feature.regionDigits) ?? null);
      return othersMean(columns.get(feature.of)!, areas, feature.atLeast);
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

function notKept({ source }: MonthlySeries): never {
  throw new Error(`a series of ${source} was not asked for (ComputeRequest.series)`);
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
