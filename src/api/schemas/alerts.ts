/**
 * Alerts on the wire.
 */
import * as z from 'zod';
import { officerActions } from '../../alerts/act.ts';
import { visitFindings } from '../../alerts/findings.ts';
import { alertStates, visitOutcomes, type AlertState } from '../../alerts/lifecycle.ts';
import { alertLevels } from '../../alerts/settings.ts';
import { text } from './common.ts';
import { inDigits, maxPageSize } from './numbers.ts';

const day = z.iso.date();
const state = z.enum(Object.keys(alertStates) as [AlertState, ...AlertState[]]).meta({ id: 'AlertState' });
const level = z.enum(alertLevels).meta({ id: 'AlertLevel' });
const outcome = z.enum(visitOutcomes).meta({ id: 'VisitOutcome' });
const id = z.string().min(1).max(128);

export const alert = z
  .object({
    id,
    household_id: z.string(),
    area: z.string().describe('township, 9 digits'),
    region: z.string(),
    state,
    state_zh: z.string(),
    is_open: z.boolean(),
    outcome: outcome.nullable(),
    level,
    why: text.nullable().describe('in one line: the most urgent signal, or else the score'),
    source: z.enum(['list', 'audit']).describe('of the list, or drawn at random off it'),
    round: z.string(),
    probability: z.number().min(0).max(1).nullable(),
    area_rank: z.int().nullable().describe('place in the township’s list; null for a random draw'),
    raised_on: day,
    due_on: day.nullable().describe('last day of the step that is due'),
    assignee: z.string().nullable(),
    escalation: z.int().describe('0 township, 1 county, 2 city'),
    version: z.int().positive().describe('as in the ETag'),
    updated_at: z.string(),
    actions: z.array(z.enum(officerActions)).describe('possible now'),
  })
  .meta({ id: 'Alert' });

export const alertsQuery = z.strictObject({
  state: state.optional(),
  level: level.optional(),
  region: z
    .string()
    .regex(/^\d{1,12}$/)
    .optional()
    .describe('beginning of the region code'),
  assignee: z.string().min(1).max(100).optional(),
  household: z.string().min(1).max(128).optional(),
  due_before: day.optional(),
  closed: z.enum(['true', 'false']).default('false').describe('closed ones too'),
  after: z.preprocess(inDigits, z.int().nonnegative()).optional().describe('next of the page before'),
  limit: z.preprocess(inDigits, z.int().min(1).max(maxPageSize)).default(50),
});

export const alertsResponse = z
  .object({
    total: z.int().nonnegative(),
    next: z.int().nullable().describe('`after` of the next page'),
    items: z.array(alert).describe('in the order they were raised'),
  })
  .meta({ id: 'AlertsResponse' });

export const alertParams = z.strictObject({ id });

export const alertResponse = z
  .object({
    alert,
    evidence: z.array(
      z.object({
        kind: z.string(),
        code: z.string(),
        level,
        as_of: z.string(),
        zh: z.string(),
        en: z.string(),
      }),
    ),
    visits: z.array(
      z.object({
        sequence: z.int().positive(),
        visited_on: day,
        visitor: z.string(),
        outcome: outcome.nullable(),
        concluded_on: day.nullable(),
        findings: visitFindings,
      }),
    ),
    history: z
      .array(
        z.object({
          number: z.int(),
          at: z.string(),
          actor: z.string(),
          action: z.string(),
          hash: z.string(),
        }),
      )
      .describe('entries of the audit chain, oldest first'),
  })
  .meta({ id: 'AlertResponse' });

export const actionHeaders = z.object({
  'if-match': z.string().max(64).optional().describe('required: ETag of the alert as it was read'),
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,128}$/)
    .optional()
    .describe('sent again with the same request: done once, answered alike'),
});
