/**
 * Quality of the departments' data on the wire.
 */
import * as z from 'zod';
import { text } from './common.ts';

const count = z.int().nonnegative();
const share = z.number().min(0).max(1);
const score = z.number().min(0).max(100).nullable().describe('0..100; null: nothing to measure');

const department = z
  .object({
    department: z.string(),
    title: text,
    score,
    light: z.enum(['good', 'fair', 'poor', 'unknown']),
    light_words: text,
    files: count,
    rows_in: count,
    loaded: count,
    quarantined: count,
    parts: z.array(
      z.object({
        part: z.enum([
          'completeness',
          'validity',
          'uniqueness',
          'identity',
          'consistency',
          'timeliness',
          'steadiness',
        ]),
        title: text,
        score,
      }),
    ),
    filled_share: share.nullable(),
    gaps: z
      .array(z.object({ file: z.string(), column: z.string(), filled_share: share }))
      .describe('columns with empty cells, the emptiest first; at most 20'),
    problems: z
      .array(z.object({ code: z.string(), title: text, rows: count }))
      .describe('rejected rows by reason, most first'),
    median_days: z.number().nullable().describe('days until half of what happened is known'),
    p90_days: z.number().nullable(),
    months: z
      .array(z.object({ month: z.string(), rows: count, median_days: z.number(), p90_days: z.number() }))
      .describe('lateness by month in which it happened'),
    breaks: z.array(z.object({ table: z.string(), month: z.string(), rows: count, usual: z.number() })),
    asks: z
      .array(z.object({ part: z.string(), severity: z.enum(['high', 'medium']), ...text.shape }))
      .describe('what to ask of the department, most pressing first'),
  })
  .meta({ id: 'DepartmentQuality' });

export const qualityResponse = z
  .object({
    generation: z.string(),
    known_until: z.string().nullable(),
    score,
    rows_in: count,
    loaded: count,
    quarantined: count,
    files: count,
    departments: z.array(department).describe('worst first'),
    checks: z
      .array(
        z.object({
          id: z.string(),
          title: text,
          remedy: text,
          kind: z.enum(['contradiction', 'lead']),
          persons: count,
          departments: z.array(z.string()),
        }),
      )
      .describe('between departments'),
    links: z
      .object({
        strangers: count,
        linked: count,
        review: count,
        unknown: count,
        precision: share.nullable(),
        recall: share.nullable(),
      })
      .nullable()
      .describe('persons without a sound number: found again, to be reviewed, not found'),
    quarantine: z
      .array(
        z.object({
          department: z.string(),
          title: text,
          file: z.string().describe('as the department sent it'),
          rows: count,
          reasons: z.array(z.object({ code: z.string(), title: text, rows: count })),
          given_back: z
            .string()
            .nullable()
            .describe(
              'file with the rejected rows and their reasons, inside the data folder: it is not served',
            ),
        }),
      )
      .describe('most rows first'),
    unclaimed: z.array(z.string()).describe('files no mapping claimed'),
    trend: z
      .array(
        z.object({
          generation: z.string(),
          files: count,
          rows_in: count,
          quarantined_share: share,
          score,
          departments: z.array(
            z.object({
              department: z.string(),
              rows_in: count,
              quarantined_share: share,
              score,
              median_days: z.number().nullable(),
            }),
          ),
        }),
      )
      .describe('what came in with each generation, oldest first'),
    report: z.string().describe('address of the page'),
  })
  .meta({ id: 'QualityResponse' });
