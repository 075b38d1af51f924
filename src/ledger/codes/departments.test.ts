import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeEntries } from '../mapping/column-schema.ts';
import { loadMapping } from '../mapping/load.ts';
import type { FieldSpec, SourceSpec } from '../mapping/schema.ts';
import { findTable } from '../schema/index.ts';
import { findCodeTable } from './index.ts';

const shipped = join(import.meta.dirname, '..', '..', '..', 'data-samples', 'departments');
let folder: string;
let sources: readonly SourceSpec[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jiuzhu-departments-'));
  const file = join(folder, 'mapping.yaml');
  const include = join(relative(folder, shipped), '*.yaml');
  await writeFile(file, `mapping: 1\ntitle: all\ncurrency: CNY\nsynthetic: true\ninclude: ['${include}']\n`);
  ({ sources } = await loadMapping(file));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the ledger would write in a column: every translation of a code column, or the constant. */
function written(source: SourceSpec, field: FieldSpec | undefined): (string | number | boolean)[] {
  if (field && 'value' in field) return [field.value];
  const spec = field && 'from' in field ? source.columns[field.from] : undefined;
  return spec?.type === 'code' ? codeEntries(spec).map(([, code]) => code) : [];
}

/** Codes of a source's rows that their code table does not have; coded columns that are no codes. */
function strangers(source: SourceSpec): string[] {
  return source.rows.flatMap(({ table, columns }) =>
    (findTable(table)?.own ?? []).flatMap(({ name, codes }) => {
      if (codes === undefined || !columns[name]) return [];
      const known = findCodeTable(codes);
      const values = written(source, columns[name]).map(String);
      const strange = values.filter((value) => !known?.entries.has(value));
      return values.length === 0
        ? [`${table}.${name} is no code`]
        : strange.map((value) => `${codes}: ${value}`);
    }),
  );
}

describe('the shipped mappings', () => {
  it('are of 21 departments and 30 kinds of file', () => {
    expect(new Set(sources.map(({ department }) => department)).size).toBe(21);
    expect(sources.length).toBe(30);
  });

  it('translate into codes of the ledger’s tables, and into nothing else', () => {
    const faults = sources.flatMap((source) =>
      strangers(source).map((fault) => `${String(source.files)}: ${fault}`),
    );

    expect(faults).toEqual([]);
  });

  it('claim each file for one source', () => {
    const claimed = sources.map(({ files }) => String(files));

    expect(new Set(claimed).size).toBe(claimed.length);
    for (const one of claimed)
      for (const other of claimed)
        if (one !== other) expect(other.startsWith(one.slice(0, -1)), `${one} and ${other}`).toBe(false);
    for (const { department, files } of sources)
      expect(files).toMatch(new RegExp(`^${department}/[a-z-]+-\\*$`));
  });

  it('expect few bad rows, know when the bureau knew, and fill every ledger table', () => {
    const filled = new Set(
      sources.flatMap(({ rows, observations }) => [
        ...rows.map(({ table }) => table),
        ...(observations ? ['observation'] : []),
      ]),
    );

    for (const { title, expected_bad_share: share } of sources) {
      expect([title, share > 0 && share <= 0.03]).toEqual([title, true]);
      expect(title).toMatch(/^[\p{Script=Han}0-9 ]+ \/ [a-z -]+$/u);
    }
    expect([...filled].sort()).toEqual([
      'asset_snapshot',
      'assistance_application',
      'assistance_grant',
      'disability_cert',
      'disaster_event',
      'education_enrolment',
      'employment_event',
      'household',
      'housing',
      'income_month',
      'medical_claim',
      'membership',
      'observation',
      'person',
      'report',
      'utility_month',
      'visit',
      'vital_event',
    ]);
  });

  it('read the police register first and only that', () => {
    expect(sources.filter(({ registry }) => registry).map(({ files }) => files)).toEqual(['police/hukou-*']);
  });
});
