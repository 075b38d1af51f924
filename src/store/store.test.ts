import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JzError } from '../core/errors/index.ts';
import { emptyWorld, publishedWorld, publishList } from '../../test/api/world.ts';
import type { Migration } from '../io/sqlite/migrate.ts';
import { migrate, migrations } from './migrate.ts';
import type { StoreSchema } from './schema.ts';
import { openStore } from './store.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'jiuzhu-store-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof JzError) return error.code;
    throw error;
  }
  return 'no error';
};

describe('opening a store', () => {
  it('keeps every commit on disk, in WAL, with foreign keys checked', async () => {
    const { store, close } = emptyWorld();

    const settings = ['journal_mode', 'synchronous', 'foreign_keys'].map((name) =>
      store.raw.pragma(name, { simple: true }),
    );

    expect(settings).toEqual(['wal', 2, 1]);
    await close();
  });

  it('finds the published list again after closing', async () => {
    const file = join(folder, 'store.sqlite');
    const first = openStore(file);
    publishList(first, 'run-1', 7);
    await first.close();

    const second = openStore(file, { create: false });

    expect(second.raw.prepare('select rows from score_run').all()).toEqual([{ rows: 7 }]);
    await second.close();
  });

  it('says that there is nothing to serve when the file is missing and must not be made', () => {
    expect(codeOf(() => openStore(join(folder, 'none.sqlite'), { create: false }))).toBe('JZ_STORE_MISSING');
  });

  it('refuses a file that is not a database', () => {
    const file = join(folder, 'text.sqlite');
    writeFileSync(file, 'household_id,probability\n'.repeat(500));

    expect(codeOf(() => openStore(file))).toBe('JZ_STORE_DAMAGED');
    expect(readFileSync(file, 'utf8')).toMatch(/^household_id/);
  });

  it("refuses another program's database and leaves it alone", () => {
    const file = join(folder, 'other.sqlite');
    const other = new Sqlite(file);
    other.exec('create table contacts (name text)');
    other.close();
    const before = readFileSync(file);

    expect(codeOf(() => openStore(file))).toBe('JZ_STORE_FOREIGN');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('names a damaged page instead of serving from it', async () => {
    const { store, folder: place, close } = publishedWorld(2000);
    store.raw.pragma('wal_checkpoint(TRUNCATE)');
    const copy = join(folder, 'damaged.sqlite');
    copyFileSync(join(place, 'store.sqlite'), copy);
    const bytes = readFileSync(copy);
    bytes.fill(0x5a, 16_384 * 9, 16_384 * 9 + 512);
    writeFileSync(copy, bytes);

    expect(codeOf(() => openStore(copy))).toBe('JZ_STORE_DAMAGED');
    await close();
  });

  it('names a file cut short', async () => {
    const { store, folder: place, close } = publishedWorld(2000);
    store.raw.pragma('wal_checkpoint(TRUNCATE)');
    const copy = join(folder, 'cut.sqlite');
    copyFileSync(join(place, 'store.sqlite'), copy);
    truncateSync(copy, 16_384 * 12);

    expect(codeOf(() => openStore(copy))).toBe('JZ_STORE_DAMAGED');
    await close();
  });

  it('refuses the schema of a newer version and leaves it alone', async () => {
    const file = join(folder, 'newer.sqlite');
    const store = openStore(file);
    store.raw.prepare("insert into schema_migration values (99, 'from-the-future')").run();
    await store.close();

    expect(codeOf(() => openStore(file))).toBe('JZ_STORE_NEWER');
    const left = new Sqlite(file, { readonly: true });
    expect(left.prepare('select max(number) as last from schema_migration').get()).toEqual({ last: 99 });
    left.close();
  });

  it('says that another job is writing when it has to wait too long', () => {
    const file = join(folder, 'busy.sqlite');
    const writer = new Sqlite(file);
    writer.exec('begin exclusive');

    expect(codeOf(() => openStore(file, { busyTimeoutMs: 50 }))).toBe('JZ_STORE_BUSY');
    writer.close();
  });
});

describe('migrations', () => {
  const broken: Migration<StoreSchema> = {
    number: migrations.length + 1,
    name: 'broken',
    statements: (db) => [
      db.schema.createTable('half').addColumn('id', 'integer'),
      db.schema.createTable('half').addColumn('id', 'integer'),
    ],
  };

  const open = (): { raw: Sqlite.Database; db: Kysely<StoreSchema> } => {
    const raw = new Sqlite(join(folder, 'migrate.sqlite'));
    return { raw, db: new Kysely<StoreSchema>({ dialect: new SqliteDialect({ database: raw }) }) };
  };

  it('run once, in order, numbered from 1 without a gap', () => {
    const { raw, db } = open();

    expect(migrate(raw, db)).toEqual(migrations.map((_, i) => i + 1));
    expect(migrate(raw, db)).toEqual([]);
    raw.close();
  });

  it('leave the schema as it was when one of them fails', () => {
    const { raw, db } = open();
    migrate(raw, db);
    const before = raw.prepare('select sql from sqlite_master').all();

    expect(() => migrate(raw, db, [...migrations, broken])).toThrow('already exists');
    expect(raw.prepare('select sql from sqlite_master').all()).toEqual(before);
    raw.close();
  });
});
