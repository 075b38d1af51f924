/**
 * Signing in, on the wire.
 */
import * as z from 'zod';
import { catalogueNames } from '../../scoring/household-bundle.ts';
import { roles } from '../roles.ts';

export const signInRequest = z
  .strictObject({ name: z.string().min(1).max(64), password: z.string().min(1).max(1024) })
  .meta({ id: 'SignInRequest' });

export const sessionResponse = z
  .object({
    name: z.string(),
    role: z.enum([...roles, 'demo']).describe('demo: there are no accounts yet'),
    areas: z.array(z.string()).nullable().describe('beginnings of region codes it may see; null for all'),
    today: z.iso.date().describe('by the clock of the service'),
    place_names: z
      .record(z.string(), z.string())
      .describe('what townships are called, by the beginning of their region code; those that are known'),
    catalogue: z.enum(catalogueNames).describe('what is served: a county, or a panel of households'),
  })
  .meta({ id: 'SessionResponse' });

export const signOutResponse = z.object({ signed_out: z.literal(true) }).meta({ id: 'SignOutResponse' });
