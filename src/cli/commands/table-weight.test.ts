import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { auc } from '../../../eval/index.ts';
import { normal, seededRng } from '../../core/rng.ts';
import { addTableCv } from './table-cv.ts';
import { addTableFit } from './table-fit.ts';

const folder = mkdtempSync(join(tmpdir(), 'jiuzhu-weight-'));
const at = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

interface Row {
  readonly x: number;
  readonly code: number;
  readonly y: number;
  readonly fold: number;
  readonly group: number;
  readonly weight: number;
}

const rng = seededRng('weights of a table');
const rows: readonly Row[] = Array.from({ length: 240 }, (_, i) => {
  const code = rng.int(5);
  const x = Math.round(4 * normal(rng)) / 4;
  const y = Number(rng.next() < 1 / (1 + Math.exp(1 - x - 0.4 * code)));
  return { x, code, y, fold: i % 3, group: i, weight: 1 + (i % 4) };
});

function write(name: string, all: readonly Row[], columns: readonly (keyof Row)[]): string {
  const lines = [columns.join(), ...all.map((row) => columns.map((column) => row[column]).join())];
  writeFileSync(at(name), `${lines.join('\n')}\n`);
  return at(name);
}

const plain: readonly (keyof Row)[] = ['x', 'code', 'y', 'fold', 'group'];
const weighed = write('weighed.csv', rows, [...plain, 'weight']);
const copies = rows.flatMap((row) => Array<Row>(row.weight).fill(row));
const copied = write('copied.csv', copies, plain);
const roles = ['--target', 'y', '--fold', 'fold', '--group', 'group', '--threads', '1'];

async function run(...argv: string[]): Promise<string> {
  let out = '';
  const terminal = {
    data: (text: string) => void (out += text),
    say: () => undefined,
    progress: () => undefined,
  };
  const program = new Command().exitOverride().configureOutput({ outputError: () => undefined });
  addTableCv(program, terminal);
  addTableFit(program, terminal);
  await program.parseAsync(argv, { from: 'user' });
  return out;
}

const measured = z.object({ n: z.number(), weight: z.number(), features: z.number(), auc: z.number() });

async function cv(file: string, model: string, ...more: string[]) {
  const json = await run('cv', file, ...roles, '--model', model, '--out', at('preds.csv'), '--json', ...more);
  const lines = readFileSync(at('preds.csv'), 'utf8').trim().split('\n').slice(1);
  return { ...measured.parse(JSON.parse(json)), p: lines.map((line) => Number(line.split(',')[1])) };
}

describe('a weight column', () => {
  it.each(['scorecard', 'forest'])(
    'counts as the row so many times, in training and in the measures: %s',
    async (model) => {
      const heavy = await cv(weighed, model, '--weight', 'weight');
      const repeated = await cv(copied, model);
      const unweighed = await cv(weighed, model, '--exclude', 'weight');

      expect(heavy).toMatchObject({ n: rows.length, weight: copies.length, features: 2 });
      const spread = rows.flatMap(({ weight }, i) => Array<number>(weight).fill(heavy.p[i]!));
      for (const [i, p] of spread.entries()) expect(p).toBeCloseTo(repeated.p[i]!, 8);
      expect(heavy.auc).toBeCloseTo(repeated.auc, 8);
      expect(unweighed.auc).not.toBeCloseTo(heavy.auc, 6);
    },
    60_000,
  );

  it('moves boosted trees, and the measures are those of its rows', async () => {
    const heavy = await cv(weighed, 'gbdt', '--weight', 'weight');
    const unweighed = await cv(weighed, 'gbdt', '--exclude', 'weight');

    expect(heavy.p).not.toEqual(unweighed.p);
    expect(heavy.auc).toBeCloseTo(
      auc(
        rows.map(({ y }) => y),
        heavy.p,
        rows.map(({ weight }) => weight),
      ),
      12,
    );
  }, 60_000);

  it('is named in the manifest of a model', async () => {
    const model = at('model');
    await run('fit', weighed, '--target', 'y', '--weight', 'weight', '--model', 'scorecard', '--out', model);

    const manifest: unknown = JSON.parse(readFileSync(join(model, 'manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({ facts: { weight: 'weight' } });
  });

  it.each([
    ['0', 'JZ_VALUE_INVALID', '0'],
    ['-1', 'JZ_VALUE_INVALID', '-1'],
    ['', 'JZ_VALUE_INVALID', ''],
    ['much', 'JZ_VALUE_NOT_NUMBER', 'much'],
  ])('of "%s" is refused, naming the row', async (cell, code, value) => {
    const lines = readFileSync(weighed, 'utf8').trim().split('\n');
    lines[3] = lines[3]!.replace(/[^,]*$/, cell);
    writeFileSync(at('bad.csv'), `${lines.join('\n')}\n`);

    await expect(cv(at('bad.csv'), 'scorecard', '--weight', 'weight')).rejects.toMatchObject({
      code,
      details: { row: expect.anything() as unknown, column: 'weight', value },
    });
  });

  it('that is not there is refused', async () => {
    await expect(cv(weighed, 'scorecard', '--weight', 'wieght')).rejects.toMatchObject({
      code: 'JZ_COLUMN_MISSING',
      details: { column: 'wieght', nearest: 'weight' },
    });
  });
});
