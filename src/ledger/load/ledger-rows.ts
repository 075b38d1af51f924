/**
 * Rows of a ledger table, as SQL over view `good`.
 */
import { sqlIdentifier, sqlLiteral } from '../../io/duckdb.ts';
import type { FieldSpec, ObservationsSpec, RowsSpec } from '../mapping/schema.ts';
import type { LedgerColumn, LedgerTable } from '../schema/index.ts';
import { dateSql } from './dated-rows.ts';
import { cellName, type SourceTable } from './source-columns.ts';

/** What the rows of one file have in common. */
export interface RowContext {
  readonly source: Pick<SourceTable, 'file' | 'header'>;
  readonly batchId: string;
}

/** A ledger row needs every required cell; without one there is no row (the amount is missing, not zero). */
export function rowsSql(table: LedgerTable, spec: RowsSpec, context: RowContext): string {
  const cells = table.own.map((declared) => {
    const value = fieldSql(declared, spec.columns[declared.name], context);
    return `${value} AS ${sqlIdentifier(declared.name)}`;
  });
  const persons = Object.values(spec.columns).flatMap((field) => ('person' in field ? field.person : []));
  const needed = table.own
    .filter((declared) => !declared.nullable)
    .map((declared) => `${sqlIdentifier(declared.name)} IS NOT NULL`);
  const named = table.entity.map((name) => `${sqlIdentifier(name)} IS NOT NULL`);
  const conditions = [...needed, ...(named.length > 0 ? [`(${named.join(' OR ')})`] : [])];
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  return `SELECT * FROM (SELECT ${cells.join(', ')}, ${commonSql(context, persons)} FROM ${happenedSql(spec, context)} ${whenSql(spec, context)}) ${where}`;
}

/** The good rows, dated as these ledger rows are. */
function happenedSql({ occurred_on: own }: RowsSpec, { source }: RowContext): string {
  if (own === undefined) return 'good';
  return `(SELECT * REPLACE (${dateSql(source, own)} AS occurred_on) FROM good WHERE ${dateSql(source, own)} IS NOT NULL)`;
}

/** One row a filled cell. */
export function observationSql(spec: ObservationsSpec, context: RowContext): string {
  const codes = Object.entries(spec.codes).sort(([, a], [, b]) => (a < b ? -1 : 1));
  const names = codes.map(([, code]) => word(code)).join(', ');
  const values = codes.map(([name]) => measureSql(name, context)).join(', ');
  const details = codes.map(([name]) => {
    const detail = spec.details[name];
    return `CAST(${detail === undefined ? 'NULL' : cellName(context.source, detail)} AS VARCHAR)`;
  });
  const household =
    spec.household_id === undefined
      ? entitySql('household', spec.household, context)
      : cellName(context.source, spec.household_id);
  const person = entitySql('person', spec.person, context);
  const persons = spec.person === undefined ? [] : [spec.person];
  return `SELECT household_id, person_id, code, value, detail, * EXCLUDE (household_id, person_id, code, value, detail)
    FROM (SELECT ${household} AS household_id, ${person} AS person_id, unnest([${names}]) AS code,
      unnest([${values}]) AS value, unnest([${details.join(', ')}]) AS detail, ${commonSql(context, persons)} FROM good)
    WHERE value IS NOT NULL AND (household_id IS NOT NULL OR person_id IS NOT NULL)`;
}

function commonSql({ source, batchId }: RowContext, persons: readonly string[]): string {
  const { department } = source.file.source;
  return `occurred_on, recorded_at, ${word(department)} AS source_dept, ${word(batchId)} AS batch_id,
    ${word(source.file.name)} AS source_file, row AS source_row, ${confidenceSql(source, persons)} AS link_confidence`;
}

/** As sure as the least sure of the row's persons. */
function confidenceSql(source: RowContext['source'], persons: readonly string[]): string {
  const known = Object.keys(source.file.source.persons);
  const columns = persons.map((name) => `q${known.indexOf(name)}`);
  return columns.length === 0 ? 'CAST(NULL AS DOUBLE)' : `least(${columns.join(', ')})`;
}

function fieldSql(declared: LedgerColumn, field: FieldSpec | undefined, context: RowContext): string {
  if (field === undefined) return `CAST(NULL AS ${declared.type})`;
  if ('value' in field)
    return typeof field.value === 'string' ? word(field.value) : `CAST(${field.value} AS ${declared.type})`;
  if ('month_of' in field) return `strftime(${field.month_of}, '%Y-%m')`;
  if ('person' in field) return entitySql('person', field.person, context);
  if ('household' in field) return entitySql('household', field.household, context);
  if (declared.type === 'DOUBLE') return measureSql(field.from, context);
  return `CAST(${cellName(context.source, field.from)} AS ${declared.type})`;
}

/** A cell as a plain number: amounts in whole units of the currency, yes and no as 1 and 0. */
function measureSql(name: string, { source }: RowContext): string {
  const cell = `CAST(${cellName(source, name)} AS DOUBLE)`;
  return source.file.source.columns[name]?.type === 'amount' ? `${cell} / 100` : cell;
}

function entitySql(kind: 'person' | 'household', name: string | undefined, { source }: RowContext): string {
  if (name === undefined) return 'CAST(NULL AS VARCHAR)';
  const { persons, households } = source.file.source;
  return kind === 'person'
    ? `p${Object.keys(persons).indexOf(name)}`
    : `h${Object.keys(households).indexOf(name)}`;
}

function whenSql({ when }: RowsSpec, { source }: RowContext): string {
  const conditions = Object.entries(when).map(([name, wanted]) => {
    const values = wanted.map((value) => sqlLiteral(String(value))).join(', ');
    return `CAST(${cellName(source, name)} AS VARCHAR) IN (${values})`;
  });
  return conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
}

function word(text: string): string {
  return `CAST(${sqlLiteral(text)} AS ledger_word)`;
}
