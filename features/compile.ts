/**
 * Compiles declarations: those on one table become one scan that lays the values of a household and day
 * side by side, one channel a (filter, value column).
 */
import { sqlIdentifier, type SqlValues } from '../src/io/duckdb.ts';
import type { IsoDate } from '../src/core/dates.ts';
import type { Filter, MeasuredFeature } from './declaration.ts';
import { sources, type Source, type SourceName } from './sources.ts';

/** Values one scan lays in one column. */
export interface Channel {
  readonly source: SourceName;
  readonly filter: Filter | null;
  readonly column: string;
}

/** Which days and households a scan reads. */
export interface ScanRange {
  /** Rows that happened after this day … */
  readonly after: IsoDate;
  /** … up to this day, and were known by it. */
  readonly upTo: IsoDate;
}

/** One scan of one table. */
export interface Scan {
  readonly source: SourceName;
  readonly channels: readonly Channel[];
}

/** A statement with its bound values. */
export interface Statement {
  readonly sql: string;
  readonly values: SqlValues;
}

/** Columns of a scan's result that come before its channels. */
export const scanKeys = ['household', 'fact', 'occurred_day', 'recorded_day'] as const;

/** The scans that channels need: one a table, each channel once. */
export function planScans(channels: readonly Channel[]): Scan[] {
  const tables = new Map<SourceName, Map<string, Channel>>();
  for (const channel of channels) {
    const ofTable = tables.get(channel.source) ?? new Map<string, Channel>();
    tables.set(channel.source, ofTable.set(channelKey(channel), channel));
  }
  return [...tables].map(([source, ofTable]) => ({ source, channels: [...ofTable.values()] }));
}

/** The channel a declaration reads. */
export function channelOf(declaration: MeasuredFeature): Channel {
  return { source: declaration.source, filter: declaration.filter, column: declaration.value.column };
}

/** Tells channels of one table apart. */
export function channelKey(channel: Channel): string {
  return JSON.stringify([channel.filter?.column ?? null, channel.filter?.equals ?? null, channel.column]);
}

/**
 * Lists the households of a range, in the order their numbers are given.
 * Output: `household_id` VARCHAR, sorted by its bytes.
 */
export function householdStatement(cohort: Channel, range: ScanRange): Statement {
  return { sql: `${householdSql(cohort)} ORDER BY household_id`, values: cohortValues(cohort, range) };
}

/**
 * One scan. Output, all DOUBLE: household number, fact number, day it occurred, day it was recorded (days
 * since 1970), one column a channel (missing where the row has none); ordered by household, day, fact,
 * recorded day and batch, so that a later row of the same fact supersedes an earlier one.
 *
 * Leakage: only rows recorded by `range.upTo` are read; each as-of date cuts further by both days.
 */
export function scanStatement(scan: Scan, cohort: Channel, range: ScanRange): Statement {
  const source: Source = sources[scan.source];
  const facts = source.factColumns.map((column) => `s.${sqlIdentifier(column)}`);
  const fact = facts.length > 0 ? `concat_ws('|', ${facts.join(', ')})` : `''`;
  const numbered = scan.channels.map((channel, i) => ({ ...channel, number: i }));
  const key = source.filterColumns[0];
  const sql = `
WITH numbered AS (
  SELECT household_id, row_number() OVER (ORDER BY household_id) - 1 AS household
  FROM (${householdSql(cohort)})
), ${key === undefined ? '' : `chosen(code, channel) AS (${codesSql(numbered.length)}),`}
known AS (
  SELECT n.household, ${fact} AS fact, CAST(s.${sqlIdentifier(source.occurredOn)} AS DATE) AS occurred,
    CAST(s.${sqlIdentifier(source.recordedAt)} AS DATE) AS recorded, s.${sqlIdentifier(source.batch)} AS batch,
    ${key === undefined ? '' : 'c.channel,'}
    ${source.valueColumns.map((column) => `TRY_CAST(s.${sqlIdentifier(column)} AS DOUBLE) AS ${sqlIdentifier(column)}`).join(', ')}
  FROM ${sqlIdentifier(source.table)} s JOIN numbered n ON s.${sqlIdentifier(source.household)} = n.household_id
  ${key === undefined ? '' : `JOIN chosen c ON s.${sqlIdentifier(key)} = c.code`}
  WHERE ${withinRange(source, 's.')}
)
SELECT CAST(household AS DOUBLE) AS household,
  CAST(dense_rank() OVER (ORDER BY fact) AS DOUBLE) AS fact,
  CAST(date_diff('day', DATE '1970-01-01', occurred) AS DOUBLE) AS occurred_day,
  CAST(date_diff('day', DATE '1970-01-01', recorded) AS DOUBLE) AS recorded_day,
  ${numbered.map(({ number }) => `c${number}`).join(', ')}
FROM (
  SELECT household, fact, occurred, recorded, batch,
    ${numbered.map((channel) => `${channelSql(channel, key)} AS c${channel.number}`).join(',\n    ')}
  FROM known GROUP BY household, fact, occurred, recorded, batch
)
ORDER BY household, occurred, fact, recorded, batch`;
  const codes = Object.fromEntries(numbered.map((c) => [`code${c.number}`, c.filter?.equals ?? '']));
  return { sql, values: { ...cohortValues(cohort, range), ...(key === undefined ? {} : codes) } };
}

function householdSql(cohort: Channel): string {
  const source: Source = sources[cohort.source];
  const column = sqlIdentifier(source.household);
  const chosen = cohort.filter ? ` AND ${sqlIdentifier(cohort.filter.column)} = $cohort` : '';
  return `SELECT DISTINCT ${column} AS household_id FROM ${sqlIdentifier(source.table)} WHERE ${withinRange(source, '')}${chosen}`;
}

function withinRange(source: Source, prefix: string): string {
  const occurred = `${prefix}${sqlIdentifier(source.occurredOn)}`;
  const recorded = `${prefix}${sqlIdentifier(source.recordedAt)}`;
  return `${occurred} > CAST($after AS DATE) AND ${occurred} <= CAST($upTo AS DATE) AND CAST(${recorded} AS DATE) <= CAST($upTo AS DATE)`;
}

function cohortValues(cohort: Channel, range: ScanRange): SqlValues {
  const chosen = cohort.filter ? { cohort: cohort.filter.equals } : {};
  return { after: range.after, upTo: range.upTo, ...chosen };
}

function codesSql(count: number): string {
  return `VALUES ${Array.from({ length: count }, (_, i) => `(CAST($code${i} AS VARCHAR), ${i})`).join(', ')}`;
}

/** CASE, not FILTER: measured 2.5 times faster at 44 channels. */
function channelSql(channel: Channel & { number: number }, key: string | undefined): string {
  const column = sqlIdentifier(channel.column);
  return key === undefined
    ? `max(${column})`
    : `max(CASE WHEN channel = ${channel.number} THEN ${column} END)`;
}
