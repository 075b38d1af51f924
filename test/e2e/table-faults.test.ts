/** `jiuzhu table` on tables with a fault: refused with the place, and nothing is written. */
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesUnder, inside } from './command-line.ts';
import {
  at,
  bytes,
  cv,
  fit,
  predict,
  problem,
  quick,
  removeFolder,
  rows,
  writeTables,
} from './table-folder.ts';
import { csvText, header, rearranged, withCell } from './tables.ts';

beforeAll(async () => {
  await writeTables();
  expect(await fit('model')).toMatchObject({ status: 0 });
});
afterAll(removeFolder);

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
      expect([...filesUnder(at('')).keys()].filter((name) => name.includes('.tmp'))).toEqual([]);
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
