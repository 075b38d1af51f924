/**
 * Tables `account` and `session`: who may use the service, and where they are signed in. No password and no token is kept.
 */
import * as z from 'zod';
import { JzError } from '../core/errors/index.ts';
import { run } from '../io/sqlite/migrate.ts';
import { auditWriter } from './audit.ts';
import type { AccountTable } from './schema.ts';
import { allRows, firstRow, inTransaction } from './statements.ts';
import type { Store } from './store.ts';

/** An account. */
export interface StoredAccount {
  readonly name: string;
  readonly role: string;
  /** Beginnings of region codes it may see; `null` for all. */
  readonly areas: readonly string[] | null;
  readonly passwordHash: string;
  readonly createdAt: string;
  /** Since when it may not be used; `null` while it may. */
  readonly disabledAt: string | null;
}

/** Who did it, and when: for the audit chain. */
export interface Doer {
  readonly at: string;
  readonly actor: string;
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
  account: Pick<StoredAccount, 'name' | 'role' | 'areas' | 'passwordHash'>,
  { at, actor }: Doer,
): void {
  const { name, role, areas, passwordHash } = account;
  inTransaction(store, () => {
    if (findAccount(store, name)) throw new JzError('JZ_ACCOUNT_EXISTS', { name });
    const row = { name, role, areas: areas && JSON.stringify(areas), password_hash: passwordHash };
    run(store.raw, store.db.insertInto('account').values({ ...row, created_at: at, disabled_at: null }));
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

/** Every account by name. */
export function listAccounts({ db, raw }: Store): StoredAccount[] {
  return allRows(raw, db.selectFrom('account').selectAll().orderBy('name')).map(accountOf);
}

/**
 * Disables an account and ends its sign-ins, or lets it be used again.
 *
 * @throws JZ_ACCOUNT_UNKNOWN; JZ_ACCOUNT_LAST for the last administrator that may be used
 */
export function setAccountDisabled(
  store: Store,
  name: string,
  isDisabled: boolean,
  { at, actor }: Doer,
): void {
  inTransaction(store, () => {
    const account = knownAccount(store, name);
    if ((account.disabledAt !== null) === isDisabled) return;
    if (isDisabled && isLastAdministrator(store, account)) throw new JzError('JZ_ACCOUNT_LAST', { name });
    const { raw, db } = store;
    const disabled_at = isDisabled ? at : null;
    run(raw, db.updateTable('account').set({ disabled_at }).where('name', '=', name));
    run(raw, db.deleteFrom('session').where('account', '=', name));
    const action = isDisabled ? 'account_disable' : 'account_enable';
    auditWriter(store)({ at, actor, action, subject: name, details: {}, rows: [] });
  });
}

/**
 * Sets a password and ends every sign-in that was made with the one before, but that of the token whose hash is `keep`.
 *
 * @throws JZ_ACCOUNT_UNKNOWN
 */
export function setPasswordHash(
  store: Store,
  name: string,
  { passwordHash, keep = '' }: { readonly passwordHash: string; readonly keep?: string | undefined },
  { at, actor }: Doer,
): void {
  inTransaction(store, () => {
    knownAccount(store, name);
    const { raw, db } = store;
    run(raw, db.updateTable('account').set({ password_hash: passwordHash }).where('name', '=', name));
    run(raw, db.deleteFrom('session').where('account', '=', name).where('token_hash', '!=', keep));
    auditWriter(store)({ at, actor, action: 'account_password', subject: name, details: {}, rows: [] });
  });
}

function knownAccount(store: Store, name: string): StoredAccount {
  const account = findAccount(store, name);
  if (!account) throw new JzError('JZ_ACCOUNT_UNKNOWN', { name });
  return account;
}

function isLastAdministrator(store: Store, { name, role }: StoredAccount): boolean {
  const others = listAccounts(store).filter((one) => one.name !== name && one.disabledAt === null);
  return role === administrator && !others.some((one) => one.role === administrator);
}

/** The role that must not die out. */
const administrator = 'administrator';

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
      .where('expires_at', '>', now)
      .where('disabled_at', 'is', null),
  );
  return row && accountOf(row);
}

/** Ends a sign-in. */
export function endSession(store: Store, tokenHash: string): void {
  inTransaction(store, () => {
    run(store.raw, store.db.deleteFrom('session').where('token_hash', '=', tokenHash));
  });
}

function accountOf(row: AccountTable): StoredAccount {
  const areas = row.areas === null ? null : areasText.parse(JSON.parse(row.areas));
  return {
    ...{ name: row.name, role: row.role, areas, passwordHash: row.password_hash },
    ...{ createdAt: row.created_at, disabledAt: row.disabled_at },
  };
}
