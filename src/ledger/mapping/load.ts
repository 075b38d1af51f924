/**
 * Reads a mapping file and checks that what it says fits together and fits the ledger's tables.
 */
import { parse as parseYaml } from 'yaml';
import type * as z from 'zod';
import { JzError } from '../../core/errors/index.ts';
import { canonicalJson } from '../../core/json.ts';
import { readText, sha256 } from '../../io/files.ts';
import { findTable, type LedgerColumn } from '../schema/index.ts';
import { mappingSchema, type ColumnSpec, type FieldSpec, type Mapping, type SourceSpec } from './schema.ts';

/**
 * Reads a mapping.
 *
 * @throws JZ_FILE_NOT_FOUND, JZ_MAPPING_INVALID naming the path inside the file
 */
export async function loadMapping(file: string): Promise<Mapping> {
  const parsed = mappingSchema.safeParse(parseText(await readText(file), file));
  if (!parsed.success) throw invalid(file, ...firstIssue(parsed.error));
  for (const [i, source] of parsed.data.sources.entries()) {
    const found = findFault(source);
    if (found) throw invalid(file, `sources.${i}.${found.path}`, found.problem);
  }
  return parsed.data;
}

/** Hash of what a source's mapping means; comments and order of keys do not count. */
export function mappingHash(mapping: Mapping, source: SourceSpec): string {
  return sha256(canonicalJson({ mapping: mapping.mapping, currency: mapping.currency, source }));
}

interface Fault {
  readonly path: string;
  readonly problem: string;
}

function findFault(source: SourceSpec): Fault | null {
  return (
    undeclaredColumn(source) ?? dateFault(source) ?? rowsFault(source) ?? observationsFault(source) ?? null
  );
}

function undeclaredColumn(source: SourceSpec): Fault | undefined {
  const used: [string, string][] = source.unique.map((name, i) => [`unique.${i}`, name]);
  for (const [i, rows] of source.rows.entries())
    for (const [target, field] of Object.entries(rows.columns))
      if ('from' in field) used.push([`rows.${i}.columns.${target}.from`, field.from]);
  if (source.observations) {
    used.push(['observations.household_id', source.observations.household_id]);
    for (const name of Object.keys(source.observations.codes))
      used.push([`observations.codes.${name}`, name]);
  }
  const missing = used.find(([, name]) => !Object.hasOwn(source.columns, name));
  return missing && { path: missing[0], problem: `column ${missing[1]} is not declared under columns` };
}

function dateFault(source: SourceSpec): Fault | undefined {
  for (const which of ['occurred_on', 'recorded_at'] as const) {
    const spec = source[which];
    const needed: [string, ColumnSpec['type']][] =
      'date' in spec
        ? [[spec.date, 'date']]
        : [
            [spec.quarter_end.year, 'year'],
            [spec.quarter_end.quarter, 'quarter'],
          ];
    for (const [name, type] of needed) {
      const declared = source.columns[name];
      if (declared?.type !== type || !declared.required)
        return { path: which, problem: `column ${name} must be declared as a required ${type}` };
    }
  }
  return undefined;
}

function rowsFault(source: SourceSpec): Fault | undefined {
  for (const [i, rows] of source.rows.entries()) {
    const table = findTable(rows.table);
    if (!table) return { path: `rows.${i}.table`, problem: `the ledger has no table ${rows.table}` };
    const own = table.columns.slice(0, -6);
    for (const target of Object.keys(rows.columns))
      if (!own.some((declared) => declared.name === target))
        return {
          path: `rows.${i}.columns.${target}`,
          problem: `table ${table.name} has no column ${target}`,
        };
    for (const declared of own) {
      const problem = fieldProblem(declared, rows.columns[declared.name], source);
      if (problem) return { path: `rows.${i}.columns.${declared.name}`, problem };
    }
  }
  return undefined;
}

function fieldProblem(
  declared: LedgerColumn,
  field: FieldSpec | undefined,
  source: SourceSpec,
): string | null {
  if (!field) return declared.nullable ? null : 'this column is required';
  if (!('from' in field))
    return declared.type === 'VARCHAR' ? null : `a ${declared.type} must come from a column`;
  const spec = source.columns[field.from];
  return spec && accepts(declared, spec) ? null : `column ${field.from} cannot give ${describe(declared)}`;
}

function describe(declared: LedgerColumn): string {
  return declared.unit === 'fen' ? 'money: declare it as type amount' : `a ${declared.type}`;
}

function accepts(declared: LedgerColumn, spec: ColumnSpec): boolean {
  if (declared.unit === 'fen') return spec.type === 'amount';
  if (declared.type === 'VARCHAR') return ['text', 'code', 'integer'].includes(spec.type);
  if (declared.type === 'DOUBLE') return isNumeric(spec);
  if (declared.type === 'DATE') return spec.type === 'date';
  return spec.type === 'integer';
}

/** Whether every value of the column is a plain number. */
export function isNumeric(spec: ColumnSpec): boolean {
  if (spec.type === 'code') return spec.values.every((value) => typeof value === 'number');
  return ['integer', 'decimal', 'year', 'quarter'].includes(spec.type);
}

function observationsFault(source: SourceSpec): Fault | undefined {
  if (!source.observations) return undefined;
  const { household_id: entity, codes } = source.observations;
  const key = source.columns[entity];
  if (key?.type !== 'text' || !key.required)
    return {
      path: 'observations.household_id',
      problem: `column ${entity} must be declared as a required text`,
    };
  const seen = new Set<string>();
  for (const [name, code] of Object.entries(codes)) {
    const path = `observations.codes.${name}`;
    if (seen.has(code)) return { path, problem: `code ${code} is used twice` };
    seen.add(code);
    const spec = source.columns[name];
    if (spec && !isNumeric(spec)) return { path, problem: `column ${name} does not hold numbers` };
  }
  return undefined;
}

function firstIssue(error: z.ZodError): [path: string, problem: string] {
  const issue = error.issues[0];
  return issue ? pathAndProblem(issue, []) : ['(top)', 'not a mapping'];
}

/** Where several forms are allowed, the one that came furthest tells what is wrong. */
function pathAndProblem(issue: z.core.$ZodIssue, before: readonly PropertyKey[]): [string, string] {
  const path = [...before, ...issue.path];
  if (issue.code === 'invalid_union') {
    const tried = issue.errors.flatMap((branch) => branch.slice(0, 1));
    const furthest = [...tried].sort((a, b) => b.path.length - a.path.length)[0];
    if (furthest) return pathAndProblem(furthest, path);
  }
  return [path.map(String).join('.') || '(top)', issue.message];
}

function parseText(text: string, file: string): unknown {
  try {
    return parseYaml(text, { maxAliasCount: 500 });
  } catch (cause) {
    const problem = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    throw new JzError('JZ_MAPPING_INVALID', { file, path: '(YAML)', problem }, { cause });
  }
}

function invalid(file: string, path: string, problem: string): JzError {
  return new JzError('JZ_MAPPING_INVALID', { file, path, problem });
}
