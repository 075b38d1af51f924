import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { codeEntries, type ColumnSpec } from '../../src/ledger/mapping/column-schema.ts';
import { loadIncluded } from '../../src/ledger/mapping/load.ts';
import type { DateSpec, FieldSpec, SourceSpec } from '../../src/ledger/mapping/schema.ts';
import { checkout } from './checkout.ts';

const folder = join(checkout, 'data-samples', 'departments');
const intro = `# Departments' files · 部门数据

Made from the mappings in \`data-samples/departments/\` by \`npm run docs\`; do not edit.
One mapping a department; copy it, put your own column names on the left, and run \`jiuzhu mapping check FILE\`.
\`jiuzhu mapping suggest FILE\` proposes one for a file whose columns are named otherwise.
Dates are accepted as 2024-03-05, 2024/3/5, 20240305, 2024年3月5日 and 2024.3.5, months likewise; identity numbers may be missing.
`;

/** docs/reference/departments.md, made from the shipped mappings. */
export async function departmentReference(): Promise<string> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  const departments = await Promise.all(
    files.sort().map(async (name) => ({ name, sources: await loadIncluded(join(folder, name)) })),
  );
  const all = departments.flatMap(({ sources }) => sources);
  return `${intro}
| 部门文件 / file | files | 总账表 / ledger tables |
|---|---|---|
${all.map((source) => `| ${source.title ?? ''} | \`${String(source.files)}\` | ${tablesOf(source).map(link).join(', ')} |`).join('\n')}
${departments.map(({ name, sources }) => `\n## ${name.slice(0, -5)}\n${sources.map(section).join('')}`).join('')}`;
}

function tablesOf({ rows, observations }: SourceSpec): string[] {
  return [...new Set([...rows.map(({ table }) => table), ...(observations ? ['observation'] : [])])];
}

const link = (table: string): string => `[${table}](ledger.md#${table})`;

function section(source: SourceSpec): string {
  const { title, files, occurred_on: occurred, recorded_at: recorded, unique } = source;
  const later = source.supersedes
    ? '后知悉的行替代先前的行 / a later row replaces the earlier'
    : '重复的行退回 / a repeated row is given back';
  return `
### ${title}

\`${String(files)}\` · 发生 / occurred: ${day(occurred)} · 知悉 / known: ${day(recorded)} · 主键 / key: ${unique.join(' + ')} (${later})

| 列 / column | type | 取值 / values | 去向 / goes to |
|---|---|---|---|
${Object.entries(source.columns)
  .map(
    ([name, spec]) =>
      `| ${name}${spec.required ? ' *' : ''} | ${spec.type} | ${values(spec)} | ${targets(source, name)} |`,
  )
  .join('\n')}
`;
}

function day(spec: DateSpec): string {
  if ('date' in spec) return spec.date;
  if ('month_start' in spec) return `${spec.month_start}（月初）`;
  return 'month_end' in spec ? `${spec.month_end}（月末）` : spec.quarter_end.year;
}

function values(spec: ColumnSpec): string {
  if (spec.type === 'code')
    return codeEntries(spec)
      .map(([word, code]) => `${word} → \`${code}\``)
      .join(', ');
  if (spec.type === 'flag') return `${spec.yes.join(', ')} / ${spec.no.join(', ')}`;
  if (spec.type !== 'amount') return '';
  return spec.minor_units === 1_000_000 ? '万元' : '元';
}

function targets(source: SourceSpec, name: string): string {
  const who = Object.entries(source.persons).flatMap(([person, fields]) =>
    Object.entries(fields).flatMap(([field, column]) => (column === name ? [`${person}.${field}`] : [])),
  );
  const home = Object.values(source.households).some(({ number }) => number === name) ? ['household'] : [];
  const cells = source.rows.flatMap(({ table, columns }) =>
    Object.entries(columns).flatMap(([target, field]) =>
      comesFrom(field, name) ? [`${table}.${target}`] : [],
    ),
  );
  const { codes = {}, details = {} } = source.observations ?? {};
  const observed = Object.entries(codes).flatMap(([column, code]) =>
    column === name ? [`observation ${code}`] : details[column] === name ? ['observation.detail'] : [],
  );
  return [...new Set([...who, ...home, ...cells, ...observed])].map((target) => `\`${target}\``).join(', ');
}

function comesFrom(field: FieldSpec, name: string): boolean {
  return 'from' in field && field.from === name;
}
