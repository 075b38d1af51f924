import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { encode } from '../../src/scoring/codec.ts';
import { householdModel } from '../../src/scoring/test-support.ts';
import { checkout } from './checkout.ts';

const read = (path: string): string => readFileSync(join(checkout, path), 'utf8');

/** Paths of the members of a plain value that are no objects. */
function leaves(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`));
}

/** Every member name at any depth. */
function memberNames(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(memberNames);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...memberNames(inner)]);
}

describe('docs/reference/training.md', () => {
  const [panel = '', county = ''] = read('docs/reference/training.md').split('## A department ledger');

  it('explains each key of the panel’s training config, and no other', () => {
    const rows = [...panel.matchAll(/^\| `([\w.]+)` \|/gm)].map((row) => row[1]!);

    expect(rows.sort()).toEqual(leaves(parse(read('data-samples/eph/train.yaml'))).sort());
  });

  it.each(['train.yaml', 'backtest.yaml'])('explains each key of the county’s %s', (file) => {
    const explained = [...`${panel}${county}`.matchAll(/`([\w.]+)`/g)].map((word) => word[1]!);
    const used = leaves(parse(read(`data-samples/county/${file}`)));
    const isExplained = (key: string): boolean =>
      explained.some((known) => known === key || key.startsWith(`${known}.`));

    expect(used.filter((key) => !isExplained(key))).toEqual([]);
  });
});

describe('docs/reference/model-format.md', () => {
  it('explains each key of a saved model of every family', () => {
    const model = { ...householdModel(), metrics: {} };
    const explained = new Set(
      [...read('docs/reference/model-format.md').matchAll(/[`"](\$?\w+)["`]/g)].map((word) => word[1]!),
    );
    const used = new Set(memberNames(JSON.parse(encode(model).json)));

    expect(model.stack.members.map(({ model: member }) => member.family)).toEqual(
      expect.arrayContaining(['gbdt', 'scorecard']),
    );
    expect([...used].filter((name) => !explained.has(name))).toEqual([]);
  });
});
