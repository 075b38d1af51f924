/**
 * Cells as a careful sender writes them, typed in SQL. Nearly every row needs no more than this.
 */
import { sqlLiteral } from '../../../io/duckdb.ts';
import { codeEntries, isNumeric } from '../../mapping/column-schema.ts';
import type { ColumnSpec } from '../../mapping/schema.ts';
import { scientificSql } from '../../read/excel-damage.ts';
import { dateSql } from './dates.ts';

/**
 * SQL of a cell's value, NULL unless the cell is written exactly as its column declares. Ranges are not looked at.
 * Amounts become minor units. A pattern stands before each cast: a cast alone would take `1_000`, `1e3`, ` 1`.
 */
export function strictSql(cell: string, spec: ColumnSpec): string {
  switch (spec.type) {
    case 'text':
      return where(
        cell,
        `length(${cell}) <= ${spec.max_length} AND (${plainWordSql(cell)} OR NOT (${untidySql(cell)} OR ${scientificSql(cell)}))`,
        cell,
      );
    case 'integer':
      return matching(cell, '-?[0-9]{1,18}', `TRY_CAST(${cell} AS BIGINT)`);
    case 'decimal':
      return matching(cell, String.raw`-?[0-9]{1,18}(\.[0-9]+)?`, `TRY_CAST(${cell} AS DOUBLE)`);
    case 'amount':
      return amountCellSql(cell, spec);
    case 'code':
      return codeSql(cell, spec);
    case 'flag':
      return flagSql(cell, spec);
    case 'year':
      return matching(cell, '(19|20|21)[0-9]{2}', `TRY_CAST(${cell} AS BIGINT)`);
    case 'quarter':
      return matching(cell, '[1-4]', `TRY_CAST(${cell} AS BIGINT)`);
    case 'date':
      return dateSql(cell, 'day', spec.forms);
    case 'month':
      return dateSql(cell, 'month', spec.forms);
    default:
      return identitySql(cell, spec.type);
  }
}

/** Numbers are only looked at for their form here; whether one is valid is found out once a number. */
function identitySql(cell: string, type: Exclude<ColumnSpec['type'], 'text'>): string {
  switch (type) {
    case 'id_number':
      return matching(cell, '[0-9]{17}[0-9X]', cell);
    case 'disability_certificate':
      return matching(cell, '[0-9]{17}[0-9X][0-9]{2}B?[0-9]?', `left(${cell}, 18)`);
    case 'phone':
      return matching(cell, '[0-9]{11}', cell);
    case 'name':
      return matching(cell, String.raw`\p{Han}{2,6}`, cell);
    default:
      return where(cell, `length(${cell}) <= 200 AND NOT ${untidySql(cell)}`, cell);
  }
}

/** SQL: letters, digits and what joins them: most texts need no finer look. */
function plainWordSql(cell: string): string {
  return String.raw`regexp_full_match(${cell}, '[\w\p{Han}/.-]+')`;
}

/** SQL: the cell has a control character or a space at an end. */
export function untidySql(cell: string): string {
  return String.raw`regexp_matches(${cell}, '[[:cntrl:]]|^\s|\s$')`;
}

/** An amount that is written as the database writes it needs no pattern. */
function amountCellSql(cell: string, spec: Extract<ColumnSpec, { type: 'amount' }>): string {
  const decimals = Math.log10(spec.minor_units);
  const isPlain = `CAST(TRY_CAST(${cell} AS DECIMAL(${12 + decimals}, ${decimals})) AS VARCHAR) = ${cell}`;
  const amount = amountSql(cell, spec.minor_units);
  return `CASE WHEN ${isPlain} THEN ${amount} WHEN regexp_full_match(${cell}, ${sqlLiteral(amountPattern(spec))}) THEN ${amount} END`;
}

/** The digits an amount may have: twelve before the point, after it as many as minor units have (or nine). */
export function amountPattern(spec: Extract<ColumnSpec, { type: 'amount' }>): string {
  const decimals = amountDecimals(spec);
  const fraction = decimals === 0 ? String.raw`(\.0+)?` : String.raw`(\.[0-9]{1,${decimals}}0*)?`;
  return `-?[0-9]{1,12}${fraction}`;
}

/** Decimals an amount may have. */
export function amountDecimals(spec: Extract<ColumnSpec, { type: 'amount' }>): number {
  return spec.extra_decimals === 'round' ? 9 : Math.log10(spec.minor_units);
}

/**
 * Text to DECIMAL rounds half away from zero; twelve digits and six decimals fit the 64-bit form. Their product with
 * more than three decimals' units does not: it is made in 128 bits.
 */
function amountSql(cell: string, minorUnits: number): string {
  const decimals = Math.log10(minorUnits);
  const amount = `TRY_CAST(${cell} AS DECIMAL(18, ${decimals}))`;
  const wide = decimals > 3 ? `CAST(${amount} AS DECIMAL(38, ${decimals}))` : amount;
  return `CAST(${wide} * ${minorUnits} AS BIGINT)`;
}

/** The mapping's words as constants: DuckDB then compares without a plan for each row. */
function codeSql(cell: string, spec: Extract<ColumnSpec, { type: 'code' }>): string {
  const write = isNumeric(spec) ? String : (code: string | number): string => sqlLiteral(String(code));
  const cases = codeEntries(spec).map(([word, code]) => `WHEN ${sqlLiteral(word)} THEN ${write(code)}`);
  return `CAST(CASE ${cell} ${cases.join(' ')} END AS ${isNumeric(spec) ? 'BIGINT' : 'VARCHAR'})`;
}

function flagSql(cell: string, spec: Extract<ColumnSpec, { type: 'flag' }>): string {
  const cases = (words: readonly (string | number)[], value: boolean): string =>
    words.map((word) => `WHEN ${sqlLiteral(String(word))} THEN ${value}`).join(' ');
  return `CASE ${cell} ${cases(spec.yes, true)} ${cases(spec.no, false)} END`;
}

function matching(cell: string, pattern: string, value: string): string {
  return where(cell, `regexp_full_match(${cell}, ${sqlLiteral(pattern)})`, value);
}

function where(cell: string, condition: string, value: string): string {
  return `CASE WHEN ${cell} IS NOT NULL AND ${condition} THEN ${value} END`;
}
