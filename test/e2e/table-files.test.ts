/** `jiuzhu table` on every form of file: the same bytes whatever the form, in the places asked for. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesUnder, inside, readRows } from './command-line.ts';
import {
  at,
  bytes,
  cv,
  fit,
  measures,
  predict,
  removeFolder,
  roles,
  rows,
  writeTables,
} from './table-folder.ts';
import { csvText, header, rearranged } from './tables.ts';

beforeAll(async () => {
  await writeTables();
  expect(await fit('model')).toMatchObject({ status: 0 });
});
afterAll(removeFolder);

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
      expect([...filesUnder(at('')).keys()]).not.toContain('z.preds');
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
