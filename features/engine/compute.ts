/**
 * The feature matrix of a department ledger, for many as-of dates.
 */
import type { IsoDate } from '../../src/core/dates.ts';
import { JzError } from '../../src/core/errors/index.ts';
import { matrix, type Matrix } from '../../src/core/matrix.ts';
import type { DuckDb } from '../../src/io/duckdb.ts';
import { evaluate } from '../evaluate.ts';
import type {
  EventFeature,
  LedgerFeature,
  MembersFeature,
  MonthlyFeature,
  MonthlySeries,
} from './declaration.ts';
import { gather, type Gathered } from './gather.ts';
import { readSeries, readTally } from './read-out.ts';
import { othersMean } from './neighbourhood.ts';
import { homesOn, numberPeople, type Homes, type People } from './people.ts';
import { regionsOn } from './regions.ts';
import { passing, rollUp } from './roll-up.ts';
import { readShape } from './shapes.ts';

/** What to compute. */
export interface ComputeRequest {
  readonly db: DuckDb;
  /** Checked declarations, each after those it reads (`checkFeatures`). */
  readonly features: readonly LedgerFeature[];
  readonly asOf: readonly IsoDate[];
  /** Numbers of the law and statistics on a date, for expressions that name them. */
  readonly parameters?: (asOf: IsoDate) => Readonly<Record<string, number>>;
  /** As-of dates whose running totals are held at once; each costs 8 bytes a household and feature. */
  readonly atOnce?: number;
}

/** Features of one as-of date: one row a household with members then, by household id. */
export interface DayFeatures {
  readonly asOf: IsoDate;
  readonly households: readonly string[];
  /** Region code of each household; null = not known. */
  readonly regions: readonly (string | null)[];
  /** Every feature, helpers too, in the order given. */
  readonly matrix: Matrix;
  /** Months of a declared series: row `i`'s are `i × months …`, newest first. */
  series(wanted: MonthlySeries): Float64Array;
}

const AT_ONCE = 3;

/**
 * Computes the features day by day, in the order of the dates, each day handed on as soon as it is known so that many
 * dates need not fit in memory together.
 *
 * @throws JZ_FEATURES_NO_HOUSEHOLDS when nobody lives anywhere on a date
 */
export async function* computeDays(request: ComputeRequest): AsyncGenerator<DayFeatures> {
  const { db, features } = request;
  const dates = [...new Set(request.asOf)].sort();
  const atOnce = request.atOnce ?? AT_ONCE;
  for (let i = 0; i < dates.length; i += atOnce) {
    const batch = dates.slice(i, i + atOnce);
    const people = await numberPeople(db, batch.at(-1)!);
    const homes: Homes[] = [];
    for (const asOf of batch) homes.push(await homesOn(db, people, asOf));
    const gathered = await gather(db, features, people, homes);
    for (const [j, home] of homes.entries()) {
      const parameters = request.parameters?.(home.asOf) ?? {};
      yield await dayFeatures(db, features, { people, home, gathered: gathered[j]!, parameters });
    }
  }
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
  const rows = householdsWithMembers(home);
  if (rows.length === 0)
    throw new JzError('JZ_FEATURES_NO_HOUSEHOLDS', { asOf: home.asOf, first: '-', last: '-' });
  const regions = (await regionsOn(db, people, home.asOf)).filter((_, h) => isHome(home, h));
  const columns = new Map<string, Float64Array>();
  for (const feature of features)
    columns.set(feature.name, columnOf(feature, { ...parts, rows, columns, regions }));
  return {
    asOf: home.asOf,
    households: Array.from(rows, (h) => people.households[h]!),
    regions,
    matrix: matrix(
      features.map(({ name }) => name),
      [...columns.values()],
      rows.length,
    ),
    series: (wanted) => readSeries(gathered, wanted, rows),
  };
}

interface ColumnParts extends DayParts {
  readonly rows: Int32Array;
  readonly regions: readonly (string | null)[];
  readonly columns: ReadonlyMap<string, Float64Array>;
}

function columnOf(feature: LedgerFeature, parts: ColumnParts): Float64Array {
  const { rows, columns, regions } = parts;
  switch (feature.kind) {
    case 'event':
      return take(eventColumn(feature, parts), rows);
    case 'monthly':
      return monthlyColumn(feature, parts);
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

function parameterNamed(parameters: Readonly<Record<string, number>>, name: string): number {
  const value = parameters[name];
  if (value === undefined) throw new JzError('JZ_FEATURE_PARAMETER', { parameter: name });
  return value;
}

function eventColumn(feature: EventFeature, { home, gathered }: DayParts): Float64Array {
  const own = readTally(gathered, feature, home.asOf);
  if (!feature.perPerson) return feature.empty === 'zero' ? withZeros(own) : own;
  const { rollUp: kind, members } = feature.perPerson;
  const households = rollUp(kind, own, home, passing(home, members));
  return feature.empty === 'zero' ? withZeros(households) : households;
}

function withZeros(values: Float64Array): Float64Array {
  for (let i = 0; i < values.length; i++) if (values[i] !== values[i]) values[i] = 0;
  return values;
}

function monthlyColumn({ series, shape }: MonthlyFeature, { rows, gathered }: ColumnParts): Float64Array {
  const months = readSeries(gathered, series, rows);
  const column = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++)
    column[i] = readShape(shape, months.subarray(i * series.months, (i + 1) * series.months));
  return column;
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

function householdsWithMembers(home: Homes): Int32Array {
  const found: number[] = [];
  for (let h = 0; h + 1 < home.start.length; h++) if (isHome(home, h)) found.push(h);
  return Int32Array.from(found);
}

function isHome(home: Homes, household: number): boolean {
  return home.start[household + 1]! > home.start[household]!;
}

function take(values: Float64Array, rows: Int32Array): Float64Array {
  const taken = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) taken[i] = values[rows[i]!]!;
  return taken;
}
