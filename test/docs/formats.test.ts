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
  it('explains each key of the training config, and no other', () => {
    const rows = [...read('docs/reference/training.md').matchAll(/^\| `([\w.]+)` \|/gm)].map(
      (row) => row[1]!,
    );

    expect(rows.sort()).toEqual(leaves(parse(read('data-samples/eph/train.yaml'))).sort());
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
