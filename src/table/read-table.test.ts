import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { openDuckDb, sqlLiteral } from '../io/duckdb.ts';
import { chooseEncoding, encodedNames, encodeTable } from './encoding.ts';
import { nearestName } from '../core/nearest-name.ts';
import { readTable, type Table } from './read-table.ts';

const folder = mkdtempSync(join(tmpdir(), 'jiuzhu-read-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(content: string | Buffer, name = 't.csv'): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const shown = (table: Table): Record<string, unknown[]> =>
  Object.fromEntries([...table.columns].map(([name, { values }]) => [name, [...values]]));

describe('a CSV', () => {
  it('keeps names that only case, quotes, commas or line breaks tell apart', async () => {
    const table = await readTable(file('x,X,"a,b","say ""hi""","two\nlines"\n1,2,3,4,5\n6,,8,9,\n'));

    expect(shown(table)).toEqual({
      x: [1, 6],
      X: [2, Number.NaN],
      'a,b': [3, 8],
      'say "hi"': [4, 9],
      'two\nlines': [5, Number.NaN],
    });
  });

  it('takes an empty, quoted-empty, blank or nan cell as missing, and keeps words, zeros and spaces in text', async () => {
    const table = await readTable(file('n,w\n1,a\n"",""\n " ,\n nan , b\n'.replace(' " ', '" "')));

    expect(shown(table)).toEqual({ n: [1, Number.NaN, Number.NaN, Number.NaN], w: ['a', null, null, ' b'] });
  });

  it('keeps digits that no double can hold where text is asked for', async () => {
    const kinds = new Map([['id', 'text'] as const]);
    const table = await readTable(file('id,y\n110101199003070012,1\n110101199003070013,0\n007,1\n'), kinds);

    expect(shown(table)['id']).toEqual(['110101199003070012', '110101199003070013', '007']);
  });

  it.each(['csv', 'parquet'])(
    'is read as %s from the file alone, whatever its folder is called',
    async (kind) => {
      mkdirSync(join(folder, 'x=9'), { recursive: true });
      const path = join(folder, 'x=9', `t.${kind}`);
      if (kind === 'csv') writeFileSync(path, 'x,y\n1,2\n3,4\n');
      else {
        const db = await openDuckDb();
        await db.run(
          `COPY (SELECT * FROM (VALUES (1, 2), (3, 4)) AS t(x, y)) TO ${sqlLiteral(path)} (FORMAT parquet)`,
        );
        db.close();
      }

      expect(shown(await readTable(path))).toEqual({ x: [1, 3], y: [2, 4] });
    },
  );

  it('reads only the named columns when asked, and then minds no other', async () => {
    const cells = Array.from({ length: 40 }, (_, i) => `${i},${i === 7 ? 'oops' : i}`);
    const path = file(`a,b\n${cells.join('\n')}\n`);
    const kinds = new Map([['a', 'number'] as const]);

    expect([...(await readTable(path, kinds, 'named')).columns.keys()]).toEqual(['a']);
    await expect(readTable(path, kinds)).rejects.toMatchObject({
      code: 'JZ_VALUE_NOT_NUMBER',
      details: { row: '8', column: 'b', value: 'oops' },
    });
  });

  it('tells a column of words from numbers with words in between', async () => {
    const cells = Array.from(
      { length: 40 },
      (_, i) => `${i % 10 === 3 ? 'NA' : i},${i % 2 === 0 ? 'p' : '7'},${i}`,
    );
    const table = await readTable(file(`mixed,codes,number\n${cells.join('\n')}\n`));

    expect([...table.columns.values()].map(({ kind }) => kind)).toEqual(['text', 'text', 'number']);
    expect(table.mixed).toEqual(['mixed']);
  });

  it.each([
    [
      'not UTF-8',
      Buffer.from([...Buffer.from('a,b\n1,2\n3,'), 0xb1, 0xb1, 10]),
      'JZ_FILE_ENCODING',
      { row: 2 },
    ],
    ['a NUL', 'a,b\n1,2\n3,\0\n', 'JZ_FILE_ENCODING', { row: 2 }],
    ['a stray quote', 'a,b\n"x"y,2\n', 'JZ_FILE_FORMAT', {}],
    ['a cell too many', 'a,b\n1,2\n1,2,3\n', 'JZ_FILE_FORMAT', {}],
    ['mixed line ends', 'a,b\r\n1,2\n3,4\r\n', 'JZ_FILE_FORMAT', {}],
    ['only blank lines', '\n\n\n', 'JZ_FILE_EMPTY', {}],
    ['a gzip of nothing', gzipSync(''), 'JZ_FILE_EMPTY', {}],
    ['no gzip at all', 'a,b\n1,2\n', 'JZ_FILE_TRUNCATED', {}],
  ])('with %s is refused', async (what, content, code, details) => {
    const path = file(content, what.includes('gzip') ? 'bad.csv.gz' : 'bad.csv');

    await expect(readTable(path)).rejects.toMatchObject({ code, details: { file: path, ...details } });
  });

  it('that is not there, or is a folder, is not found', async () => {
    for (const path of [join(folder, 'none.csv'), folder, join(folder, 'none.parquet')])
      await expect(readTable(path)).rejects.toMatchObject({ code: 'JZ_FILE_NOT_FOUND' });
  });
});

describe('a Parquet file', () => {
  it('gives what its CSV would: numbers of any type, booleans as 0 and 1, dates as text', async () => {
    const path = join(folder, 'types.parquet');
    const db = await openDuckDb();
    await db.run(
      `COPY (SELECT * FROM (VALUES (true, 0.1::FLOAT, 9007199254740993::BIGINT, 1.50::DECIMAL(9,2), DATE '2014-06-30', 'x'),
        (NULL, NULL, NULL, NULL, NULL, '')) AS t(flag, small, big, money, day, "Word")) TO ${sqlLiteral(path)} (FORMAT parquet)`,
    );
    db.close();

    expect(shown(await readTable(path))).toEqual({
      flag: [1, Number.NaN],
      small: [0.1, Number.NaN],
      big: [9007199254740992, Number.NaN],
      money: [1.5, Number.NaN],
      day: ['2014-06-30', null],
      Word: ['x', null],
    });
  });
});

describe('the encoding', () => {
  it('keeps column names apart when a table has its own indicators beside the text', async () => {
    const cells = Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? 'F,1' : i % 3 === 1 ? 'M,0' : ',0'));
    const table = await readTable(file(`sex,sex=F\n${cells.join('\n')}\n`));
    const encoding = chooseEncoding(table, [...table.columns.keys()]);
    const X = encodeTable(table, encoding);

    expect(encodedNames(encoding)).toEqual(['sex=F (2)', 'sex=M', 'sex=F']);
    expect(X.columns.map((column) => [...column.slice(0, 3)])).toEqual([
      [1, 0, Number.NaN],
      [0, 1, Number.NaN],
      [1, 0, 0],
    ]);
  });

  it('gives a frequent value an indicator, a rare one none', async () => {
    const cells = Array.from({ length: 50 }, (_, i) => (i < 20 ? 'often' : i < 39 ? 'seldom' : `once ${i}`));
    const table = await readTable(file(`a,w\n${cells.map((word) => `1,${word}`).join('\n')}\n`));

    expect(chooseEncoding(table, ['w'])).toEqual([{ kind: 'text', column: 'w', levels: ['often'] }]);
  });
});

describe('the nearest name', () => {
  it.each([
    ['incme', 'income'],
    ['INCOME ', 'income'],
    ['目标', '目标列'],
    ['weight', null],
    ['z', null],
  ])('to %s is %s', (wanted, nearest) => {
    expect(nearestName(wanted, ['income', 'members', '目标列'])).toBe(nearest);
  });
});
