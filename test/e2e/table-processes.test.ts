/** `jiuzhu table` in processes of its own, as scripts run it. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesUnder, jiuzhu, readRows, root } from './command-line.ts';
import {
  at,
  bytes,
  measures,
  problem,
  quick,
  removeFolder,
  roles,
  rows,
  writeTables,
} from './table-folder.ts';

beforeAll(writeTables);
afterAll(removeFolder);

const logit = (p: number): number => Math.log(p / (1 - p));

describe('the four commands as processes', () => {
  it('cv blends families, predicts every row once, and gives the same bytes for one thread and two', async () => {
    const words = ['table', 'cv', at('t.parquet'), ...roles, '--json'];
    const [one, two] = await Promise.all([
      jiuzhu(...words, '--threads', '1', '--out', at('one.csv')),
      jiuzhu(...words, '--threads', '2', '--out', at('two.csv')),
    ]);
    const found = measures.parse(JSON.parse(one.stdout));

    expect([one.status, two.status]).toEqual([0, 0]);
    expect(found).toMatchObject({ n: 450, folds: 3 });
    expect(found.auc).toBeGreaterThan(0.7);
    expect(found.auc).toBeLessThan(0.9);
    expect(bytes('one.csv')).toBe(bytes('two.csv'));
    expect(bytes('one.csv').split('\n', 1)[0]).toBe('row,p');
    const preds = readRows(at('one.csv'));
    expect(preds.map(({ row }) => row)).toEqual(rows.map((_, i) => String(i)));
    expect(preds.every(({ p }) => Number(p) > 0 && Number(p) < 1)).toBe(true);
    const measured = await jiuzhu(
      'table',
      'evaluate',
      at('one.csv'),
      '--target',
      'y',
      '--score',
      'p',
      '--data',
      at('t.csv.gz'),
      '--json',
    );
    expect(JSON.parse(measured.stdout)).toMatchObject({ n: 450, auc: found.auc });
  });

  it('fit and predict --explain: reasons add up to the log-odds, row by row', async () => {
    const words = [at('t.csv'), '--target', 'y', '--exclude', 'id,leak,fold,family', '--json'];
    const [one, two] = await Promise.all(
      ['1', '2'].map((n) => jiuzhu('table', 'fit', ...words, '--threads', n, '--out', at(`auto-${n}`))),
    );
    expect([one!.status, two!.status]).toEqual([0, 0]);
    expect(filesUnder(at('auto-1')).get('manifest.json')?.sha256).toBe(
      filesUnder(at('auto-2')).get('manifest.json')?.sha256,
    );
    expect(JSON.parse(one!.stdout)).toMatchObject({ rows: 450, features: 4 });

    const done = await jiuzhu(
      'table',
      'predict',
      at('t.csv.gz'),
      '--model',
      at('auto-1'),
      '--explain',
      '--out',
      at('why.csv'),
    );
    const preds = readRows(at('why.csv'));
    const features = ['income', 'debt, total', 'job', 'note "x"'];
    expect(done.status).toBe(0);
    expect(Object.keys(preds[0]!)).toEqual(['row', 'p', 'bias', ...features]);
    expect(preds.map(({ row }) => row)).toEqual(rows.map((_, i) => String(i)));
    for (const pred of preds) {
      const sum = ['bias', ...features].reduce((total, name) => total + Number(pred[name]), 0);
      expect(Math.abs(sum - logit(Number(pred['p'])))).toBeLessThan(1e-9);
    }
    expect(preds.some((pred) => Number(pred['job']) !== 0)).toBe(true);
  });

  it('end with the exit codes scripts rely on', async () => {
    const cut = readFileSync(at('t.csv.gz')).subarray(0, 2000);
    writeFileSync(at('cut.csv.gz'), cut);
    const [usage, input, integrity] = await Promise.all([
      jiuzhu('table', 'fit', at('t.csv'), '--target', 'y', '--model', 'oracle', '--out', at('never')),
      jiuzhu('table', 'cv', at('cut.csv.gz'), ...quick, '--out', at('never.csv')),
      jiuzhu('table', 'predict', at('t.csv'), '--model', at('nowhere'), '--out', at('never.csv')),
    ]);

    expect([usage.status, input.status, integrity.status]).toEqual([2, 3, 4]);
    expect([usage.stdout, input.stdout, integrity.stdout].join('')).toBe('');
    expect(usage.stderr).toContain('gbdt');
    expect(problem.parse(JSON.parse(input.stderr)).code).toBe('JZ_FILE_TRUNCATED');
    expect([...filesUnder(at('')).keys()].filter((name) => name.startsWith('never'))).toEqual([]);
  });
});

describe('a process', () => {
  it.skipIf(process.platform === 'win32')(
    'stopped with Ctrl-C ends with 130 and leaves nothing',
    async () => {
      // A pipe instead of a file: it can be opened for writing once the command reads it.
      execFileSync('/usr/bin/env', ['mkfifo', at('pipe.csv')]);
      const words = ['table', 'cv', at('pipe.csv'), ...roles, '--out', at('stopped.csv')];
      const child = spawn(process.execPath, [join(root, 'bin', 'jiuzhu.mjs'), ...words]);
      const closed = once(child, 'close');
      const pipe = await open(at('pipe.csv'), 'w');
      child.kill('SIGINT');
      const said = String((await once(child.stderr, 'data')).at(0));
      await pipe.close();
      await closed;
      rmSync(at('pipe.csv'));

      expect(said).toContain('JZ_INTERRUPTED');
      expect(child.exitCode).toBe(130);
      expect([...filesUnder(at('')).keys()]).not.toContain('stopped.csv');
    },
  );
});
