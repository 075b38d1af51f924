/**
 * Accounts administration on the wire. What a name, role or area may be is checked by `accounts.ts`.
 */
import * as z from 'zod';
import { roles } from '../roles.ts';

const password = z.string().min(1).max(1024).describe('12 characters or more');

export const account = z
  .object({
    name: z.string(),
    role: z.enum(roles),
    areas: z.array(z.string()).nullable().describe('beginnings of region codes; null for all'),
    is_disabled: z.boolean(),
    created_at: z.string(),
  })
  .meta({ id: 'Account' });

export const accountsResponse = z.object({ items: z.array(account) }).meta({ id: 'AccountsResponse' });

export const newAccountRequest = z
  .strictObject({
    name: z.string().min(1).max(64),
    role: z.string().min(1).max(32),
    areas: z.array(z.string().max(12)).max(1000).nullable().default(null),
    password,
  })
  .meta({ id: 'NewAccountRequest' });

export const passwordRequest = z.strictObject({ password }).meta({ id: 'PasswordRequest' });

export const ownPasswordRequest = z
  .strictObject({ current: z.string().min(1).max(1024), password })
  .meta({ id: 'OwnPasswordRequest' });

export const accountParams = z.strictObject({ name: z.string().min(1).max(64) });
