/**
 * The SQL of a scan. Values of conditions are bound; only checked column names stand in the text.
 */
import { sqlIdentifier, type SqlValues } from '../../src/io/duckdb.ts';
import type { IsoDate } from '../../src/core/dates.ts';
import { findTable, type LedgerTable } from '../../src/ledger/schema/index.ts';
import type { Condition } from './declaration.ts';
import type { Channel, Scan } from './plan.ts';

/** A day later than any. */
export const NEVER = 2_147_483_647;
/** Numbers with a fraction are held in thousandths, so that their sums are exact in any order. */
export const THOUSANDTHS = 1000;

/** Columns of a scan before its values. */
export const SCAN_KEYS = ['person', 'household', 'occurred', 'recorded', 'superseded', 'mask'] as const;

/** Which rows a scan reads: those that happened after `after` and were known by `upTo`. */
export interface ScanRange {
  readonly after: IsoDate;
  readonly upTo: IsoDate;
}

/**
 * One row a ledger row that any channel wants: numbers of person and household (−1 = none), days since 1970, mask of
 * channels, then one value a distinct sum of columns (NaN = empty). Needs `person_index` and `household_index`.
 */
export function scanSql(scan: Scan, range: ScanRange): { sql: string; values: SqlValues } {
  const table = tableOf(scan.source);
  const bound: Record<string, string | number> = { after: range.after, up_to: range.upTo };
  const bind = (value: string | number): string => {
    const name = `v${Object.keys(bound).length}`;
    bound[name] = value;
    return `$${name}`;
  };
  const bits = scan.channels.map(
    (channel, i) => `CASE WHEN ${channelSql(channel, bind)} THEN ${2 ** i} ELSE 0 END`,
  );
  const values = scan.values.map((columns, i) => `${valueSql(table, columns)} AS v${i}`);
  const has = (name: string): boolean => table.columns.some((column) => column.name === name);
  const person = has('person_id')
    ? { number: 'coalesce(p.number, -1)', join: 'LEFT JOIN person_index AS p ON t.person_id = p.person_id' }
    : { number: '-1', join: '' };
  const household = has('household_id')
    ? {
        number: 'coalesce(h.number, -1)',
        join: 'LEFT JOIN household_index AS h ON t.household_id = h.household_id',
      }
    : { number: '-1', join: '' };
  const sql = `SELECT CAST(${person.number} AS INTEGER) AS person, CAST(${household.number} AS INTEGER) AS household,
  occurred, recorded, superseded, mask${scan.values.map((_, i) => `, v${i}`).join('')}
FROM (SELECT ${has('person_id') ? 'person_id, ' : ''}${has('household_id') ? 'household_id, ' : ''}
    ${daySql('occurred_on')} AS occurred, ${daySql('recorded_at')} AS recorded,
    coalesce(${daySql('superseded_at')}, ${NEVER}) AS superseded,
    CAST(${bits.join('\n      + ')} AS INTEGER) AS mask${values.map((value) => `,\n    ${value}`).join('')}
  FROM ${sqlIdentifier(table.name)}
  WHERE occurred_on > CAST($after AS DATE) AND occurred_on <= CAST($up_to AS DATE)
    AND recorded_at <= CAST($up_to AS DATE)) AS t
${person.join} ${household.join}
WHERE mask <> 0`;
  return { sql, values: bound };
}

/** Days since 1970-01-01. */
export function daySql(column: string): string {
  return `CAST(${sqlIdentifier(column)} - DATE '1970-01-01' AS INTEGER)`;
}

/** Whether a row belongs to a channel: its conditions hold and, where it brings a number, one is there. */
export function channelSql(channel: Channel, bind: (value: string | number) => string): string {
  const conditions = channel.where.map((condition) => conditionSql(condition, bind));
  if (channel.columns.length > 0)
    conditions.push(`coalesce(${channel.columns.map(sqlIdentifier).join(', ')}) IS NOT NULL`);
  return conditions.length === 0 ? 'true' : conditions.join(' AND ');
}

function conditionSql(condition: Condition, bind: (value: string | number) => string): string {
  const column = sqlIdentifier(condition.column);
  if ('in' in condition)
    return `CAST(${column} AS VARCHAR) IN (${condition.in.map((value) => `CAST(${bind(value)} AS VARCHAR)`).join(', ')})`;
  return 'atLeast' in condition
    ? `${column} >= CAST(${bind(condition.atLeast)} AS DOUBLE)`
    : `${column} <= CAST(${bind(condition.atMost)} AS DOUBLE)`;
}

/** Whole numbers as they are; numbers with a fraction in thousandths. */
function valueSql(table: LedgerTable, columns: readonly string[]): string {
  const scale = scaleOf(table.name, columns);
  const numbers = columns.map((name) => `CAST(${sqlIdentifier(name)} AS DOUBLE)`);
  const scaled = numbers.map(
    (number) => `coalesce(${scale === 1 ? number : `round(${number} * ${scale})`}, 0)`,
  );
  return `CASE WHEN coalesce(${numbers.join(', ')}) IS NULL THEN 'NaN'::DOUBLE ELSE ${scaled.join(' + ')} END`;
}

/** By how much a channel's values are scaled up. */
export function scaleOf(source: string, columns: readonly string[]): number {
  const table = tableOf(source);
  return columns.some((name) => table.columns.find((column) => column.name === name)?.type === 'DOUBLE')
    ? THOUSANDTHS
    : 1;
}

function tableOf(name: string): LedgerTable {
  const table = findTable(name);
  if (!table) throw new Error(`no ledger table ${name}`);
  return table;
}
