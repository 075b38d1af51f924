import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadMapping } from '../mapping/load.ts';
import type { SourceSpec } from '../mapping/schema.ts';
import { codeFaults } from './check-codes.ts';

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

describe('the shipped mappings', () => {
  it('are of 21 departments and 30 kinds of file', () => {
    expect(new Set(sources.map(({ department }) => department)).size).toBe(21);
    expect(sources.length).toBe(30);
  });

  it('translate into codes of the ledger’s tables, and into nothing else', () => {
    expect(sources.flatMap(codeFaults)).toEqual([]);
  });

  it('that wrote another code, or free text for one, would be found', () => {
    const vital = sources.find(({ files }) => files === 'police/vital-*')!;
    const columns = {
      ...vital.columns,
      事件: { ...vital.columns['事件']!, values: { 出生: 'birth', 死亡: 'dead' } },
    };
    const text = { ...vital.columns, 事件: { type: 'text', required: true, max_length: 20 } } as const;
    const target = { target: 'vital_event.event', table: 'vital_event', path: 'columns.事件.values' };

    expect(codeFaults({ ...vital, columns: columns })).toEqual([{ ...target, code: 'dead' }]);
    expect(codeFaults({ ...vital, columns: text })).toEqual([{ ...target, code: null }]);
    const rows = [{ ...vital.rows[0]!, columns: { ...vital.rows[0]!.columns, event: { value: 'gone' } } }];
    expect(codeFaults({ ...vital, rows })).toEqual([
      { ...target, path: 'rows.0.columns.event', code: 'gone' },
    ]);
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
