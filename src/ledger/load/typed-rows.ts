/**
 * Good rows with typed columns and both times, sorted: table `typed`.
 */
import type { DuckDb } from '../../io/duckdb.ts';
import type { ColumnSpec, DateSpec, SourceSpec } from '../mapping/schema.ts';
import { stagedColumn, type Staged } from './stage.ts';
import { isNumeric } from '../mapping/column-schema.ts';

/**
 * Builds `typed(row, occurred_on, recorded_at, c<i> …)` from the rows without a problem; amounts become minor units.
 */
export async function typeRows(db: DuckDb, staged: Staged): Promise<void> {
  const { source } = staged.file;
  const cells = Object.entries(source.columns).map(([name, spec]) => {
    const cell = stagedColumn(staged, name);
    return `${typedCell(cell, spec)} AS ${cell}`;
  });
  const entity = stagedColumn(staged, entityColumn(source));
  await db.run(
    `CREATE OR REPLACE TABLE typed AS SELECT row, ${dateSql(staged, source.occurred_on)} AS occurred_on,
       ${dateSql(staged, source.recorded_at)} AS recorded_at, ${cells.join(', ')}
     FROM staged ANTI JOIN problem USING (row) ORDER BY ${entity}, occurred_on, row`,
  );
}

/** The column that names the household: rows lie by it, so that one household's history is read together. */
function entityColumn(source: SourceSpec): string {
  if (source.observations?.household_id !== undefined) return source.observations.household_id;
  const fields = source.rows.map((rows) => rows.columns['household_id']);
  const named = fields.find((field) => field !== undefined && 'from' in field);
  return named && 'from' in named ? named.from : (source.unique[0] ?? '');
}

function typedCell(cell: string, spec: ColumnSpec): string {
  switch (spec.type) {
    case 'integer':
    case 'year':
    case 'quarter':
      return `CAST(${cell} AS BIGINT)`;
    case 'decimal':
      return `CAST(${cell} AS DOUBLE)`;
    case 'amount':
      return amountSql(cell, spec.minor_units);
    case 'date':
      return `CAST(${cell} AS DATE)`;
    case 'code':
      return isNumeric(spec) ? `CAST(${cell} AS BIGINT)` : cell;
    default:
      return cell;
  }
}

/** Text to DECIMAL rounds half away from zero; twelve digits and six decimals fit the 64-bit form. */
function amountSql(cell: string, minorUnits: number): string {
  return `CAST(CAST(${cell} AS DECIMAL(18, ${Math.log10(minorUnits)})) * ${minorUnits} AS BIGINT)`;
}

function dateSql(staged: Staged, spec: DateSpec): string {
  const day =
    'quarter_end' in spec
      ? quarterEndSql(staged, spec)
      : `CAST(${stagedColumn(staged, 'date' in spec ? spec.date : '')} AS DATE)`;
  return spec.plus_days === 0 ? day : `CAST(${day} + INTERVAL (${spec.plus_days}) DAY AS DATE)`;
}

function quarterEndSql(staged: Staged, spec: Extract<DateSpec, { quarter_end: unknown }>): string {
  const year = `CAST(${stagedColumn(staged, spec.quarter_end.year)} AS INTEGER)`;
  const quarter = `CAST(${stagedColumn(staged, spec.quarter_end.quarter)} AS INTEGER)`;
  return `last_day(make_date(${year}, ${quarter} * 3, 1))`;
}
