/**
 * The vault's file: one sealed row a person, every commit on disk before it is acknowledged.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { JzError } from '../../core/errors/index.ts';
import { sqliteErrors } from '../../io/sqlite/errors.ts';
import { runMigrations } from '../../io/sqlite/migrate.ts';
import { openSqlite } from '../../io/sqlite/open.ts';
import { sealer, type Refuse } from '../crypto/seal.ts';
import { checkNationalAlgorithms } from '../crypto/self-test.ts';
import type { RandomBytes } from '../keys/key-file.ts';
import type { VaultKeys } from '../keys/keys.ts';
import type { Vault } from '../types.ts';
import { erasureTable } from './erasures.ts';
import { identityTable } from './identities.ts';
import { linkTables } from './links.ts';
import { identitiesMigration } from './migrations/0001-identities.ts';
import { refusalsMigration } from './migrations/0002-refusals.ts';
import { erasuresMigration } from './migrations/0003-erasures.ts';
import { checkPseudonymKey } from './owner.ts';
import type { VaultSchema } from './schema.ts';

/** "JZVT" */
const applicationId = 0x4a5a5654;
/** Some 80 records a page. */
const pageBytes = 16_384;
/** Memory for pages, in KiB: the index of some 5 million persons. */
const cacheKib = 262_144;
/** Pages of the log before it is folded in: fewer, larger folds make long loads half again as quick. */
const checkpointPages = 20_000;

/** How to open a vault. */
export interface VaultOptions {
  /** Make the file when it is not there; default true. */
  readonly create?: boolean;
  /** Longest wait for another process's write to end; default 5 seconds. */
  readonly busyTimeoutMs?: number;
  /** Source of nonces; default the machine's. */
  readonly random?: RandomBytes;
}

/**
 * Opens a vault.
 *
 * @throws JZ_CRYPTO_MISSING, JZ_VAULT_MISSING, JZ_KEYS_WRONG when it was made with another pseudonym key, JZ_STORE_*
 */
export function openVault(file: string, keys: VaultKeys, options: VaultOptions = {}): Vault {
  checkNationalAlgorithms();
  if (options.create === false && !existsSync(file)) throw new JzError('JZ_VAULT_MISSING', { file });
  const kind = { applicationId, pageBytes, ...options };
  return openSqlite(file, kind, (raw) => {
    raw.pragma(`cache_size = -${cacheKib}`);
    raw.pragma(`wal_autocheckpoint = ${checkpointPages}`);
    const db = new Kysely<VaultSchema>({ dialect: new SqliteDialect({ database: raw }) });
    runMigrations(raw, db, [identitiesMigration, refusalsMigration, erasuresMigration]);
    checkPseudonymKey(raw, db, keys.pseudonym.id);
    return vaultOn(raw, db, keys, options.random ?? randomBytes);
  });
}

function vaultOn(raw: Database, db: Kysely<VaultSchema>, keys: VaultKeys, random: RandomBytes): Vault {
  const file = raw.name;
  const identities = identityTable(raw, db, sealer(keys.sealing, random), refusal(file));
  const links = linkTables(raw, db);
  const erasures = erasureTable(raw, db);
  const whole = <T>(work: () => T): T => sqliteErrors(file, () => raw.transaction(work).immediate());
  return {
    file,
    putPersons: (batch) => whole(() => identities.put(batch)),
    persons: (except) => identities.all(except),
    get: (personIds) => sqliteErrors(file, () => identities.get(personIds)),
    remove: (personIds) => forgetting(raw, () => whole(() => identities.remove(personIds))),
    unlink: (personIds) => forgetting(raw, () => whole(() => links.remove(personIds))),
    count: () => identities.count(),
    countOf: (personIds) => identities.countOf(personIds),
    olderSeals: () => identities.olderSeals(),
    reseal: (progress) => {
      const total = identities.olderSeals();
      let done = 0;
      let batch = whole(() => identities.resealAfter(''));
      while (batch.records > 0) {
        done += batch.records;
        progress?.(done, total);
        const { last } = batch;
        batch = whole(() => identities.resealAfter(last));
      }
      raw.pragma('wal_checkpoint(TRUNCATE)');
      return done;
    },
    confirmLinks: (decided) => whole(() => links.confirm(decided)),
    refuseLinks: (decided) => whole(() => links.refuse(decided)),
    links: () => sqliteErrors(file, () => links.confirmed()),
    refusals: () => sqliteErrors(file, () => links.refused()),
    barPersons: (personIds) => whole(() => erasures.add(personIds)),
    readmitPersons: (personIds) => whole(() => erasures.remove(personIds)),
    barred: () => sqliteErrors(file, () => erasures.all()),
    close: () => void raw.close(),
  };
}

/** Overwrites what is deleted, and leaves no copy of it in the write-ahead log. */
function forgetting<T>(raw: Database, work: () => T): T {
  raw.pragma('secure_delete = ON');
  const result = work();
  raw.pragma('wal_checkpoint(TRUNCATE)');
  return result;
}

function refusal(file: string): Refuse {
  return (person, problem) => {
    throw new JzError('JZ_VAULT_DAMAGED', { file, person, problem: problems[problem] });
  };
}

const problems = {
  form: 'the record has not the form of a sealed one',
  key: 'it was sealed with a key that is not in the key file',
  mac: 'its MAC does not agree',
} as const;
