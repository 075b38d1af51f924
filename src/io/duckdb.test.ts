import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { duckDbPath, openDuckDb, sqlIdentifier, sqlLiteral } from './duckdb.ts';

it('reads typed columns; NULL is NaN or null, and rows beyond one chunk keep their order', async () => {
  const db = await openDuckDb({ threads: 2 });
  const numbers = await db.doubles(
    'SELECT CAST(i AS DOUBLE) AS i, CASE WHEN i % 2 = 0 THEN CAST(i AS DOUBLE) / $d END AS half FROM range(5000) t(i)',
    { d: 2 },
  );
  const texts = await db.texts("SELECT CASE WHEN i <> 1 THEN 'x' || i END AS t FROM range(3) t(i)");
  db.close();

  expect(numbers.names).toEqual(['i', 'half']);
  expect(numbers.nRows).toBe(5000);
  expect([...numbers.columns[0]!]).toEqual(Array.from({ length: 5000 }, (_, i) => i));
  expect(numbers.columns[1]!.slice(0, 3)).toEqual(Float64Array.of(0, Number.NaN, 1));
  expect(texts).toEqual({ names: ['t'], columns: [['x0', null, 'x2']], nRows: 3 });
});

it('takes hostile names and paths as text', async () => {
  const folder = await mkdtemp(join(tmpdir(), "jiuzhu-o'hara "));
  const path = join(folder, `it's; DROP TABLE x.csv`);
  await writeFile(path, `"a""; DROP",b\n1,2\n`);
  const db = await openDuckDb();

  await db.run(
    `CREATE VIEW v AS SELECT * FROM read_csv(${sqlLiteral(path)}, header = true, all_varchar = true)`,
  );

  expect(await db.rows(`SELECT ${sqlIdentifier('a"; DROP')} AS a FROM v`)).toEqual([{ a: '1' }]);
  db.close();
  await rm(folder, { recursive: true, force: true });
});

it('reads exactly the named file, not those its name would match as a pattern', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'jiuzhu-[x] '));
  for (const name of ['a*.csv', 'ab.csv', 'b?[1].csv', 'bc1.csv'])
    await writeFile(join(folder, name), `x\n${name}\n`);
  const db = await openDuckDb();

  for (const name of ['a*.csv', 'b?[1].csv'])
    expect(await db.rows('SELECT x FROM read_csv($path)', { path: duckDbPath(join(folder, name)) })).toEqual([
      { x: name },
    ]);
  db.close();
  await rm(folder, { recursive: true, force: true });
});

it('says that memory is full in the catalogue’s words', async () => {
  const db = await openDuckDb({ threads: 1, memoryLimit: '10MiB' });

  await expect(
    db.run(
      'CREATE TABLE t AS SELECT i, random() AS r, repeat(CAST(i AS VARCHAR), 20) AS s FROM range(2000000) t(i) ORDER BY r',
    ),
  ).rejects.toMatchObject({ code: 'JZ_RESOURCE', exitCode: 5 });
  db.close();
});

it('never installs an extension', async () => {
  const db = await openDuckDb();

  await expect(db.run(`SELECT * FROM read_xlsx('a.xlsx')`)).rejects.toThrow();
  const settings = await db.rows(
    "SELECT name, value FROM duckdb_settings() WHERE name IN ('autoinstall_known_extensions', 'autoload_known_extensions')",
  );
  expect(settings.map((row) => row['value'])).toEqual(['false', 'false']);
  db.close();
});

it('streams every row once, whatever the threads', async () => {
  for (const threads of [1, 4]) {
    const db = await openDuckDb({ threads });
    let [rows, sum] = [0, 0];
    await db.stream(
      'SELECT i::INTEGER AS i, i * 0.5::DOUBLE AS half FROM range($n) AS t(i)',
      { n: 100_000 },
      ({ count, columns }) => {
        rows += count;
        for (let i = 0; i < count; i++) sum += columns[0]![i]! + columns[1]![i]!;
      },
    );
    expect([rows, sum]).toEqual([100_000, 1.5 * (99_999 * 50_000)]);
    db.close();
  }
});

it('refuses to stream a column that is not a number', async () => {
  const db = await openDuckDb();
  await expect(db.stream("SELECT 'a' AS a", {}, () => undefined)).rejects.toThrow(/VARCHAR/);
  db.close();
});
