/**
 * Whether a source's persons and households stand on columns of the right kind.
 */
import { codeEntries, type ColumnSpec } from './column-schema.ts';
import type { Fault } from './fault.ts';
import type { PersonSpec, SourceSpec } from './schema.ts';

const wanted: Readonly<Record<keyof PersonSpec, ColumnSpec['type']>> = {
  id_number: 'id_number',
  disability_certificate: 'disability_certificate',
  name: 'name',
  sex: 'code',
  birth_date: 'date',
  phone: 'phone',
  address: 'address',
};

/** The first fault under `persons` or `households`. */
export function personsFault(source: SourceSpec): Fault | undefined {
  for (const [person, fields] of Object.entries(source.persons))
    for (const [field, name] of Object.entries(fields)) {
      if (name === undefined) continue;
      const problem = columnProblem(source, field as keyof PersonSpec, name);
      if (problem) return { path: `persons.${person}.${field}`, problem };
    }
  for (const [household, { number }] of Object.entries(source.households))
    if (!['text', 'integer'].includes(source.columns[number]?.type ?? ''))
      return { path: `households.${household}.number`, problem: `column ${number} must be a declared text` };
  return undefined;
}

function columnProblem(source: SourceSpec, field: keyof PersonSpec, name: string): string | null {
  const spec = Object.hasOwn(source.columns, name) ? source.columns[name] : undefined;
  if (!spec) return `column ${name} is not declared under columns`;
  if (spec.type !== wanted[field]) return `column ${name} must be declared as type ${wanted[field]}`;
  const isSex = spec.type !== 'code' || codeEntries(spec).every(([, code]) => /^[0129]$/.test(String(code)));
  return isSex ? null : `column ${name} must give GB/T 2261.1 codes: 1 male, 2 female`;
}
