/**
 * `jiuzhu table` as users run it: on every form of file, the same bytes whatever the form, and honest refusals.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { filesUnder, inside, jiuzhu, readRows, root, type Finished } from './command-line.ts';
import { csvText, header, rearranged, rowsOf, withCell, writeTable } from './tables.ts';

const folder = mkdtempSync(join(tmpdir(), 'jiuzhu-table-'));
const at = (name: string): string => join(folder, name);
const rows = rowsOf(450, 'table');
const roles = ['--target', 'y', '--fold', 'fold', '--group', 'family', '--exclude', 'id,leak'];
const fitting = ['--target', 'y', '--exclude', 'id,leak,fold,family', '--model', 'scorecard'];
const quick = [...roles, '--model', 'scorecard', '--json'];
const measures = z.object({ n: z.number(), auc: z.number(), features: z.number(), folds: z.number() });
const problem = z.object({
  code: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
});

beforeAll(async () => {
  await Promise.all(['t.csv', 't.csv.gz', 't.parquet'].map((name) => writeTable(at(name), rows)));
  const fitted = await inside('table', 'fit', at('t.csv'), ...fitting, '--out', at('model'));
  expect(fitted).toMatchObject({ status: 0 });
});
afterAll(() => rmSync(folder, { recursive: true }));

const bytes = (name: string): string => readFileSync(at(name), 'utf8');
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
    expect([...filesUnder(folder).keys()].filter((name) => name.startsWith('never'))).toEqual([]);
  });
});

describe('forms of files', () => {
  it('are read alike: CSV, gzip, Parquet, semicolons, tabs, CRLF, a byte-order mark, blank last lines', async () => {
    writeFileSync(at('semicolon.csv'), csvText(rows, header, { delimiter: ';' }));
    writeFileSync(at('tab [1].csv'), csvText(rows, header, { delimiter: '\t', newline: '\r\n' }));
    writeFileSync(at('mark.csv'), `${csvText(rows, header, { mark: '\uFEFF' })}\n\n`);
    const names = ['t.csv', 't.csv.gz', 't.parquet', 'semicolon.csv', 'tab [1].csv', 'mark.csv'];
    for (const name of names) expect(await cv(at(name), name), name).toMatchObject({ status: 0 });

    for (const name of names) expect(bytes(`${name}.preds`), name).toBe(bytes('t.csv.preds'));
  });

  it('may have their columns in another order and more of them, whatever those hold', async () => {
    const names = ['y', 'unused', 'job', 'note "x"', 'debt, total', 'income'];
    writeFileSync(at('other.csv'), csvText(rearranged(rows, names, '12'), names));
    const text = bytes('other.csv').replace(/^(.),12,/m, '$1,twelve,');
    writeFileSync(at('other.csv'), text);

    expect(await predict(at('other.csv'), 'other.preds')).toMatchObject({ status: 0 });
    expect(await predict(at('t.csv'), 't.preds')).toMatchObject({ status: 0 });
    expect(bytes('other.preds')).toBe(bytes('t.preds'));
  });
});

describe('columns that are no features', () => {
  it('do not help: a column that gives the target away is left out, and only then', async () => {
    const honest = measures.parse(JSON.parse((await cv(at('t.csv'), 'a')).stdout));
    const leaking = [...roles.slice(0, -1), 'id', '--model', 'scorecard', '--json'];
    const cheated = await inside('table', 'cv', at('t.csv'), ...leaking, '--out', at('b.preds'));

    expect(honest.features).toBe(2 + 3 + 3);
    expect(honest.auc).toBeLessThan(0.9);
    expect(measures.parse(JSON.parse(cheated.stdout)).auc).toBeGreaterThan(0.99);
  });

  it('can be named although they hold a comma', async () => {
    const words = [at('t.csv'), '--target', 'y', '--model', 'scorecard', '--json', '--out', at('short')];
    const fitted = await inside('table', 'fit', ...words, '--exclude', 'id,leak,fold,family,"debt, total"');

    expect(JSON.parse(fitted.stdout)).toMatchObject({ features: 3 });
  });

  it('keep folds and groups apart that are equal as numbers only', async () => {
    const numbered = rows.map((row, i) =>
      row.map((cell, j) => (header[j] === 'fold' ? ['1', '01', '1.0'][Math.floor(i / 3) % 3]! : cell)),
    );
    writeFileSync(at('folds.csv'), csvText(numbered));

    expect(measures.parse(JSON.parse((await cv(at('folds.csv'), 'folds')).stdout)).folds).toBe(3);
  });
});

describe('one table, many faults', () => {
  const faults: [string, string, string, Record<string, unknown>][] = [
    [
      'no data row',
      header.map((name) => JSON.stringify(name).replaceAll('\\"', '""')).join(','),
      'JZ_FILE_EMPTY',
      {},
    ],
    ['nothing at all', '', 'JZ_FILE_EMPTY', {}],
    [
      'two columns of one name',
      csvText(
        rows,
        header.map((name) => (name === 'job' ? 'income' : name)),
      ),
      'JZ_COLUMN_DUPLICATE',
      { column: 'income' },
    ],
    [
      'a column without a name',
      csvText(
        rows,
        header.map((name) => (name === 'job' ? '' : name)),
      ),
      'JZ_FILE_FORMAT',
      {},
    ],
    [
      'a word among numbers',
      csvText(withCell(rows, 6, 'income', 'unknown')),
      'JZ_VALUE_NOT_NUMBER',
      { row: '7', column: 'income', value: 'unknown' },
    ],
    [
      'an infinite number',
      csvText(withCell(rows, 6, 'income', '1e999')),
      'JZ_VALUE_INVALID',
      { row: 7, column: 'income' },
    ],
    [
      'a target of 2',
      csvText(withCell(rows, 3, 'y', '2')),
      'JZ_LABEL_INVALID',
      { row: 4, column: 'y', value: '2' },
    ],
    [
      'an empty target',
      csvText(withCell(rows, 3, 'y', '')),
      'JZ_LABEL_INVALID',
      { row: 4, column: 'y', value: '' },
    ],
    [
      'a target in words',
      csvText(rows.map((row) => [...row.slice(0, -1), row.at(-1) === '1' ? 'yes' : '0'])),
      'JZ_VALUE_NOT_NUMBER',
      { column: 'y', value: 'yes' },
    ],
    ['one class', csvText(rows.map((row) => [...row.slice(0, -1), '0'])), 'JZ_LABEL_ONE_CLASS', {}],
    [
      'a single fold',
      csvText(rows.map((row) => row.map((cell, j) => (header[j] === 'fold' ? 'k' : cell)))),
      'JZ_FOLDS',
      { column: 'fold' },
    ],
    [
      'a row in no fold',
      csvText(withCell(rows, 8, 'fold', '')),
      'JZ_VALUE_INVALID',
      { row: 9, column: 'fold', value: '' },
    ],
    ['a family in two folds', csvText(withCell(rows, 0, 'fold', 'k1')), 'JZ_FOLDS', { column: 'fold' }],
    ['too few rows', csvText(rows.slice(0, 30)), 'JZ_TOO_FEW_ROWS', {}],
    ['a row cut short', csvText(rows).replace('\nH5,', '\nH5\nH6,'), 'JZ_FILE_FORMAT', {}],
    ['a quote never closed', `${csvText(rows)}"H`, 'JZ_FILE_QUOTES', {}],
  ];
  it.each(faults)(
    '%s is refused with its place, and the old output stays',
    async (_, text, code, details) => {
      writeFileSync(at('bad.csv'), text);
      writeFileSync(at('kept.preds'), 'old');
      const finished = await cv(at('bad.csv'), 'kept');

      expect(finished).toMatchObject({ status: 3, stdout: '' });
      expect(problem.parse(JSON.parse(finished.stderr))).toMatchObject({ code, details });
      expect(bytes('kept.preds')).toBe('old');
      expect([...filesUnder(folder).keys()].filter((name) => name.includes('.tmp'))).toEqual([]);
    },
  );

  it.each([
    ['--target', 'Y '],
    ['--fold', 'flod'],
    ['--group', 'familly'],
    ['--exclude', 'lek'],
  ])('a misspelt %s is refused with the nearest name there is', async (option, name) => {
    const words = [...quick];
    words[words.indexOf(option) + 1] = name;
    const finished = await inside('table', 'cv', at('t.csv'), ...words, '--out', at('x.preds'));
    const nearest = { '--target': 'y', '--fold': 'fold', '--group': 'family', '--exclude': 'leak' }[option];

    expect(finished.status).toBe(3);
    expect(problem.parse(JSON.parse(finished.stderr))).toMatchObject({
      code: 'JZ_COLUMN_MISSING',
      details: { column: name.trim() === 'Y' && option === '--exclude' ? 'Y' : name, nearest },
    });
  });

  it.each([
    [
      'a missing column',
      csvText(rearranged(rows, ['income', 'job'], ''), ['income', 'job']),
      'JZ_COLUMN_MISSING',
      { column: 'debt, total' },
    ],
    [
      'a word in a number',
      csvText(withCell(rows, 4, 'income', 'n/a')),
      'JZ_VALUE_NOT_NUMBER',
      { row: '5', column: 'income', value: 'n/a' },
    ],
    ['no rows', csvText([]), 'JZ_FILE_EMPTY', {}],
  ])('predict refuses %s', async (_, text, code, details) => {
    writeFileSync(at('bad.csv'), text);
    writeFileSync(at('kept.preds'), 'old');
    const finished = await predict(at('bad.csv'), 'kept.preds', '--json');

    expect(finished).toMatchObject({ status: 3, stdout: '' });
    expect(problem.parse(JSON.parse(finished.stderr))).toMatchObject({ code, details });
    expect(bytes('kept.preds')).toBe('old');
  });

  it('a Parquet file cut or damaged anywhere is refused or read, never a crash', async () => {
    const whole = readFileSync(at('t.parquet'));
    const parts = [0.1, 0.5, 0.99].map((share) => whole.subarray(0, Math.floor(share * whole.length)));
    const flipped = Array.from({ length: 24 }, (_, k) => {
      const copy = Buffer.from(whole);
      const place = whole.length - 1 - k * 97;
      copy[place] = copy[place]! ^ 0xff;
      return copy;
    });
    for (const [k, damaged] of [...parts, ...flipped].entries()) {
      writeFileSync(at('bad.parquet'), damaged);
      const finished = await predict(at('bad.parquet'), 'damaged.preds', '--json');
      if (k < parts.length) expect(problem.parse(JSON.parse(finished.stderr)).code).toBe('JZ_FILE_FORMAT');
      expect([0, 3], finished.stderr).toContain(finished.status);
    }
  });
});

describe('models on disk', () => {
  it.each(['model.json', 'arrays.bin', 'manifest.json'])(
    'with a flipped byte in %s are not used',
    async (name) => {
      await fit('tampered');
      const path = at(`tampered/${name}`);
      const content = readFileSync(path);
      content[content.length >> 1]! ^= 1;
      writeFileSync(path, content);
      const finished = await inside(
        'table',
        'predict',
        at('t.csv'),
        '--model',
        at('tampered'),
        '--out',
        at('z.preds'),
      );

      expect(finished).toMatchObject({ status: 4, stdout: '' });
      expect([...filesUnder(folder).keys()]).not.toContain('z.preds');
    },
  );

  it('are replaced by the next fit, which gives the same bytes; another folder is left alone', async () => {
    await fit('again');
    const before = filesUnder(at('again')).get('arrays.bin')!;
    expect(await fit('again')).toMatchObject({ status: 0 });
    expect(filesUnder(at('again')).get('arrays.bin')!.sha256).toBe(before.sha256);

    mkdirSync(at('mine'));
    writeFileSync(at('mine/thesis.txt'), 'years of work');
    expect(await fit('mine')).toMatchObject({ status: 3 });
    expect(await fit('mine/thesis.txt')).toMatchObject({ status: 3 });
    expect(bytes('mine/thesis.txt')).toBe('years of work');

    mkdirSync(at('household'));
    writeFileSync(at('household/manifest.json'), '{}');
    writeFileSync(at('household/model.json'), '{"kind":"household"}');
    expect(await fit('household')).toMatchObject({ status: 3 });
  });

  it('need not be a table model to be refused as one', async () => {
    mkdirSync(at('deep'), { recursive: true });
    const finished = await inside(
      'table',
      'predict',
      at('t.csv'),
      '--model',
      at('deep'),
      '--out',
      at('z.preds'),
    );
    expect(finished.status).toBe(4);
  });
});

describe('places to write', () => {
  it('are made when they are missing, and refused when they are folders', async () => {
    expect(await predict(at('t.csv'), 'new/folder/preds.csv')).toMatchObject({ status: 0 });
    expect(readRows(at('new/folder/preds.csv'))).toHaveLength(450);
    expect(await predict(at('t.csv'), 'new')).toMatchObject({ status: 3 });
    expect(await predict(at('t.csv'), 't.csv/preds.csv')).toMatchObject({ status: 2 });
  });

  it('get a warning beside them when numbers are mixed with words', async () => {
    const mixed = rows.map((row, i) =>
      row.map((cell, j) => (header[j] === 'debt, total' && i % 5 === 0 ? 'NA' : cell)),
    );
    writeFileSync(at('mixed.csv.gz'), gzipSync(csvText(mixed)));

    expect((await cv(at('mixed.csv.gz'), 'mixed')).stderr).toContain('debt, total');
  });

  it.each(['0', '1.5', 'many', '-2'])('need a whole number of threads, not %s', async (threads) => {
    expect(await cv(at('t.csv'), 'x', '--threads', threads)).toMatchObject({ status: 2 });
  });
});

/** Scorecard cross-validation inside this process, into NAME.preds. */
function cv(file: string, name: string, ...more: string[]): Promise<Finished> {
  return inside('table', 'cv', file, ...quick, '--threads', '1', '--out', at(`${name}.preds`), ...more);
}

function fit(name: string): Promise<Finished> {
  return inside('table', 'fit', at('t.csv'), ...fitting, '--threads', '1', '--out', at(name));
}

function predict(file: string, out: string, ...more: string[]): Promise<Finished> {
  return inside('table', 'predict', file, '--model', at('model'), '--out', at(out), ...more);
}

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
      expect([...filesUnder(folder).keys()]).not.toContain('stopped.csv');
    },
  );
});
