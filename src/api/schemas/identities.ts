/**
 * Who the members of a household are, on the wire: `POST /v1/households/{id}/unmask`.
 */
import * as z from 'zod';
import { householdId } from './common.ts';

export const unmaskRequest = z
  .strictObject({
    reason: z.string().trim().min(4).max(500).describe('why; written into the audit chain before the answer'),
  })
  .meta({ id: 'UnmaskRequest' });

export const unmaskResponse = z
  .object({
    household_id: householdId,
    audit_number: z.int().positive().describe('entry of the audit chain'),
    at: z.string(),
    persons: z.array(
      z.object({
        person_id: z.string(),
        name: z.string().nullable(),
        id_number: z.string().nullable(),
        phone: z.string().nullable(),
        address: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'UnmaskResponse' });
