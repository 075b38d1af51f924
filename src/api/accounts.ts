/**
 * Accounts and sign-ins: made, checked, ended. The caller gives the clock.
 */
import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { JzError } from '../core/errors/index.ts';
import { sha256 } from '../io/files.ts';
import {
  accountOfSession,
  addAccount,
  addSession,
  findAccount,
  setPasswordHash,
  type Doer,
  type Store,
  type StoredAccount,
} from '../store/index.ts';
import { hashPassword, isPassword } from './password.ts';
import { roles, type Account } from './roles.ts';

/** How long a sign-in of the pages holds. */
export const sessionHours = 10;

const form = {
  name: z
    .string()
    .regex(
      /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u,
      '1–64 个字母、数字或 . _ - / 1 to 64 letters, digits or . _ -',
    )
    .refine((name) => name !== 'demo', 'demo 以外的名字 / another name than demo'),
  role: z.enum(roles, roles.join(', ')),
  password: z.string().min(12, '至少 12 个字符 / 12 characters or more').max(1024),
  areas: z
    .array(z.string().regex(/^\d{6,12}$/, '6–12 位区划代码 / region codes of 6 to 12 digits'))
    .min(1)
    .nullable(),
};
const account = z.object(form);

/** An account to make. */
export interface NewAccount {
  readonly name: string;
  readonly role: string;
  /** Beginnings of region codes; `null` for all. */
  readonly areas: readonly string[] | null;
  readonly password: string;
}

/**
 * Makes an account.
 *
 * @throws JZ_ACCOUNT_INVALID naming the field, JZ_ACCOUNT_EXISTS
 */
export async function createAccount(store: Store, asked: NewAccount, by: Doer): Promise<void> {
  const { name, role, areas, password } = checked(account, asked);
  addAccount(store, { name, role, areas, passwordHash: await hashPassword(password) }, by);
}

/**
 * Gives an account another password; every sign-in with the one before ends, but that of `token`.
 *
 * @throws JZ_ACCOUNT_UNKNOWN, JZ_ACCOUNT_INVALID
 */
export async function changePassword(
  store: Store,
  name: string,
  { password, token }: { readonly password: string; readonly token?: string | undefined },
  by: Doer,
): Promise<void> {
  const { password: fit } = checked(z.object({ password: form.password }), { password });
  if (!findAccount(store, name)) throw new JzError('JZ_ACCOUNT_UNKNOWN', { name });
  const keep = token && sha256(token);
  setPasswordHash(store, name, { passwordHash: await hashPassword(fit), keep }, by);
}

function checked<Out>(schema: z.ZodType<Out>, asked: unknown): Out {
  const parsed = schema.safeParse(asked);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.map(String).join('.') ?? '';
  const expected = issue?.message ?? '';
  throw new JzError('JZ_ACCOUNT_INVALID', { field, pointer: `/${field}`, expected, problem: expected });
}

/**
 * Checks a name and password.
 *
 * @throws JZ_SIGN_IN_FAILED, the same for an unknown name or a disabled account as for a wrong password
 */
export async function checkPassword(store: Store, name: string, password: string): Promise<Account> {
  const found = findAccount(store, name);
  const isRight = await isPassword(password, found?.passwordHash);
  if (!isRight || !found || found.disabledAt !== null) throw new JzError('JZ_SIGN_IN_FAILED');
  return accountOf(found);
}

/** Signs an account in. @returns the token, kept nowhere */
export function openSession(store: Store, name: string, now: Date, hours: number = sessionHours): string {
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(now.getTime() + hours * 3_600_000).toISOString();
  addSession(store, { tokenHash: sha256(token), account: name, expiresAt }, now.toISOString());
  return token;
}

/** Who a token belongs to; `undefined` when it is not, or no longer, valid. */
export function accountOfToken(store: Store, token: string, now: Date): Account | undefined {
  const found = accountOfSession(store, sha256(token), now.toISOString());
  return found && accountOf(found);
}

/** An account with its role as one of those there are. */
export function roleOf({ role }: StoredAccount): (typeof roles)[number] {
  return form.role.parse(role);
}

function accountOf(stored: StoredAccount): Account {
  const { name, areas } = stored;
  return { name, role: roleOf(stored), areas };
}
