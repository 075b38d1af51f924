/**
 * What a mapping's form alone cannot tell: that its parts fit each other and the ledger's tables.
 */
import { findTable, type LedgerColumn, type LedgerTable } from '../schema/index.ts';
import { codeEntries, isNumeric, type ColumnSpec } from './column-schema.ts';
import { personsFault } from './check-persons.ts';
import type { Fault } from './fault.ts';
import type { DateSpec, FieldSpec, ObservationsSpec, RowsSpec, SourceSpec } from './schema.ts';

/** The first thing that does not fit in a source, or null. */
export function findFault(source: SourceSpec): Fault | null {
  return (
    deliveredFault(source) ??
    undeclaredColumn(source) ??
    personsFault(source) ??
    dateFault(source) ??
    rowsFault(source) ??
    observationsFault(source) ??
    null
  );
}

function deliveredFault(source: SourceSpec): Fault | undefined {
  if (source.rows.length === 0 && !source.observations)
    return { path: 'rows', problem: 'rows or observations expected' };
  if (!source.delivered_on) return undefined;
  try {
    new RegExp(source.delivered_on.file_name, 'u');
    return undefined;
  } catch {
    return { path: 'delivered_on.file_name', problem: 'not a regular expression' };
  }
}

function undeclaredColumn(source: SourceSpec): Fault | undefined {
  const missing = usedColumns(source).find(([, name]) => !Object.hasOwn(source.columns, name));
  return missing && { path: missing[0], problem: `column ${missing[1]} is not declared under columns` };
}

function usedColumns(source: SourceSpec): [path: string, name: string][] {
  const used: [string, string][] = source.unique.map((name, i) => [`unique.${i}`, name]);
  for (const [i, rows] of source.rows.entries()) {
    for (const name of Object.keys(rows.when)) used.push([`rows.${i}.when.${name}`, name]);
    for (const [target, field] of Object.entries(rows.columns))
      if ('from' in field) used.push([`rows.${i}.columns.${target}.from`, field.from]);
  }
  const { observations } = source;
  if (observations?.household_id !== undefined)
    used.push(['observations.household_id', observations.household_id]);
  for (const name of Object.keys(observations?.codes ?? {})) used.push([`observations.codes.${name}`, name]);
  for (const [name, detail] of Object.entries(observations?.details ?? {}))
    used.push([`observations.details.${name}`, detail]);
  return used;
}

function dateFault(source: SourceSpec): Fault | undefined {
  for (const which of ['occurred_on', 'recorded_at'] as const)
    for (const [name, type] of dateColumns(source[which])) {
      const declared = source.columns[name];
      if (declared?.type !== type || !declared.required)
        return { path: which, problem: `column ${name} must be declared as a required ${type}` };
    }
  return undefined;
}

function dateColumns(spec: DateSpec): [name: string, type: ColumnSpec['type']][] {
  if ('date' in spec) return [[spec.date, 'date']];
  if ('month_start' in spec) return [[spec.month_start, 'month']];
  if ('month_end' in spec) return [[spec.month_end, 'month']];
  const { year, quarter } = spec.quarter_end;
  return [
    [year, 'year'],
    [quarter, 'quarter'],
  ];
}

function rowsFault(source: SourceSpec): Fault | undefined {
  for (const [i, rows] of source.rows.entries()) {
    const table = findTable(rows.table);
    if (!table) return { path: `rows.${i}.table`, problem: `the ledger has no table ${rows.table}` };
    const fault = ownDateFault(rows, source) ?? whenFault(rows, source) ?? tableFault(rows, table, source);
    if (fault) return { path: `rows.${i}.${fault.path}`, problem: fault.problem };
  }
  return undefined;
}

function ownDateFault({ occurred_on: own }: RowsSpec, source: SourceSpec): Fault | undefined {
  for (const [name, type] of own ? dateColumns(own) : [])
    if (source.columns[name]?.type !== type)
      return { path: 'occurred_on', problem: `column ${name} must be declared as a ${type}` };
  return undefined;
}

/** A condition is on a code or a flag, by what the ledger would write. */
function whenFault(rows: RowsSpec, source: SourceSpec): Fault | undefined {
  for (const [name, wanted] of Object.entries(rows.when)) {
    const spec = source.columns[name];
    const known = spec && knownValues(spec);
    if (!known) return { path: `when.${name}`, problem: `column ${name} is no code or flag` };
    const unknown = wanted.find((value) => !known.includes(String(value)));
    if (unknown !== undefined)
      return { path: `when.${name}`, problem: `${unknown} is not among ${known.slice(0, 12).join(', ')}` };
  }
  return undefined;
}

function knownValues(spec: ColumnSpec): string[] | null {
  if (spec.type === 'flag') return ['true', 'false'];
  return spec.type === 'code' ? codeEntries(spec).map(([, code]) => String(code)) : null;
}

function tableFault(rows: RowsSpec, table: LedgerTable, source: SourceSpec): Fault | undefined {
  for (const target of Object.keys(rows.columns))
    if (!table.own.some((declared) => declared.name === target))
      return { path: `columns.${target}`, problem: `table ${table.name} has no column ${target}` };
  for (const declared of table.own) {
    const problem = fieldProblem(declared, rows.columns[declared.name], source);
    if (problem) return { path: `columns.${declared.name}`, problem };
  }
  if (table.entity.length > 0 && !table.entity.some((name) => rows.columns[name]))
    return { path: 'columns', problem: `one of ${table.entity.join(', ')} is required` };
  return undefined;
}

function fieldProblem(
  declared: LedgerColumn,
  field: FieldSpec | undefined,
  source: SourceSpec,
): string | null {
  if (!field) return declared.nullable ? null : 'this column is required';
  if ('value' in field)
    return acceptsValue(declared, field.value) ? null : `${field.value} is not ${describe(declared)}`;
  if ('person' in field)
    return referenceProblem(declared, { kind: 'person', name: field.person, known: source.persons });
  if ('household' in field)
    return referenceProblem(declared, { kind: 'household', name: field.household, known: source.households });
  if ('month_of' in field)
    return declared.type === 'VARCHAR' ? null : `a ${declared.type} must come from a column`;
  const spec = source.columns[field.from];
  return spec && accepts(declared, spec) ? null : `column ${field.from} cannot give ${describe(declared)}`;
}

function referenceProblem(
  declared: LedgerColumn,
  { kind, name, known }: { kind: 'person' | 'household'; name: string; known: object },
): string | null {
  if (!Object.hasOwn(known, name)) return `${name} is not declared under ${kind}s`;
  return declared.name.endsWith(`${kind}_id`) ? null : `this column does not hold a ${kind}`;
}

function describe(declared: LedgerColumn): string {
  return declared.unit === 'fen' ? 'money: declare it as type amount' : `a ${declared.type}`;
}

function acceptsValue(declared: LedgerColumn, value: string | number | boolean): boolean {
  if (declared.type === 'VARCHAR') return typeof value === 'string';
  if (declared.type === 'BOOLEAN') return typeof value === 'boolean';
  if (declared.unit === 'fen' || typeof value !== 'number') return false;
  return declared.type === 'DOUBLE' || (declared.type === 'BIGINT' && Number.isSafeInteger(value));
}

function accepts(declared: LedgerColumn, spec: ColumnSpec): boolean {
  if (declared.unit === 'fen') return spec.type === 'amount';
  if (declared.type === 'VARCHAR') return ['text', 'code', 'integer', 'month'].includes(spec.type);
  if (declared.type === 'DOUBLE') return isMeasure(spec);
  if (declared.type === 'DATE') return spec.type === 'date';
  if (declared.type === 'BOOLEAN') return spec.type === 'flag';
  return spec.type === 'integer' || (spec.type === 'code' && isNumeric(spec));
}

/** Numbers, yes or no (1 and 0), amounts (in whole units of the currency). */
function isMeasure(spec: ColumnSpec): boolean {
  return isNumeric(spec) || spec.type === 'amount' || spec.type === 'flag';
}

function observationsFault(source: SourceSpec): Fault | undefined {
  const { observations } = source;
  if (!observations) return undefined;
  return entityFault(source, observations) ?? codesFault(source, observations);
}

function entityFault(source: SourceSpec, spec: ObservationsSpec): Fault | undefined {
  const { household_id: id, household, person } = spec;
  const key = id === undefined ? undefined : source.columns[id];
  if (id !== undefined && (key?.type !== 'text' || !key.required))
    return { path: 'observations.household_id', problem: `column ${id} must be declared as a required text` };
  if (id !== undefined && household !== undefined)
    return { path: 'observations', problem: 'either household_id or household expected' };
  if (household !== undefined && !Object.hasOwn(source.households, household))
    return { path: 'observations.household', problem: `${household} is not declared under households` };
  if (person !== undefined && !Object.hasOwn(source.persons, person))
    return { path: 'observations.person', problem: `${person} is not declared under persons` };
  return undefined;
}

function codesFault(source: SourceSpec, { codes, details }: ObservationsSpec): Fault | undefined {
  const seen = new Set<string>();
  for (const [name, code] of Object.entries(codes)) {
    const path = `observations.codes.${name}`;
    if (seen.has(code)) return { path, problem: `code ${code} is used twice` };
    seen.add(code);
    const spec = source.columns[name];
    if (spec && !isMeasure(spec)) return { path, problem: `column ${name} does not hold numbers` };
  }
  for (const [name, detail] of Object.entries(details)) {
    const path = `observations.details.${name}`;
    if (!Object.hasOwn(codes, name)) return { path, problem: `${name} is not among codes` };
    const spec = source.columns[detail];
    if (spec && !['text', 'code', 'integer', 'month'].includes(spec.type))
      return { path, problem: `column ${detail} does not hold text` };
  }
  return undefined;
}
