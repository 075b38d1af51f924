/**
 * The rows behind one value: what a caseworker, or the family, may ask to see.
 */
import { addMonths, isoDate, type IsoDate } from '../../src/core/dates.ts';
import { sqlIdentifier, type DuckDb } from '../../src/io/duckdb.ts';
import { findTable, type LedgerTable } from '../../src/ledger/schema/index.ts';
import type { EventFeature, LedgerFeature, MonthlyFeature } from './declaration.ts';
import { featuresOf } from '../expression.ts';
import { homesOn, numberPeople } from './people.ts';
import { readingOf } from './plan.ts';
import { passing } from './roll-up.ts';
import { channelSql } from './scan-sql.ts';
import { knownSql } from '../../src/ledger/known-sql.ts';

/** One row of the ledger that a value stands on. */
export interface EvidenceRow {
  readonly feature: string;
  readonly table: string;
  readonly occurredOn: IsoDate;
  readonly recordedAt: IsoDate;
  readonly sourceDept: string;
  readonly sourceFile: string;
  readonly sourceRow: number;
  readonly personId: string | null;
  /** The row's own columns that are filled, codes and numbers as the ledger holds them (money in fen). */
  readonly values: Readonly<Record<string, string>>;
}

/** Most rows told of one feature. */
const MOST_ROWS = 200;

/**
 * Rows of one household that a feature is read from on a date, newest first. A derived feature stands on the rows of
 * the features it reads; features of members and neighbourhood have none.
 *
 * @param featureNamed finds a declaration by name
 */
export async function evidenceRows(
  db: DuckDb,
  feature: LedgerFeature,
  request: { household: string; asOf: IsoDate; featureNamed: (name: string) => LedgerFeature | undefined },
): Promise<EvidenceRow[]> {
  const read = readFeatures(feature, request.featureNamed);
  const rows: EvidenceRow[] = [];
  for (const one of read) rows.push(...(await rowsOf(db, one, request)));
  return rows;
}

/** The features read from rows that a feature stands on, itself included. */
function readFeatures(
  feature: LedgerFeature,
  featureNamed: (name: string) => LedgerFeature | undefined,
): (EventFeature | MonthlyFeature)[] {
  if (feature.kind === 'event' || feature.kind === 'monthly') return [feature];
  if (feature.kind !== 'derived') return [];
  const names = new Set(featuresOf(feature.expression));
  return [...names].flatMap((name) => {
    const found = featureNamed(name);
    return found ? readFeatures(found, featureNamed) : [];
  });
}

async function rowsOf(
  db: DuckDb,
  feature: EventFeature | MonthlyFeature,
  { household, asOf }: { household: string; asOf: IsoDate },
): Promise<EvidenceRow[]> {
  const { source, channel } = readingOf(feature.kind === 'event' ? feature : feature.series);
  const table = findTable(source)!;
  const [after, upTo] = windowDates(feature, asOf);
  const bound: Record<string, string | number> = { as_of: asOf, after, up_to: upTo };
  const bind = (value: string | number): string => {
    const name = `v${Object.keys(bound).length}`;
    bound[name] = value;
    return `$${name}`;
  };
  const conditions = channelSql(channel, bind);
  const hasPersons = table.own.some(({ name }) => name === 'person_id');
  const persons = hasPersons ? (await personsOf(db, feature, household, asOf)).map(bind) : [];
  const entity = entitySql(feature, table, { household: () => bind(household), persons });
  const own = table.own.map(({ name }) => sqlIdentifier(name));
  const rows = await db.rows(
    `SELECT ${own.join(', ')}, occurred_on, recorded_at, source_dept, source_file, source_row
     FROM ${sqlIdentifier(source)}
     WHERE (${entity}) AND ${conditions}
       AND occurred_on > CAST($after AS DATE) AND occurred_on <= CAST($up_to AS DATE)
       AND ${knownSql()}
     ORDER BY occurred_on DESC, recorded_at DESC, source_file, source_row LIMIT ${MOST_ROWS}`,
    bound,
  );
  return rows.map((row) => evidenceOf(feature.name, source, row));
}

/** Rows go to the household they name, else to that of their person; only to persons where a feature asks about them. */
function entitySql(
  feature: EventFeature | MonthlyFeature,
  table: LedgerTable,
  { household, persons }: { household: () => string; persons: readonly string[] },
): string {
  const has = (name: string): boolean => table.own.some((column) => column.name === name);
  const asksPersons = feature.kind === 'event' && (feature.perPerson ?? feature.who) !== undefined;
  const ofPersons = persons.length > 0 ? `person_id IN (${persons.join(', ')})` : 'false';
  if (asksPersons || !has('household_id')) return ofPersons;
  return `household_id = ${household()} OR (household_id IS NULL AND ${ofPersons})`;
}

/** Persons whose rows count for the household: those who live there, or did last, and pass the feature's filter. */
async function personsOf(
  db: DuckDb,
  feature: EventFeature | MonthlyFeature,
  household: string,
  asOf: IsoDate,
): Promise<string[]> {
  const people = await numberPeople(db, asOf);
  const homes = await homesOn(db, people, asOf);
  const place = feature.kind === 'event' && feature.home === 'last' ? homes.last : homes.current;
  const filter = feature.kind === 'event' ? (feature.perPerson?.members ?? feature.who) : undefined;
  const passes = passing(homes, filter);
  const number = people.households.indexOf(household);
  const { columns } = await db.texts('SELECT person_id FROM person_index ORDER BY number');
  return (columns[0] ?? []).flatMap((id, person) =>
    id !== null && place[person] === number && passes?.[person] !== 0 ? [id] : [],
  );
}

function windowDates(feature: EventFeature | MonthlyFeature, asOf: IsoDate): [IsoDate, IsoDate] {
  if (feature.kind === 'monthly') {
    const end = addMonths(asOf, -feature.series.endsMonthsBefore);
    return [addMonths(end, -feature.series.months), end];
  }
  const end = addMonths(asOf, -feature.endsMonthsBefore);
  return [addMonths(end, -feature.windowMonths), end];
}

const placeColumns = [
  'occurred_on',
  'recorded_at',
  'source_dept',
  'source_file',
  'source_row',
  'person_id',
  'household_id',
];

function evidenceOf(feature: string, table: string, row: Record<string, unknown>): EvidenceRow {
  const values = Object.entries(row)
    .filter(([name, value]) => value !== null && !placeColumns.includes(name))
    .map(([name, value]) => [name, String(value)] as const);
  const text = (name: string): string => {
    const value = row[name];
    return typeof value === 'string' ? value : '';
  };
  return {
    feature,
    table,
    occurredOn: isoDate(text('occurred_on')),
    recordedAt: isoDate(text('recorded_at')),
    sourceDept: text('source_dept'),
    sourceFile: text('source_file'),
    sourceRow: Number(row['source_row']),
    personId: typeof row['person_id'] === 'string' ? row['person_id'] : null,
    values: Object.fromEntries(values),
  };
}
