import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { auc } from '../../../eval/index.ts';
import { openDuckDb, sqlLiteral } from '../../io/duckdb.ts';
import { addPovertyCommand } from './poverty.ts';
import { addTableEvaluate } from './table-evaluate.ts';

const folder = mkdtempSync(join(tmpdir(), 'jiuzhu-evaluate-'));
const at = (name: string): string => join(folder, name);
const y = [1, 0, 1, 0, 0, 0, 1, 0];
const p = [0.9, 0.8, 0.7, 0.4, 0.35, 0.2, 0.15, 0.1];
const group = ['01', '01', '1', '1', '', '', '', ''];

async function run(...argv: string[]): Promise<string> {
  let out = '';
  const terminal = {
    data: (text: string) => void (out += text),
    say: () => undefined,
    progress: () => undefined,
  };
  const program = new Command().exitOverride().configureOutput({ outputError: () => undefined });
  addTableEvaluate(program, terminal);
  addPovertyCommand(program, terminal);
  await program.parseAsync(argv, { from: 'user' });
  return out;
}

const lines = (header: string, row: (i: number) => string): string =>
  [header, ...y.map((_, i) => row(i))].join('\n') + '\n';

beforeAll(async () => {
  writeFileSync(
    at('all.csv'),
    lines('row,p,y,w,g', (i) => `${i},${p[i]},${y[i]},${i + 1},${group[i]}`),
  );
  // Predictions in another order than the data, and for half of it.
  writeFileSync(at('preds.csv'), `row,p\n${[6, 2, 0, 1].map((i) => `${i},${p[i]}`).join('\n')}\n`);
  writeFileSync(
    at('data.csv'),
    lines('y,g', (i) => `${y[i]},${group[i]}`),
  );
  writeFileSync(at('preds.csv.gz'), gzipSync(lines('row,p', (i) => `${i},${p[i]}`)));
  const db = await openDuckDb();
  await db.run(
    `COPY (SELECT * FROM read_csv(${sqlLiteral(at('all.csv'))})) TO ${sqlLiteral(at('all.parquet'))}`,
  );
  db.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

const head = z.object({ n: z.number(), weight: z.number(), auc: z.number() });

describe('table evaluate', () => {
  it.each(['all.csv', 'all.parquet'])('measures %s, weighted', async (file) => {
    const json = await run('evaluate', at(file), '--target', 'y', '--score', 'p', '--weight', 'w', '--json');

    const w = y.map((_, i) => i + 1);
    expect(head.parse(JSON.parse(json))).toEqual({ n: 8, weight: 36, auc: auc(y, p, w) });
  });

  it('finds outcomes in the data by row number, in any order and for part of it', async () => {
    const some = await run(
      'evaluate',
      at('preds.csv'),
      '--target',
      'y',
      '--score',
      'p',
      '--data',
      at('data.csv'),
      '--json',
    );
    const all = await run(
      'evaluate',
      at('preds.csv.gz'),
      '--target',
      'y',
      '--score',
      'p',
      '--data',
      at('data.csv'),
      '--json',
    );

    expect(head.parse(JSON.parse(some))).toMatchObject({ n: 4, auc: 1 / 3 });
    expect(head.parse(JSON.parse(all))).toMatchObject({ n: 8, auc: auc(y, p) });
  });

  it('keeps group values as they were written, and says which are too small', async () => {
    const text = await run('evaluate', at('all.csv'), '--target', 'y', '--score', 'p', '--group', 'g');

    expect(text).toContain('AUC: 0.6667');
    expect(text).toMatch(/\n01 .*少于 30 行/);
    expect(text).toMatch(/\n1 .*少于 30 行/);
    expect(text).toMatch(/\n（空 \/ empty） .*少于 30 行/);
  });

  it.each([
    [
      'a column that is not there',
      ['all.csv', '--target', 'z', '--score', 'p'],
      'JZ_COLUMN_MISSING',
      { column: 'z' },
    ],
    [
      'an outcome of 3',
      ['all.csv', '--target', 'w', '--score', 'p'],
      'JZ_LABEL_INVALID',
      { row: 2, value: '2' },
    ],
    [
      'a probability above 1',
      ['all.csv', '--target', 'y', '--score', 'w'],
      'JZ_VALUE_INVALID',
      { row: 2, value: '2' },
    ],
    [
      'an empty probability',
      ['gap.csv', '--target', 'y', '--score', 'p'],
      'JZ_VALUE_INVALID',
      { row: 2, value: '' },
    ],
    [
      'text for a probability',
      ['text.csv', '--target', 'y', '--score', 'p'],
      'JZ_VALUE_NOT_NUMBER',
      { value: 'high' },
    ],
    [
      'a row beyond the data',
      ['far.csv', '--target', 'y', '--score', 'p', '--data'],
      'JZ_EVAL_JOIN',
      { row: 2, value: '8' },
    ],
    [
      'a row twice',
      ['twice.csv', '--target', 'y', '--score', 'p', '--data'],
      'JZ_EVAL_JOIN',
      { row: 2, value: '0' },
    ],
    ['an empty file', ['empty.csv', '--target', 'y', '--score', 'p'], 'JZ_FILE_EMPTY', {}],
    ['a file of a header alone', ['header.csv', '--target', 'y', '--score', 'p'], 'JZ_FILE_EMPTY', {}],
  ])('refuses %s', async (_, argv, code, details) => {
    writeFileSync(at('gap.csv'), 'p,y\n0.1,0\n,1\n');
    writeFileSync(at('text.csv'), 'p,y\n0.1,0\nhigh,1\n');
    writeFileSync(at('far.csv'), 'row,p\n7,0.1\n8,0.2\n');
    writeFileSync(at('twice.csv'), 'row,p\n0,0.1\n0,0.2\n');
    writeFileSync(at('empty.csv'), '');
    writeFileSync(at('header.csv'), 'row,p,y\n');
    const [file = '', ...options] = argv;
    const data = argv.includes('--data') ? [at('data.csv')] : [];

    await expect(run('evaluate', at(file), ...options, ...data)).rejects.toMatchObject({
      code,
      exitCode: 3,
      details: { file: at(file), ...details },
    });
  });
});

describe('poverty', () => {
  beforeAll(() =>
    writeFileSync(at('incomes.csv'), 'x,w,s\n100,1,1\n200,1,1\n300,1,1\n400,1,1\n1000,1,1\n,9,1\n'),
  );

  it('prints the measures as JSON and counts rows without income', async () => {
    const found: unknown = JSON.parse(await run('poverty', at('incomes.csv'), '--income', 'x', '--json'));

    expect(found).toMatchObject({
      n: 5,
      n_missing: 1,
      median: 300,
      line: 180,
      arpr: 0.2,
      fgt0: 0.2,
      s80s20: 10,
    });
  });

  it('counts people when given the household size, and takes a line of its own', async () => {
    writeFileSync(at('sizes.csv'), 'x,w,s\n100,1,3\n200,2,1\n');
    const argv = ['--income', 'x', '--weight', 'w', '--size', 's', '--line', '150', '--json'];
    const found: unknown = JSON.parse(await run('poverty', at('sizes.csv'), ...argv));

    expect(found).toMatchObject({ population: 5, fgt0: 0.6, line: 150 });
  });

  it.each([
    [['--income', 'nope'], 'JZ_COLUMN_MISSING'],
    [['--income', 'x', '--line', 'half'], 'JZ_POVERTY_LINE'],
    [['--income', 'x', '--size', 'x'], 'JZ_VALUE_INVALID'],
  ])('refuses %j', async (options, code) => {
    await expect(run('poverty', at('incomes.csv'), ...options)).rejects.toMatchObject({ code, exitCode: 3 });
  });
});
