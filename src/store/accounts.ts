/**
 * Tables `account` and `session`: who may use the service, and where they are signed in. No password and no token is kept.
 */
import * as z from 'zod';
import { JzError } from '../core/errors/index.ts';
import { run } from '../io/sqlite/migrate.ts';
import { auditWriter } from './audit.ts';
import { firstRow, inTransaction } from './statements.ts';
import type { Store } from './store.ts';

/** An account. */
export interface StoredAccount {
  readonly name: string;
  readonly role: string;
  /** Beginnings of region codes it may see; `null` for all. */
  readonly areas: readonly string[] | null;
  readonly passwordHash: string;
}

/** A sign-in, by the SHA-256 of its token. */
export interface StoredSession {
  readonly tokenHash: string;
  readonly account: string;
  /** ISO 8601 moment in UTC. */
  readonly expiresAt: string;
}

const areasText = z.array(z.string()).nullable();

/**
 * Adds an account and says so in the audit chain.
 *
 * @throws JZ_ACCOUNT_EXISTS
 */
export function addAccount(
  store: Store,
  account: StoredAccount,
  { at, actor }: { readonly at: string; readonly actor: string },
): void {
  const { name, role, areas, passwordHash } = account;
  inTransaction(store, () => {
    if (findAccount(store, name)) throw new JzError('JZ_ACCOUNT_EXISTS', { name });
    const row = { name, role, areas: areas && JSON.stringify(areas), password_hash: passwordHash };
    run(store.raw, store.db.insertInto('account').values({ ...row, created_at: at }));
    auditWriter(store)({
      at,
      actor,
      action: 'account_add',
      subject: name,
      details: { role, areas },
      rows: [],
    });
  });
}

/** An account by its name. */
export function findAccount({ db, raw }: Store, name: string): StoredAccount | undefined {
  const row = firstRow(raw, db.selectFrom('account').selectAll().where('name', '=', name));
  return row && accountOf(row);
}

/** Whether there is any account. */
export function hasAccounts({ db, raw }: Store): boolean {
  return firstRow(raw, db.selectFrom('account').select('name').limit(1)) !== undefined;
}

/** Keeps a sign-in, and forgets those that ended before `now`. */
export function addSession(store: Store, session: StoredSession, now: string): void {
  const { db, raw } = store;
  const { tokenHash: token_hash, account, expiresAt: expires_at } = session;
  inTransaction(store, () => {
    run(raw, db.deleteFrom('session').where('expires_at', '<=', now));
    run(raw, db.insertInto('session').values({ token_hash, account, expires_at }));
  });
}

/** The account signed in with a token, unless the sign-in has ended. */
export function accountOfSession(
  { db, raw }: Store,
  tokenHash: string,
  now: string,
): StoredAccount | undefined {
  const row = firstRow(
    raw,
    db
      .selectFrom('session')
      .innerJoin('account', 'account.name', 'session.account')
      .selectAll('account')
      .where('token_hash', '=', tokenHash)
      .where('expires_at', '>', now),
  );
  return row && accountOf(row);
}

/** Ends a sign-in. */
export function endSession(store: Store, tokenHash: string): void {
  inTransaction(store, () => {
    run(store.raw, store.db.deleteFrom('session').where('token_hash', '=', tokenHash));
  });
}

function accountOf(row: {
  readonly name: string;
  readonly role: string;
  readonly areas: string | null;
  readonly password_hash: string;
}): StoredAccount {
  const areas = row.areas === null ? null : areasText.parse(JSON.parse(row.areas));
  return { name: row.name, role: row.role, areas, passwordHash: row.password_hash };
}
